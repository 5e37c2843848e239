"""Coded events propose steps; what is recorded, confirmed or rejected already is told apart."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from detente.records import Basis, Decision, Event, Precision, Transition, key
from detente.trackers._catalogue import catalogue
from detente.trackers._facts import load_matters
from detente.trackers._machine import machines
from detente.trackers._replay import replay
from detente.trackers._rules import Rule, first_of_each, rules

INFERRED_DAYS = 3
"""An act without a day of its own has that of its report: it was then, or this many days before."""

LONGEST = 200
Facts = defaultdict[str, defaultdict[str, list[Transition]]]
"""Recorded transitions by tracker and step."""


@dataclass(frozen=True)
class Proposal:
    """A step that coded events propose, and the events.

    `known` is the standing transition that says the same (None: there is none); the proposal is open only
    where nobody has decided and nothing says the same.
    """

    transition: Transition
    events: tuple[Event, ...]
    known: Transition | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for somebody to confirm or reject it."""
        return self.transition.decision is Decision.PROPOSED and self.known is None


def propose(events: Iterable[Event], standing: Iterable[Transition]) -> list[Proposal]:
    """Return what `events` propose, by day; `standing` holds facts and decisions taken so far."""
    held = list(standing)
    facts = _by_step(each for each in held if each.decision is Decision.RECORDED)
    decided = {each.transition_id: each for each in held if each.decision is not Decision.RECORDED}
    made = [
        _proposal(rule, group, facts, decided) for rule, group in _groups(events) if _placed(rule, group[0])
    ]
    return sorted(made, key=lambda p: (p.transition.effective, p.transition.transition_id))


def _by_step(facts: Iterable[Transition]) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        found[fact.tracker][fact.step].append(fact)
    return found


def _groups(events: Iterable[Event]) -> list[tuple[Rule, list[Event]]]:
    """Return the events of each step: one, or for some trackers all of a day that do not differ in mode."""
    groups: list[tuple[Rule, list[Event]]] = []
    that_day: list[tuple[Rule, list[Event]]] = []  # those of the day of the event before
    for event in sorted(events, key=lambda e: (str(e.event_date), e.event_id)):
        for rule in first_of_each(event, rules()):
            that_day = [(r, g) for r, g in that_day if g[0].event_date == event.event_date]
            together = next((g for r, g in that_day if r is rule and _same(rule, g, event)), None)
            if together is None:
                groups.append((rule, [event]))
                that_day.append(groups[-1])
            else:
                together.append(event)
    return [(rule, sorted(group, key=lambda e: (-e.n_reports, e.event_id))) for rule, group in groups]


def _same(rule: Rule, group: list[Event], event: Event) -> bool:
    if not catalogue()[rule.tracker].one_a_day or group[0].event_date != event.event_date:
        return False
    modes = {each.mode for each in [*group, event]} - {None}
    return rule.side(group[0]) == rule.side(event) and len(modes) <= 1


def _placed(rule: Rule, event: Event) -> bool:
    return catalogue()[rule.tracker].place(event, load_matters(rule.tracker)) is not None


def _proposal(rule: Rule, group: list[Event], facts: Facts, decided: dict[str, Transition]) -> Proposal:
    made = _transition(rule, group)
    ids = set(made.event_ids)
    before = decided.get(made.transition_id) or next(
        (d for d in decided.values() if d.rule == rule.id and ids & set(d.event_ids)), None
    )
    if before is not None:
        return Proposal(before, tuple(group))
    known = _nearest(rule, made, facts) or _so_already(rule, made, facts)
    if known is None and rule.safe_sources and max(e.n_sources for e in group) >= rule.safe_sources:
        made = made.model_copy(update={"decision": Decision.SAFE})
    return Proposal(made, tuple(group), known)


def _transition(rule: Rule, group: list[Event]) -> Transition:
    event = group[0]
    place = catalogue()[rule.tracker].place(event, load_matters(rule.tracker))
    assert place is not None  # noqa: S101  # asked before
    assert event.event_date is not None  # noqa: S101  # the rule takes no other
    alone = catalogue()[rule.tracker].one_a_day
    summary = " ".join(event.summary.split())
    modes = sorted({each.mode for each in group if each.mode})
    known = [each.first_published for each in group if each.first_published]
    return Transition(
        transition_id=key(rule.id, rule.side(event), event.event_date, *modes)
        if alone
        else key(rule.id, event.event_id),
        tracker=rule.tracker,
        matter=place[0],
        title=place[1][:LONGEST],
        party=rule.side(event),
        step=rule.step,
        status=machines()[rule.tracker].steps[rule.step],
        what=summary[:LONGEST],
        effective=event.event_date,
        precision=event.date_precision or Precision.DAY,
        order=1000,
        place=event.place,
        event_ids=tuple(each.event_id for each in group),
        basis=Basis.EVENTS,
        decision=Decision.PROPOSED,
        rule=rule.id,
        available_at=min(known, default=None),
    )


def _nearest(rule: Rule, made: Transition, facts: Facts) -> Transition | None:
    """Return the recorded step nearest in time that says the same."""
    steps = sorted({rule.step, *rule.covers})
    of_step = (fact for step in steps for fact in facts[made.tracker][step])
    if made.matter in _matter_ids(made.tracker):
        of_step = (fact for fact in of_step if fact.matter == made.matter)
    first, last = _about(rule, made)
    same = [fact for fact in of_step if _of_party(made, fact) and _within(fact, first, last)]
    return min(same, key=lambda fact: abs(fact.effective - made.effective), default=None)


def _so_already(rule: Rule, made: Transition, facts: Facts) -> Transition | None:
    """Return the recorded step by which the matter stood so before: who is held need not be held again."""
    if not rule.already:
        return None
    own = [fact for known in facts[made.tracker].values() for fact in known if fact.matter == made.matter]
    before = replay(own, made.effective).get((made.tracker, made.matter, made.party))
    return before.last if before is not None and before.status in rule.already else None


@cache
def _matter_ids(tracker: str) -> frozenset[str]:
    return frozenset(matter.id for matter in load_matters(tracker))


def _of_party(made: Transition, fact: Transition) -> bool:
    return made.party in fact.party or fact.party in made.party


def _about(rule: Rule, made: Transition) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a recorded step that says the same as `made`."""
    near, inferred = dt.timedelta(days=rule.days), made.precision is Precision.WEEK
    earlier = dt.timedelta(days=INFERRED_DAYS) if inferred else near
    return made.effective - max(near, earlier), (made.effective if inferred else made.settled) + near


def _within(fact: Transition, first: dt.date, last: dt.date) -> bool:
    return min(fact.announced or fact.effective, fact.effective) <= last and first <= fact.settled
