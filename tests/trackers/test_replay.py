"""Treaties replayed to days of the public record, and the laws that every replay keeps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from detente.records import Basis, Condition, Decision, Precision, Transition, Upcoming
from detente.trackers import catalogue, load_facts, machines, pending, replay, to_come, wrong_steps

STATUSES: list[list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "statuses.yml").read_text(encoding="utf-8")
)
DAYS = st.dates(dt.date(1962, 1, 1), dt.date(2027, 1, 1))
FEW = settings(max_examples=20)
TRACKERS = sorted(catalogue())


def test_the_replayed_days_are_many_and_of_many_treaties() -> None:
    assert len({row[0] for row in STATUSES}) >= 40
    assert len({row[1] for row in STATUSES}) >= 15


@pytest.mark.parametrize(
    ("day", "treaty", "party", "status", "source"),
    STATUSES,
    ids=lambda value: str(value) if not isinstance(value, str) or " " not in value else None,
)
def test_a_treaty_stands_as_the_public_record_says(
    day: dt.date, treaty: str, party: str, status: str, source: str
) -> None:
    found = replay(load_facts("treaties"), day)
    assert found["treaties", treaty, party].status == status, source


@pytest.mark.parametrize("tracker", TRACKERS)
@FEW
@given(day=DAYS)
def test_a_replay_never_depends_on_later_steps(tracker: str, day: dt.date) -> None:
    facts = load_facts(tracker)
    known = [fact for fact in facts if min(fact.known_from, fact.effective) <= day]
    assert replay(facts, day) == replay(known, day)
    assert [d.date for d in to_come(facts, day)] == [d.date for d in to_come(known, day)]
    assert pending(facts, day) == pending(known, day)


@pytest.mark.parametrize("tracker", TRACKERS)
@FEW
@given(day=DAYS)
def test_nothing_shown_is_later_than_the_day(tracker: str, day: dt.date) -> None:
    for standing in replay(load_facts(tracker), day).values():
        assert all(step.settled <= day for step in standing.steps)
        assert all(each.date and each.date > day for each in standing.dates)


@pytest.mark.parametrize("tracker", TRACKERS)
def test_every_step_is_along_an_edge(tracker: str) -> None:
    assert wrong_steps(load_facts(tracker)) == []


@pytest.mark.parametrize("tracker", TRACKERS)
@FEW
@given(day=DAYS, data=st.data())
def test_the_order_of_the_rows_does_not_matter(tracker: str, day: dt.date, data: st.DataObject) -> None:
    facts = list(load_facts(tracker))
    cut = data.draw(st.integers(0, len(facts)))
    assert replay([*facts[cut:], *facts[:cut]], day) == replay(facts, day)


def step(day: str, name: str = "signed", party: str = "RUS", **fields: Any) -> Transition:
    """Return a step of a treaty `x`."""
    values: dict[str, Any] = {
        "transition_id": f"{day}-{name}-{party}",
        "tracker": "treaties",
        "matter": "x",
        "title": "Treaty X",
        "step": name,
        "status": machines()["treaties"].steps[name],
        "what": "It was done.",
        "effective": dt.date.fromisoformat(day),
        "basis": Basis.COMMON,
        **fields,
    }
    return Transition(party=party, **values)


def status(steps: list[Transition], day: str) -> str | None:
    found = replay(steps, dt.date.fromisoformat(day)).get(("treaties", "x", "RUS"))
    return found.status if found else None


def test_a_step_counts_from_the_end_of_its_day() -> None:
    steps = [step("2000-01-02")]
    assert [status(steps, day) for day in ("2000-01-01", "2000-01-02")] == [None, "signed"]


def test_a_step_known_to_a_month_counts_from_its_end_and_makes_unsure_before() -> None:
    steps = [step("2000-01-02"), step("2001-05-01", "entered into force", precision=Precision.MONTH)]
    assert [status(steps, day) for day in ("2001-05-30", "2001-05-31")] == ["signed", "in force"]
    held = replay(steps, dt.date(2001, 5, 30))["treaties", "x", "RUS"]
    assert held.unsure
    assert not replay(steps, dt.date(2001, 4, 30))["treaties", "x", "RUS"].unsure


def test_an_announcement_has_no_effect_of_its_own() -> None:
    leaving = step("2001-07-01", "withdrew", announced=dt.date(2001, 1, 1))
    steps = [step("2000-01-02"), step("2000-02-02", "entered into force"), leaving]
    assert status(steps, "2001-06-30") == "in force"
    assert pending(steps, dt.date(2001, 6, 30)) == [leaving]
    assert pending(steps, dt.date(2000, 12, 31)) == pending(steps, dt.date(2001, 7, 1)) == []


def test_a_later_date_of_the_same_name_replaces_the_earlier_and_an_end_drops_all() -> None:
    def expiry(year: int) -> tuple[Upcoming, ...]:
        return (Upcoming(name="expiry", date=dt.date(year, 1, 1), what="It ends."),)

    steps = [
        step(
            "2000-01-01",
            "entered into force",
            dates=expiry(2010),
            conditions=(Condition(name="a", text="b"),),
        ),
        step("2005-01-01", "extended", dates=expiry(2015)),
        step("2008-01-01", "terminated"),
    ]
    for day, dates in (("2004-01-01", [2010]), ("2006-01-01", [2015]), ("2008-01-01", [])):
        held = replay(steps, dt.date.fromisoformat(day))["treaties", "x", "RUS"]
        assert [each.date.year for each in held.dates if each.date] == dates
        assert bool(held.conditions) == bool(dates)


@pytest.mark.parametrize("decision", [Decision.PROPOSED, Decision.REJECTED])
def test_what_is_only_proposed_or_rejected_does_not_stand(decision: Decision) -> None:
    assert status([step("2000-01-02", decision=decision)], "2001-01-01") is None


def test_a_step_off_the_edges_is_told() -> None:
    steps = [step("2000-01-02"), step("2001-01-01", "suspended")]
    assert wrong_steps(steps) == ["x, RUS, 2001-01-01: from signed to suspended"]
