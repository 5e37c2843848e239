"""Sentences with the complete acts between states that the coder must find in them.

In a file of cases `events` lists lines "TYPE mode DIRECTION", with "-" for no mode, and after that, where
they differ from "asserted actual": a status, a modality, "by:CODE,CODE" (claimants, outermost first),
"on:DATE" and "about:AREA". Nothing else with a direction may be found. `undirected`, where it is given, lists
the acts without a direction alike, with the codes of the sides in its place: "KEN+UGA", "EUR>BLR", "RUS>?".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.coding import Coder
from detente.records import CodedEvent, Modality, Status

CASES = Path(__file__).parent / "cases"
STATUSES, MODALITIES = {str(each) for each in Status}, {str(each) for each in Modality}


@dataclass(frozen=True)
class Expected:
    """One line of `events`."""

    kind: str
    mode: str | None
    direction: str
    status: str
    modality: str
    claimants: tuple[str, ...] | None
    on: str | None
    about: str | None


def expected(line: str) -> Expected:
    kind, mode, direction, *rest = line.split()
    told = dict(part.split(":") for part in rest if ":" in part)
    words = {part for part in rest if ":" not in part}
    assert words <= STATUSES | MODALITIES, line
    return Expected(
        kind,
        None if mode == "-" else mode,
        direction,
        next(iter(words & STATUSES), "asserted"),
        next(iter(words & MODALITIES), "actual"),
        tuple(told["by"].split(",")) if "by" in told else None,
        told.get("on"),
        told.get("about"),
    )


def core(event: CodedEvent) -> tuple[str | None, ...]:
    return event.event_type, event.mode, event.direction, str(event.status), str(event.modality)


def sides(event: CodedEvent) -> str:
    actor, recipient = ("+".join(s.code or "?" for s in each) for each in (event.actor, event.recipient))
    return f"{actor}>{recipient}" if recipient else actor


def line(event: CodedEvent) -> str:
    told = [str(event.event_type), event.mode or "-", sides(event)]
    told += [str(event.status)] if event.status is not Status.ASSERTED else []
    told += [str(event.modality)] if event.modality is not Modality.ACTUAL else []
    return " ".join(told)


def load(name: str) -> list[Any]:
    cases: list[Any] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))["cases"]
    return cases


def passing() -> list[Any]:
    files = sorted(path.name for path in CASES.glob("*.yml") if path.name != "known_failures.yml")
    return [pytest.param(case, id=case["text"][:60]) for name in files for case in load(name)]


def failing() -> list[Any]:
    return [
        pytest.param(case, marks=pytest.mark.xfail(reason=case["why"], strict=True), id=case["text"][:60])
        for case in load("known_failures.yml")
    ]


@cache
def coder() -> Coder:
    return Coder()


def check(case: dict[str, Any]) -> None:
    date = case.get("date", dt.date(2025, 3, 20))
    coded = coder().code("case", case["text"], date=date)
    events = [event for event in coded if event.direction]
    if "undirected" in case:
        assert sorted(line(e) for e in coded if not e.direction) == sorted(case["undirected"])
    wanted = [expected(line) for line in case["events"]]
    found = {core(event): event for event in events}
    cores = [(each.kind, each.mode, each.direction, each.status, each.modality) for each in wanted]
    assert sorted(map(str, found)) == sorted(map(str, cores))
    for each, of in zip(wanted, cores, strict=True):
        event = found[of]
        codes = tuple(claimant.code or claimant.text for claimant in event.claimants)
        assert each.claimants is None or codes == each.claimants
        assert each.on is None or str(event.event_date) == each.on
        assert each.about is None or each.about in event.areas


@pytest.mark.parametrize("case", passing())
def test_the_acts_of_a_sentence(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", failing())
def test_what_the_rules_cannot_do_yet(case: dict[str, Any]) -> None:
    check(case)


def test_all_types_stand_in_the_cases() -> None:
    from detente.ontology.plover import EVENT_TYPES

    lines = [line for param in passing() for line in param.values[0]["events"]]
    assert {line.split()[0] for line in lines} == set(EVENT_TYPES)
    assert len(passing()) >= 120
