"""Acts of the record and steps of the trackers that cite the same source line are of the same day."""

from __future__ import annotations

import datetime as dt

from detente.record import load_record
from detente.records import Precision, Transition
from detente.trackers import catalogue, load_facts

NAMED = {
    "wce-2007-07-02-005": "the meeting lasted two days",
    "wce-2010-06-28-025": "arrested on 27 June, made public on the 28th",
    "wce-2011-11-23-003": "declared on 22 November, carried by the line of the 23rd",
    "wce-2012-12-06-014": "votes of the Senate; signature and effect are later steps",
    "wce-2012-12-26-006": "vote of the parliament; signature and effect are later steps",
    "wce-2016-03-03-008": "notice of 2 March, carried by the line of the 3rd",
    "wce-2016-11-21-011": "20 November in Lima, carried by the line of the 21st",
    "wce-2017-07-30-005": "demanded on 28 July; the president named the number on the 30th",
    "wce-2018-07-16-014": "arrested on 15 July, charged on the 16th",
    "wce-2022-07-15-015": "signed on 14 July, made public on the 15th",
}
"""Lines whose act and step are two days of one matter, each named as what it is."""


def days(step: Transition) -> set[dt.date | None]:
    return {step.effective, step.announced}


def test_acts_and_steps_of_one_source_line_agree_on_the_day() -> None:
    steps: dict[str, list[Transition]] = {}
    for step in (step for name in catalogue() for step in load_facts(name)):
        for line in step.lines:
            steps.setdefault(line, []).append(step)
    apart = set()
    for act in (act for act in load_record() if act.date_precision is Precision.DAY):
        for line in act.cites:
            exact = [step for step in steps.get(line, []) if step.precision is Precision.DAY]
            if exact and not any(act.event_date in days(step) for step in exact):
                apart.add(line)
    assert apart == set(NAMED)


def test_the_last_day_and_the_end_of_new_start_are_told_apart() -> None:
    (extended,) = [act for act in load_record() if act.id == "rus-usa-2021-02-03-new-start-extended"]
    steps = [s for s in load_facts("treaties") if s.matter == "new-start" and s.party == "RUS"]
    (took,) = [s for s in steps if s.step == "extended"]
    (expired,) = [s for s in steps if s.step == "expired"]
    assert took.effective == extended.event_date
    assert all("4 February" in text for text in (extended.summary, took.what, expired.what))
    assert expired.effective == dt.date(2026, 2, 5)
    assert {each.date for each in took.dates} == {expired.effective}
