"""What linking promises whatever the mentions are, and how the fields of an event come about."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from detente.linking import link, live, relink
from detente.linking._link import block_of
from detente.records import (
    Actor,
    Claimant,
    Event,
    Mention,
    Modality,
    Precision,
    Sampling,
    SourceCode,
    Status,
    key,
)

START = dt.date(2025, 2, 10)
TEXTS = (
    "",
    "Three diplomats were told to leave within a week over spying.",
    "Three diplomats were told to leave over alleged spying in Vienna.",
    "Twelve diplomats were told to leave over spying.",
    "The pipeline deal was signed in Vienna after long talks on gas.",
    "The deal on gas and the pipeline was signed.",
    "Warships sailed near the islands while jets flew over the islands.",
)


def mention(name: str, **fields: Any) -> Mention:
    """Return a mention of an expulsion on 10 February 2025, with `fields` changed."""
    values: dict[str, Any] = {
        "mention_id": name,
        "source_id": "wire",
        "event_type": "SANCTION",
        "mode": "expel",
        "quad_class": 4,
        "score": -5.5,
        "actor": (Actor(text="Russia", code="RUS"),),
        "recipient": (Actor(text="United States", code="USA"),),
        "direction": "RUS>USA",
        "event_date": START,
        "date_precision": Precision.DAY,
        "summary": TEXTS[1],
        "document_id": f"doc {name}",
        "available_at": dt.datetime(2025, 2, 10, 12, tzinfo=dt.UTC),
    }
    return Mention.model_validate({**values, **fields})


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """Draw up to 14 mentions that often, but not always, tell of the same acts."""
    found = []
    for number in range(draw(st.integers(0, 14))):
        event_type, mode = draw(
            st.sampled_from(
                [("SANCTION", "expel"), ("SANCTION", None), ("COERCE", "deport"), ("CONSULT", "phone")]
            )
        )
        who = draw(st.sampled_from(["Russia", "Putin", "Sergei Lavrov"]))
        text = draw(st.sampled_from(TEXTS))
        coded = draw(st.booleans()) and not text
        external = draw(st.sampled_from([None, None, None, "x1", "x2"]))
        found.append(
            mention(
                f"m{number:02}",
                event_type=event_type,
                mode=mode,
                actor=(Actor(text=who, code="RUS"),),
                direction=draw(st.sampled_from(["RUS>USA", "RUS>USA", "USA>RUS"])),
                modality=draw(st.sampled_from([Modality.ACTUAL, Modality.ACTUAL, Modality.FUTURE])),
                status=draw(st.sampled_from(Status)),
                event_date=draw(
                    st.sampled_from([None, *(START + dt.timedelta(days=day) for day in range(4))])
                ),
                date_precision=draw(st.sampled_from([Precision.DAY, Precision.DAY, *Precision])),
                summary=text,
                document_id=None if coded else draw(st.sampled_from(["d1", "d2", f"d{number}"])),
                url=draw(st.sampled_from([None, "https://a.example/1", "https://b.example/2"])),
                source_code=SourceCode(scheme="CAMEO", code="166") if coded else None,
                source_id=draw(st.sampled_from(["wire", "record"])),
                external_event_id=external,
                copy_of=draw(st.sampled_from([None, None, "d1"])),
                sampling=draw(st.sampled_from(Sampling)),
                available_at=draw(
                    st.sampled_from(
                        [None, *(dt.datetime(2025, 2, day, tzinfo=dt.UTC) for day in (10, 11, 13))]
                    )
                ),
                areas=tuple(draw(st.sets(st.sampled_from(["cyber", "space"])))),
                confidence=draw(st.sampled_from([None, 0.1, 0.7])),
            )
        )
    return found


@given(mentions())
def test_every_mention_is_in_exactly_one_event(told: list[Mention]) -> None:
    inside = [name for event in link(told) for name in event.mention_ids]
    assert sorted(inside) == sorted(each.mention_id for each in told)


@given(mentions(), st.randoms(use_true_random=False))
def test_order_changes_nothing(told: list[Mention], dice: random.Random) -> None:
    assert link(dice.sample(told, len(told))) == link(told)


@given(mentions())
def test_the_same_mention_twice_counts_once(told: list[Mention]) -> None:
    assert link([*told, *told]) == link(told)


@settings(max_examples=60)
@given(mentions(), st.data())
def test_batches_change_nothing_in_the_end(told: list[Mention], data: st.DataObject) -> None:
    left = list(data.draw(st.permutations(told)))
    rows: list[Event] = []
    known: list[Mention] = []
    while left:
        size = data.draw(st.integers(1, len(left)))
        known, left = [*known, *left[:size]], left[size:]
        rows += relink(rows, link(known))
    assert live(rows) == link(told)
    assert relink(rows, link(told)) == []


@given(mentions())
def test_events_of_separate_blocks_do_not_touch(told: list[Mention]) -> None:
    free = [each for each in told if not each.external_event_id]
    blocks = {block_of(each) for each in free}
    apart = [event for block in blocks for event in link(each for each in free if block_of(each) == block)]
    assert sorted(apart, key=lambda event: event.event_id) == link(free)


@given(mentions())
def test_chains_do_not_run_over(told: list[Mention]) -> None:
    """No event holds two mentions that cannot be one act, unless one external id ties them."""
    by_id = {each.mention_id: each for each in told if not each.external_event_id}
    for event in link(by_id.values()):
        inside = [by_id[name] for name in event.mention_ids]
        days = [
            each.event_date
            for each in inside
            if each.event_date and each.date_precision in (Precision.DAY, None)
        ]
        if days:
            assert (max(days) - min(days)).days <= 1
        assert len({each.direction for each in inside}) == 1
        assert len({each.modality for each in inside}) == 1
        for event_type in {each.event_type for each in inside}:
            assert len({each.mode for each in inside if each.event_type == event_type and each.mode}) <= 1
        told_of_three = any("Three" in each.summary for each in inside)
        assert not (told_of_three and any("Twelve" in each.summary for each in inside))


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["", "near Vienna"])), max_size=12))
def test_a_run_of_days_is_cut_into_acts_of_two_days_at_most(days: list[tuple[int, str]]) -> None:
    told = [
        mention(f"m{number}", event_date=START + dt.timedelta(days=day), summary=f"{TEXTS[1]} {where}")
        for number, (day, where) in enumerate(days)
    ]
    for event in link(told):
        assert event.event_date
        assert event.date_latest in (None, event.event_date + dt.timedelta(days=1))


@given(mentions())
def test_one_external_id_is_one_event(told: list[Mention]) -> None:
    home = {name: event.event_id for event in link(told) for name in event.mention_ids}
    for one in told:
        for other in told:
            if one.external_event_id and one.source_id == other.source_id:
                same_id = one.external_event_id == other.external_event_id
                assert not same_id or home[one.mention_id] == home[other.mention_id]


def test_chain_over_three_days_breaks() -> None:
    days = [START + dt.timedelta(days=day) for day in range(3)]
    told = [mention(f"m{number}", event_date=day) for number, day in enumerate(days)]
    events = link(told)
    assert sorted(len(event.mention_ids) for event in events) == [1, 2]


def test_acts_of_one_curated_set_stay_apart() -> None:
    told = [
        mention(name, external_event_id=name, sampling=Sampling.CURATED, source_id="record") for name in "ab"
    ]
    assert len(link(told)) == 2
    assert len(link([told[0], mention("c")])) == 1


def test_id_is_that_of_the_earliest_mention_whatever_comes_later() -> None:
    early = mention("z", available_at=dt.datetime(2025, 2, 10, 6, tzinfo=dt.UTC))
    undated = mention("a", available_at=None)
    (event,) = link([undated, mention("m"), early])
    assert event.event_id == key("event", "z")
    assert event.first_published == early.available_at


def test_coded_rows_without_words_link_by_code_day_parties_and_place() -> None:
    row: dict[str, Any] = {
        "summary": "",
        "document_id": None,
        "source_code": SourceCode(scheme="CAMEO", code="166"),
        "place": "Moscow, Moskva, Russia",
    }
    a = mention("a", **row, url="https://a.example/1")
    assert len(link([a, mention("b", **row, url="https://b.example/2")])) == 1
    elsewhere = {**row, "place": "Vienna, Austria"}
    assert len(link([a, mention("b", **elsewhere, url="https://b.example/2")])) == 2
    assert len(link([a, mention("b", **elsewhere, url="https://a.example/1/")])) == 1
    next_day = START + dt.timedelta(days=1)
    assert len(link([a, mention("b", **row, url="https://b.example/2", event_date=next_day)])) == 2


def test_mention_without_words_or_code_stays_alone() -> None:
    bare = {"summary": "", "document_id": None}
    assert len(link([mention("a", **bare), mention("b", **bare)])) == 2


def test_event_of_three_reports() -> None:
    told = [
        mention(
            "a",
            outlet="Alpha",
            areas=("cyber",),
            claimants=(Claimant(text="MFA", code="RUS"),),
            confidence=0.5,
        ),
        mention("b", outlet="Beta", areas=("cyber", "space"), event_date=START + dt.timedelta(days=1)),
        mention(
            "c",
            outlet="Beta",
            mode=None,
            score=-6.0,
            areas=("cyber",),
            claimants=(Claimant(text="mfa", code="RUS"), Claimant(text="Tass")),
            confidence=0.7,
            place="Vienna",
        ),
    ]
    told = [each.model_copy(update={"summary": f"{TEXTS[1]} {each.outlet}"}) for each in told]
    told[2] = told[2].model_copy(update={"summary": TEXTS[2]})
    (event,) = link(told)
    assert event.mention_ids == ("a", "b", "c")
    assert (event.event_type, event.mode, event.score) == ("SANCTION", "expel", -5.5)
    assert event.areas == ("cyber",)
    assert [each.text for each in event.claimants] == ["MFA", "Tass"]
    assert (event.event_date, event.date_latest) == (START, START + dt.timedelta(days=1))
    assert (event.n_reports, event.n_sources) == (3, 2)
    assert event.confidence == 0.6
    assert event.place == "Vienna"
    assert event.summary == told[0].summary
    assert event.sampling is Sampling.STREAM


@pytest.mark.parametrize(
    ("fields", "n_reports"),
    [
        ({"url": "https://a.example/1"}, 1),
        ({"url": "https://A.example/1/#top"}, 1),
        ({"url": "https://a.example/2"}, 1),  # the passage is a copy
        ({"url": "https://a.example/2", "summary": TEXTS[2]}, 2),
        ({"document_id": "doc a", "summary": TEXTS[2]}, 1),
    ],
)
def test_copies_count_as_one_report(fields: dict[str, Any], n_reports: int) -> None:
    (event,) = link([mention("a", url="https://a.example/1"), mention("b", **fields)])
    assert event.n_reports == n_reports


def test_known_copies_count_as_one_report() -> None:
    assert link([mention("a"), mention("b", summary=TEXTS[2])])[0].n_reports == 2
    copy = mention("b", summary=TEXTS[2], copy_of="doc a")
    assert link([mention("a"), copy])[0].n_reports == 1
    assert link([copy, mention("c", summary=f"{TEXTS[1]} Again.", copy_of="doc a")])[0].n_reports == 1


A, L, D, C, T, W = (
    Status.ASSERTED,
    Status.ALLEGED,
    Status.DENIED,
    Status.CONFIRMED,
    Status.CONTESTED,
    Status.WITHDRAWN,
)


@pytest.mark.parametrize(
    ("statuses", "joined"),
    [
        ([A], A),
        ([L], L),
        ([D], D),
        ([W], W),
        ([L, L], L),
        ([A, L], A),
        ([L, D], T),
        ([A, D], T),
        ([C, D], T),
        ([A, C], C),
        ([L, C], C),
        ([T, A], T),
        ([T, C], T),
        ([W, L], L),
        ([W, D], D),
    ],
)
def test_status(statuses: list[Status], joined: Status) -> None:
    told = [
        mention(f"m{number}", status=status, summary=f"{TEXTS[1]} {'x' * number}")
        for number, status in enumerate(statuses)
    ]
    (event,) = link(told)
    assert event.status is joined


def test_a_report_does_not_confirm_its_own_allegation() -> None:
    told = [mention("a", status=A), mention("b", status=L, document_id="doc a", summary=TEXTS[2])]
    assert link(told)[0].status is L
    assert link([*told, mention("c", status=A, summary=f"{TEXTS[1]} So the police.")])[0].status is A


def test_relink_writes_merges_and_splits_as_rows() -> None:
    left = mention("b", available_at=dt.datetime(2025, 2, 11, tzinfo=dt.UTC))
    right = mention("c", summary=TEXTS[4], available_at=dt.datetime(2025, 2, 12, tzinfo=dt.UTC))
    both = mention("a", summary=f"{TEXTS[1]} {TEXTS[4]}", event_date=START)
    before = link([left, right])
    assert len(before) == 2
    after = link([left, both])
    rows = relink(before, after)
    merged = {row.event_id: row.merged_into for row in rows}
    assert merged[key("event", "b")] == key("event", "a")
    (gone,) = [row for row in rows if row.event_id == key("event", "c")]
    assert (gone.status, gone.mention_ids, gone.merged_into) == (W, (), None)
    assert live([*before, *rows]) == after
    parted = relink([*before, *rows], link([left]))
    assert live([*before, *rows, *parted]) == link([left])


def test_split_keeps_the_old_id_with_its_first_mention() -> None:
    first, second = mention("a"), mention("b", summary=TEXTS[2])
    before = link([first, second])
    corrected = second.model_copy(update={"direction": "USA>RUS"})
    rows = relink(before, link([first, corrected]))
    assert [row.mention_ids for row in sorted(rows, key=lambda row: row.mention_ids)] == [("a",), ("b",)]
    assert {row.event_id for row in rows} == {key("event", "a"), key("event", "b")}
