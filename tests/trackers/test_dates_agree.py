"""Acts of the record and steps of the trackers that cite the same source line tell the same deed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from detente.record import RecordAct, load_record
from detente.records import Precision, Transition
from detente.trackers import catalogue, load_facts

NAMED = {
    "wce-2007-07-02-005": "the meeting lasted two days",
    "wce-2012-12-06-014": "votes of the Senate; signature and effect are later steps",
    "wce-2012-12-26-006": "vote of the parliament; signature and effect are later steps",
    "wce-2017-07-30-005": "demanded on 28 July; the president named the number on the 30th",
    "wce-2018-07-16-014": "arrested on 15 July, charged on the 16th",
}
"""Lines whose act and step are two days of one matter, each named as what it is."""

KINDS = {
    "announced": {"AGREE", "CONCEDE", "THREATEN"},
    "barred from entry": {"REJECT"},
    "cancelled": {"REJECT", "SANCTION"},
    "charged": {"ACCUSE"},
    "closed": {"SANCTION"},
    "convicted": {"SANCTION"},
    "detained": {"COERCE"},
    "eased": {"RETREAT"},
    "entered into force": {"SUPPORT"},
    "exchanged": {"RETREAT"},
    "held": {"CONSULT", "AGREE", "SUPPORT"},
    "imposed": {"SANCTION"},
    "lifted": {"CONCEDE", "RETREAT"},
    "ordered to leave": {"SANCTION"},
    "ratification withdrawn": {"SANCTION"},
    "ratified": {"SUPPORT"},
    "recalled for consultations": {"SANCTION"},
    "released": {"RETREAT"},
    "renewed": {"SANCTION"},
    "signed": {"SUPPORT"},
    "suspended": {"SANCTION"},
    "waived": {"RETREAT"},
    "widened": {"SANCTION"},
    "withdrawal notified": {"THREATEN", "SANCTION"},
    "withdrew": {"SANCTION"},
}
"""The kinds of act that tell a step; `noted` is told by any, one that is only announced also by THREATEN."""

OTHERS = {
    ("wce-2012-12-06-014", "magnitsky"): "a vote before the signature",
    ("wce-2012-12-06-014", "jackson-vanik"): "a vote before the signature",
    ("wce-2012-12-26-006", "law-272"): "a vote before the signature",
    ("wce-2012-12-26-006", "adoption"): "a vote before the signature",
    ("wce-2007-07-02-005", "kennebunkport-2007"): "the meeting lasted two days",
    ("wce-2013-04-13-010", "law-272"): "an entry ban: REJECT as an act, a wider list as a step",
    ("wce-2022-03-15-022", "stop-list-2022"): "an entry ban: REJECT as an act, a new list as a step",
    (
        "wce-2013-05-14-008",
        "expulsion-2013-fogle",
    ): "the act is the arrest, the step what followed on the same day",
    (
        "wce-2017-07-30-005",
        "staff-cut-2017",
    ): "demanded on 28 July; the president named the number on the 30th",
    ("wce-2018-07-16-014", "butina"): "the act is the charge, the step the arrest of the day before",
    (
        "wce-2018-11-29-008",
        "buenos-aires-2018",
    ): "that the meeting stood is told by the line, and no act of its own",
    ("wce-2021-04-16-020", "expulsion-2021-rus"): "the line has the order as to come",
    ("wce-2025-02-28-014", "ambassador-darchiev"): "the consent is an American act, the post a Russian one",
    ("wce-2025-02-12-009", "fogel"): "the act is the agreement on what to give for him, the step his release",
    (
        "wce-2025-02-11-011",
        "witkoff-2025-02-11",
    ): "the line tells the release; the talks are named in passing",
}
"""Steps that no act of the same line tells, by line and matter, and why."""

Told = dict[str, list[RecordAct]]


@pytest.fixture(scope="module")
def told() -> Told:
    """Return the acts of the record by the lines that they cite."""
    lines: Told = {}
    for act in load_record():
        for line in act.cites:
            lines.setdefault(line, []).append(act)
    return lines


def _steps() -> Iterator[Transition]:
    return (step for name in catalogue() for step in load_facts(name))


def days(step: Transition) -> set[dt.date | None]:
    return {step.effective, step.announced}


def tells(act: RecordAct, step: Transition) -> bool:
    """Return whether `act` fits `step` in day, direction and kind, as far as each says it."""
    exact = Precision.DAY is act.date_precision is step.precision
    same_day = not exact or act.event_date in days(step)
    sides = (act.direction or "").split(">")[0]
    same_sides = step.party == "RUS-USA" or step.party in sides
    ahead = act.event_date == step.announced != step.effective
    kinds = KINDS.get(step.step, set()) | ({"THREATEN"} if ahead else set())
    return same_day and same_sides and (step.step == "noted" or act.event_type in kinds)


def test_acts_and_steps_of_one_source_line_agree_on_the_day(told: Told) -> None:
    steps: dict[str, list[Transition]] = {}
    for step in _steps():
        for line in step.lines:
            steps.setdefault(line, []).append(step)
    apart = set()
    for line, acts in told.items():
        exact = [step for step in steps.get(line, []) if step.precision is Precision.DAY]
        sure = [act for act in acts if act.date_precision is Precision.DAY]
        if exact and sure and not any(act.event_date in days(step) for act in sure for step in exact):
            apart.add(line)
    assert apart == set(NAMED)


def test_a_step_is_told_by_an_act_of_its_line_in_day_direction_and_kind(told: Told) -> None:
    pairs = [(line, step) for step in _steps() for line in step.lines if line in told]
    assert len(pairs) > 100
    untold = {(line, step.matter) for line, step in pairs if not any(tells(act, step) for act in told[line])}
    assert untold == set(OTHERS)


def test_a_step_of_the_other_side_kind_or_day_is_seen(told: Told) -> None:
    (step,) = [step for step in _steps() if step.matter == "gershkovich" and step.step == "detained"]
    (act,) = told[step.lines[0]]
    assert tells(act, step)
    assert not tells(act, step.model_copy(update={"party": "USA"}))
    assert not tells(act, step.model_copy(update={"step": "released"}))
    assert not tells(act, step.model_copy(update={"effective": dt.date(2023, 3, 30)}))


def test_the_last_day_and_the_end_of_new_start_are_told_apart() -> None:
    (extended,) = [act for act in load_record() if act.id == "rus-usa-2021-02-03-new-start-extended"]
    steps = [s for s in load_facts("treaties") if s.matter == "new-start" and s.party == "RUS"]
    (took,) = [s for s in steps if s.step == "extended"]
    (expired,) = [s for s in steps if s.step == "expired"]
    assert took.effective == extended.event_date
    assert all("4 February" in text for text in (extended.summary, took.what, expired.what))
    assert expired.effective == dt.date(2026, 2, 5)
    assert {each.date for each in took.dates} == {expired.effective}
