"""A small invented store, gathered by hand, that briefs are composed from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from detente.outputs.brief import Brief, Cited, Material, SourceHealth, compose
from detente.records import (
    Actor,
    Claimant,
    Event,
    Fetch,
    Mention,
    Missing,
    Modality,
    Observation,
    Outcome,
    Precision,
    Sampling,
    Status,
    key,
)

AS_OF = dt.date(2025, 3, 20)
RUS, USA = Actor(text="Russia", code="RUS"), Actor(text="United States", code="USA")
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "THREATEN": 3,
    "SANCTION": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
Make = Callable[..., Cited]
Gather = Callable[..., Material]


def _event(name: str, event_type: str, day: dt.date | None, **more: Any) -> Cited:
    """Return an act, by default of the United States towards Russia and told by a curated record."""
    held, reports = more.pop("held", False), more.pop("reports", None)
    sampling = more.pop("sampling", Sampling.CURATED)
    act: dict[str, Any] = {
        "event_type": event_type,
        "quad_class": QUADS[event_type],
        "actor": (USA,),
        "recipient": (RUS,),
        "direction": "USA>RUS",
        "event_date": day,
        "date_precision": Precision.DAY,
    } | more
    summary = act.pop("summary", "")
    latest = act.pop("date_latest", None)
    mentions = tuple(
        Mention(
            **act,
            mention_id=key(name, number),
            source_id="wire",
            document_id=key("text", name) if held else None,
            summary=summary,
            outlet=outlet,
            url=url,
            published_at=dt.datetime(2025, 3, 20, tzinfo=dt.UTC),
            sampling=sampling,
        )
        for number, (outlet, url) in enumerate(reports or [("The Wire", f"https://wire.example/{name}")])
    )
    event = Event(
        **act,
        event_id=key(name),
        summary=summary,
        date_latest=latest,
        n_reports=len(mentions),
        n_sources=len(mentions),
        sampling=sampling,
        mention_ids=tuple(m.mention_id for m in mentions),
    )
    return Cited(event, mentions)


def _observed(
    day: dt.date, freq: str, tense: int | None, warm: int | None, area: str = "all"
) -> list[Observation]:
    total = None if tense is None or warm is None else tense + warm
    share = tense / total if total and tense is not None else None
    rows = {"tension_acts": tense, "cooperation_acts": warm, "volume": total, "tension_share": share}
    return [
        Observation(
            time_value=day,
            freq=freq,
            direction="all",
            area=area,
            measure=measure,
            value=value,
            missing=Missing.NONE if value is not None else Missing.NOT_OBSERVED,
        )
        for measure, value in rows.items()
    ]


def _health() -> tuple[SourceHealth, ...]:
    at = dt.datetime(2025, 3, 20, 6, tzinfo=dt.UTC)
    failed = Fetch(
        source_id="echo", url="https://echo.example/feed", at=at, outcome=Outcome.FAILED, reason="status 500"
    )
    return (
        SourceHealth("wire", "The Wire", "GBR", "agency", "stream", None, at, 1234),
        SourceHealth("echo", "The Echo", "RUS", "independent", "stream", failed, None, 0),
        SourceHealth("post", "The Post", "USA", "independent", "stream", None, None, 0),
        SourceHealth("mail", "The Mail", "USA", "independent", "stream", None, at, 3, "fewer items"),
    )


def _acts() -> tuple[Cited, ...]:
    joint = {"actor": (RUS, USA), "recipient": (), "direction": "RUS-USA"}
    back = {"actor": (RUS,), "recipient": (USA,), "direction": "RUS>USA"}
    return (
        _event("old", "SANCTION", dt.date(2020, 5, 1), areas=("cyber",), summary="An act of long ago."),
        _event(
            "month",
            "SANCTION",
            dt.date(2024, 9, 1),
            areas=("economy_sanctions",),
            mode="discontinue",
            date_precision=Precision.MONTH,
            summary="Washington put twelve shipping firms on its list.",
        ),
        _event(
            "accuse", "ACCUSE", dt.date(2024, 10, 2), areas=("cyber",), summary="Washington blamed Moscow."
        ),
        _event(
            "answer",
            "ACCUSE",
            dt.date(2024, 10, 5),
            areas=("cyber",),
            summary="Moscow blamed Washington.",
            **back,
        ),
        _event("swap", "RETREAT", dt.date(2024, 11, 9), mode="release", sampling=Sampling.STREAM, **joint),
        _event(
            "space",
            "COOPERATE",
            dt.date(2024, 12, 1),
            areas=("space",),
            summary="A shared flight began.",
            **joint,
        ),
        _event(
            "hack",
            "COERCE",
            dt.date(2025, 1, 3),
            areas=("cyber",),
            mode="cyber",
            status=Status.ALLEGED,
            claimants=(Claimant(text="the US Treasury", code="USA"),),
            sampling=Sampling.STREAM,
            **back,
        ),
        _event(
            "denied",
            "ASSAULT",
            dt.date(2025, 1, 9),
            status=Status.DENIED,
            summary="A drone was hit.",
            claimants=(Claimant(text="the Kremlin", code="RUS"),),
            **back,
        ),
        _event("agree", "AGREE", dt.date(2025, 2, 12), summary="Both agreed to name delegations.", **joint),
        _event(
            "threat",
            "THREATEN",
            dt.date(2025, 3, 7),
            areas=("economy_sanctions",),
            summary="Tariffs were raised as an option.",
        ),
        _event(
            "call",
            "CONSULT",
            dt.date(2025, 3, 18),
            mode="phone",
            held=True,
            sampling=Sampling.STREAM,
            summary="The two presidents spoke for two hours on Tuesday.",
            areas=("diplomatic_channels",),
            reports=[("The Wire", "https://wire.example/call"), ("The Echo", "https://echo.example/call")],
            **joint,
        ),
        _event(
            "later",
            "CONSULT",
            dt.date(2025, 5, 1),
            modality=Modality.FUTURE,
            summary="Talks are planned for May.",
            **joint,
        ),
        _event(
            "sooner",
            "CONSULT",
            dt.date(2025, 4, 1),
            modality=Modality.FUTURE,
            sampling=Sampling.STREAM,
            **joint,
        ),
    )


def _material(acts: tuple[Cited, ...] | None = None, **more: Any) -> Material:
    chosen = _acts() if acts is None else acts
    years = [
        *_observed(dt.date(2022, 1, 1), "year", 3, 1),
        *_observed(dt.date(2023, 1, 1), "year", 15, 5),
        *_observed(dt.date(2024, 1, 1), "year", 30, 10),
        *_observed(dt.date(2024, 1, 1), "year", 7, 0, "cyber"),
        *_observed(dt.date(2024, 1, 1), "year", 9, 1, "economy_sanctions"),
        *_observed(dt.date(2025, 1, 1), "year", 1, 2),
        *_observed(dt.date(2025, 1, 1), "year", 1, 0, "economy_sanctions"),
    ]
    quarters = [
        *_observed(dt.date(2024, 1, 1), "quarter", 8, 2),
        *_observed(dt.date(2024, 4, 1), "quarter", None, None),
        *_observed(dt.date(2024, 7, 1), "quarter", 0, 0),
        *_observed(dt.date(2024, 10, 1), "quarter", 5, 4),
    ]
    base = Material(
        dyad=("RUS", "USA"),
        names={"RUS": "Russia", "USA": "the United States"},
        area_titles={
            "cyber": "Cyber operations",
            "economy_sanctions": "Economy and sanctions",
            "space": "Space",
            "diplomatic_channels": "Diplomatic channels",
        },
        as_of=AS_OF,
        today=dt.date(2025, 3, 21),
        since=dt.date(2025, 2, 20),
        newest_report=dt.datetime(2025, 3, 20, 12, tzinfo=dt.UTC),
        events=tuple(sorted(chosen, key=lambda cited: cited.event.event_date or dt.date.min)),
        years=tuple(years),
        quarters=tuple(quarters),
        health=_health(),
        uncoded={"in a language that is not coded yet (ru)": 1200},
    )
    return dataclasses.replace(base, **more)


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def event() -> Make:
    """Return a maker of acts: event(name, type, day, **fields)."""
    return _event


@pytest.fixture(scope="session")
def material() -> Gather:
    """Return a maker of materials: material(acts, **fields), by default with one act of each kind."""
    return _material


@pytest.fixture(scope="session")
def empty() -> Brief:
    """Return the brief of a watch that holds nothing."""
    return compose(_material((), years=(), quarters=(), health=(), uncoded={}, newest_report=None))


@pytest.fixture(scope="session")
def brief() -> Brief:
    """Return the brief of the default material."""
    return compose(_material())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
