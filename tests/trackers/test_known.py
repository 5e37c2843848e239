"""What is recorded already: by source line, by synonym, by content; and one deed in several reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.records import Actor, Modality, Precision, Sampling
from detente.trackers import propose
from tests.trackers.made import FACTS, event, fact

DAY = dt.date(2031, 5, 3)
MINISTERS: dict[str, Any] = {
    "actor": (Actor(text="Ivan Sidorov", code="RUS"), Actor(text="John Miller", code="USA"))
}


def known(given: Any, *facts: Any, cited: dict[str, frozenset[str]] | None = None) -> str | None:
    """Return what the recorded step says that is the same as what `given` proposes."""
    (found,) = propose([given], facts, cited or {})
    return found.known.what if found.known else None


@pytest.mark.parametrize(
    ("summary", "matter", "expected"),
    [
        ("They signed a change of START I.", "start-i", True),  # amended that day: another word for it
        ("They signed a paper on the Non-Proliferation Treaty.", "npt", False),
    ],
)
def test_another_word_for_the_step_is_known(summary: str, matter: str, expected: bool) -> None:
    (found,) = propose([event("SUPPORT", summary, event_date=dt.date(1992, 5, 23))], FACTS)
    assert found.transition.matter == matter
    assert (found.known is not None) is expected
    assert not found.open


def test_who_is_barred_is_not_ordered_to_leave_besides() -> None:
    sent = event("SANCTION/expel", "Russia expels David Satter.", "RUS>USA", event_date=dt.date(2013, 12, 25))
    (found,) = propose([sent], FACTS)
    assert found.known
    assert found.known.step == "barred from entry"


def test_a_meeting_of_others_on_the_day_is_not_known() -> None:
    summit = fact("meetings", "held", "Ivanov and Brown in Tashkent.", DAY, party="RUS-USA")
    assert known(event("CONSULT", "Ministers Sidorov and Miller met.", **MINISTERS), summit) is None
    assert known(event("CONSULT", "Ivanov met the other.", **MINISTERS), summit) is None
    assert known(event("CONSULT", "He met Brown there."), summit)
    assert known(event("CONSULT", "The two met."), summit)  # it names nobody, so it may be the same


def test_measures_are_compared_by_what_they_are_on() -> None:
    ban = fact("sanctions", "imposed", "Imports of enriched uranium were forbidden.", DAY)
    told = "The United States {} under sanctions by statute."
    assert known(event("SANCTION/discontinue", told.format("put uranium"), "USA>RUS"), ban)
    assert known(event("SANCTION/discontinue", told.format("put two shipowners"), "USA>RUS"), ban) is None


def test_between_its_announcement_and_its_effect_a_measure_swallows_nothing() -> None:
    ban = fact("sanctions", "imposed", "A ban on nickel.", DAY, announced=DAY - dt.timedelta(days=90))
    for days, same in ((90, True), (40, False), (0, True)):
        day = DAY - dt.timedelta(days=days)
        act = event("SANCTION/discontinue", "An embargo on nickel was decreed.", "USA>RUS", event_date=day)
        assert (known(act, ban) is not None) is same


def test_one_source_line_makes_it_the_same_whatever_the_words() -> None:
    step = fact("sanctions", "imposed", "A ban on nickel.", DAY, lines=("wce-2031-05-03-001",))
    act = event("SANCTION/discontinue", "A decree put smelters under sanctions.", "USA>RUS")
    assert known(act, step) is None
    assert known(act, step, cited={act.event_id: frozenset(["wce-2031-05-03-001"])})
    assert known(act, step, cited={act.event_id: frozenset(["wce-2031-05-03-002"])}) is None
    later = event("SANCTION/discontinue", "A decree.", "USA>RUS", event_date=DAY + dt.timedelta(days=30))
    assert propose([later], [step], {later.event_id: frozenset(step.lines)}) == []


def test_a_hand_coded_week_is_its_seven_days_and_that_of_a_report_is_before_it() -> None:
    step = fact("sanctions", "imposed", "A ban on nickel.", DAY + dt.timedelta(days=4))
    week: dict[str, Any] = {"date_precision": Precision.WEEK}
    text = "An embargo on nickel was decreed."
    coded = event("SANCTION/discontinue", text, "USA>RUS", **week, sampling=Sampling.CURATED)
    assert known(coded, step)
    assert known(event("SANCTION/discontinue", text, "USA>RUS", **week), step) is None


def test_a_sentence_later_than_the_verdict_is_a_step_of_its_own() -> None:
    sentence = "A court sentenced Viktor Bout to a term."
    (found,) = propose(
        [event("SANCTION/convict", sentence, "USA>RUS", event_date=dt.date(2012, 4, 5))], FACTS
    )
    assert found.known
    assert (found.known.effective, found.known.step) == (dt.date(2012, 4, 5), "noted")
    verdict = event(
        "SANCTION/convict", "Viktor Bout is found guilty.", "USA>RUS", event_date=dt.date(2012, 9, 5)
    )
    (again,) = propose([verdict], FACTS)
    assert again.known
    assert again.known.step == "convicted"


def test_one_deed_of_a_day_and_of_a_week_is_one_step_by_its_line() -> None:
    deed = event("COERCE/arrest", "Russia detained an engineer.", "RUS>USA")
    week: dict[str, Any] = {"date_precision": Precision.WEEK, "event_date": DAY + dt.timedelta(days=2)}
    report = event("COERCE/arrest", "An engineer is arrested, it was told.", "RUS>USA", **week)
    other = event("COERCE/arrest", "Another is arrested.", "RUS>USA", event_date=DAY + dt.timedelta(days=3))
    line = frozenset(["line"])
    cited = {each.event_id: line for each in (deed, report, other)}
    first, second = propose([report, other, deed], [], cited)
    assert first.transition.event_ids == (deed.event_id, report.event_id)
    assert (first.transition.effective, first.transition.precision) == (DAY, Precision.DAY)
    assert second.events == (other,)
    assert len(propose([report, deed], [])) == 2


def test_meetings_of_one_day_between_other_persons_are_two() -> None:
    first = event("CONSULT", "They met.", **MINISTERS)
    envoys = (Actor(text="envoy Pavel Orlov", code="RUS"), Actor(text="Ann Lee, US envoy", code="USA"))
    second = event("CONSULT", "Two envoys met.", actor=envoys)
    unnamed = event("CONSULT", "The two states talked.")
    assert len(propose([first, second], [])) == 2
    assert len(propose([first, unnamed], [])) == 1


def test_a_meeting_to_come_is_announced_on_the_day_of_the_report() -> None:
    at = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    plan: dict[str, Any] = {"modality": Modality.FUTURE, "first_published": at}
    (dated,) = propose([event("CONSULT", "They will meet.", event_date=dt.date(2031, 6, 1), **plan)], [])
    assert (dated.transition.step, dated.transition.effective) == ("announced", DAY)
    assert [day.date for day in dated.transition.dates] == [dt.date(2031, 6, 1)]
    (undated,) = propose([event("CONSULT", "They will meet.", event_date=None, **plan)], [])
    assert (undated.transition.effective, undated.transition.dates) == (DAY, ())
    assert "2031-05-03" in undated.transition.matter


def test_what_is_to_come_was_not_held_before() -> None:
    at = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    plan = event("CONSULT", "They will meet.", modality=Modality.FUTURE, first_published=at, event_date=None)
    for days, same in ((-5, False), (5, True)):
        meeting = fact("meetings", "held", "A summit.", DAY + dt.timedelta(days=days), party="RUS-USA")
        assert (known(plan, meeting) is not None) is same


def test_an_agreement_to_meet_is_a_meeting_announced() -> None:
    (found,) = propose([event("AGREE", "Their meeting is set for July 16.")], [])
    assert (found.transition.tracker, found.transition.step) == ("meetings", "announced")
    assert propose([event("AGREE", "They agreed on a truce.")], []) == []
