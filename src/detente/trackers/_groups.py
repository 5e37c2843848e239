"""Which events are one step: those of one deed in several reports."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from detente.records import Event, Precision, Sampling
from detente.trackers._catalogue import catalogue
from detente.trackers._content import surname
from detente.trackers._rules import Rule, first_of_each, rules

Cited = Mapping[str, frozenset[str]]
"""The source lines under each event, by its id; an event may have none."""

LINE_DAYS = 7
"""Days between two accounts of a deed that one line gives: one has its day, the other that of the report."""


def concerned(event: Event) -> bool:
    """Tell whether `event` proposes a step of any tracker."""
    return bool(first_of_each(event, rules()))


def groups(events: Iterable[Event], cited: Cited) -> list[tuple[Rule, list[Event]]]:
    """Return the events of each step, the one that tells it best first.

    Events of one rule and party are one step where one source line tells both; for some trackers also where
    their day and mode are the same.
    """
    made: list[tuple[Rule, list[Event]]] = []
    near: defaultdict[tuple[str, object], set[int]] = defaultdict(set)  # numbers of groups by line and by day
    for event in sorted(events, key=lambda e: (str(e.event_date), e.event_id)):
        lines = cited.get(event.event_id, frozenset())
        for rule in first_of_each(event, rules()):
            keys: list[tuple[str, object]] = [(rule.id, key) for key in (*lines, rule.day(event))]
            numbers = sorted({number for key in keys for number in near[key]})
            number = next((n for n in numbers if _same(rule, made[n][1], event, cited)), len(made))
            if number == len(made):
                made.append((rule, []))
                near[keys[-1]].add(number)
            made[number][1].append(event)
            for key in keys[:-1]:
                near[key].add(number)
    return [(rule, sorted(group, key=_best)) for rule, group in made]


def _best(event: Event) -> tuple[bool, bool, int, str]:
    inferred = event.date_precision is not Precision.DAY
    return inferred, event.sampling is not Sampling.CURATED, -event.n_reports, event.event_id


def _same(rule: Rule, group: list[Event], event: Event, cited: Cited) -> bool:
    if rule.side(group[0]) != rule.side(event):
        return False
    lines = cited.get(event.event_id, frozenset())
    one_line = any(lines & cited.get(each.event_id, frozenset()) for each in group)
    one_line = one_line and all(_near(rule, each, event) for each in group)
    if not catalogue()[rule.tracker].one_a_day:
        return one_line
    modes = {each.mode for each in [*group, event]} - {None}
    if len(modes) > 1 or any(_other_persons(each, event) for each in group):
        return False
    return one_line or rule.day(group[0]) == rule.day(event)


def _other_persons(one: Event, other: Event) -> bool:
    """Tell whether both name who took part, and nobody took part in both."""
    first, second = ({surname(side.text) for side in each.actor} - {""} for each in (one, other))
    return bool(first and second) and first.isdisjoint(second)


def _near(rule: Rule, one: Event, other: Event) -> bool:
    """Tell whether two accounts of one line may be of one deed: not where each has a day of its own."""
    first, second = rule.day(one), rule.day(other)
    if first is None or second is None:
        return False
    both_sure = one.date_precision is other.date_precision is Precision.DAY
    return abs(first - second) <= dt.timedelta(days=1 if both_sure else LINE_DAYS)
