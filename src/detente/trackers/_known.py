"""Which recorded step says the same as a proposed one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from detente.records import Decision, Event, Modality, Precision, Sampling, Transition
from detente.trackers._catalogue import catalogue
from detente.trackers._content import alike
from detente.trackers._facts import Matter, load_matters
from detente.trackers._groups import LINE_DAYS
from detente.trackers._replay import Standing, replay
from detente.trackers._rules import Rule

INFERRED_DAYS = 3
"""An act without a day of its own has that of its report: it was then, or this many days before."""

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Facts:
    """Recorded transitions by tracker and step."""

    by_step: defaultdict[tuple[str, str], list[Transition]] = field(default_factory=lambda: defaultdict(list))
    by_matter: defaultdict[tuple[str, str], list[Transition]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, transitions: Iterable[Transition]) -> Facts:
        """Return the recorded ones among `transitions`."""
        made = cls()
        for each in transitions:
            if each.decision is Decision.RECORDED:
                made.by_step[each.tracker, each.step].append(each)
                made.by_matter[each.tracker, each.matter].append(each)
        return made

    def standing(self, tracker: str, matter: str, party: str, day: dt.date) -> Standing | None:
        """Return how a matter stands for a party at the end of `day` by what is recorded."""
        return replay(self.by_matter[tracker, matter], day).get((tracker, matter, party))


def known_step(
    rule: Rule, made: Transition, group: list[Event], lines: frozenset[str], facts: Facts
) -> Transition | None:
    """Return the recorded step that says the same: of the same source line, else the nearest in time.

    Of a matter that the text does not name, only a step of the same content says the same.
    """
    near = [s for s in _of_kind(rule, made, facts) if _of_party(made, s) and _not_before(rule, made, s)]
    span, wide = _about(rule, made, group), _about(rule, made, group, LINE_DAYS)
    told = [step for step in near if lines & set(step.lines) and _within(step, wide)]
    told = told or [step for step in near if _within(step, span) and _same(made, group, step)]
    nearest = min(told, key=lambda step: _distance(made, step), default=None)
    return nearest or _so_already(rule, made, facts)


def _of_kind(rule: Rule, made: Transition, facts: Facts) -> Iterator[Transition]:
    named = made.matter in matters(made.tracker)
    for name in sorted({rule.step, made.step, *rule.covers}):
        for step in facts.by_step[made.tracker, name]:
            if not named or step.matter == made.matter:
                yield step


def _same(made: Transition, group: list[Event], step: Transition) -> bool:
    if step.matter == made.matter:
        return True
    matter = matters(made.tracker).get(step.matter)
    by_name = catalogue()[made.tracker].one_a_day
    return any(alike(event, step, matter, by_name=by_name) for event in group)


def _distance(made: Transition, step: Transition) -> tuple[int, bool]:
    days = [abs((day - made.effective).days) for day in (step.effective, step.announced) if day]
    return min(days), step.step != made.step


def _so_already(rule: Rule, made: Transition, facts: Facts) -> Transition | None:
    """Return the recorded step by which the matter stood so before: who is held need not be held again."""
    before = facts.standing(made.tracker, made.matter, made.party, made.effective) if rule.already else None
    return before.last if before is not None and before.status in rule.already else None


@cache
def matters(tracker: str) -> dict[str, Matter]:
    """Return {id: matter} of the bundled matters of a tracker."""
    return {matter.id: matter for matter in load_matters(tracker)}


def _of_party(made: Transition, step: Transition) -> bool:
    return made.party in step.party or step.party in made.party


def _about(rule: Rule, made: Transition, group: list[Event], days: int = 0) -> Span:
    """Return the first and the last day of a recorded step that says the same as `made`.

    `days` widens the span of the rule. What a report tells without a day was before it, not after; a week
    coded by hand is its seven days.
    """
    near = dt.timedelta(days=max(rule.days, days))
    inferred = made.precision is Precision.WEEK and group[0].sampling is not Sampling.CURATED
    earlier = dt.timedelta(days=INFERRED_DAYS) if inferred else near
    end = made.effective if inferred else made.settled
    last = max([day.date for day in made.dates if day.date], default=end)
    return made.effective - max(near, earlier), last + near


def _not_before(rule: Rule, made: Transition, step: Transition) -> bool:
    """Tell whether a step can be what `made` tells: what is still to come was not held before."""
    to_come = rule.modality is Modality.FUTURE or rule.step == "announced"
    return not to_come or step.step == rule.step or step.settled >= made.effective


def _within(step: Transition, span: Span) -> bool:
    """Tell whether a step was announced or had its effect in `span`: between the two nothing happened."""
    first, last = span
    told = step.announced is not None and first <= step.announced <= last
    return told or (step.effective <= last and first <= step.settled)
