"""Coded events propose steps; what is recorded, decided or unsure is told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.records import Basis, Decision, Event, Precision, Transition, Upcoming, key
from detente.trackers._catalogue import catalogue
from detente.trackers._facts import load_matters
from detente.trackers._groups import Cited, groups
from detente.trackers._known import Facts, known_step, matters
from detente.trackers._machine import machines
from detente.trackers._replay import wrong_steps
from detente.trackers._rules import Rule
from detente.trackers._told import told, within

NONE: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True)
class Proposal:
    """A step that coded events propose, and the events.

    `known` is the standing transition that says the same (None: there is none), `held` why nobody is asked
    for it ("": somebody is), `possible` whether what is recorded leaves a place for it. It is open only where
    nobody has decided, nothing says the same and nothing holds it back.
    """

    transition: Transition
    events: tuple[Event, ...]
    known: Transition | None = None
    held: str = ""
    possible: bool = True

    @property
    def open(self) -> bool:
        """Whether it waits for somebody to confirm or reject it."""
        return self.transition.decision is Decision.PROPOSED and self.known is None and not self.held

    @property
    def held_back(self) -> bool:
        """Whether it is unsure, so that nobody is asked for it, and nobody has decided."""
        return self.transition.decision is Decision.PROPOSED and bool(self.held)

    @property
    def details(self) -> dict[str, str]:
        """What the events say of the step besides: its level, its form, whose account it is."""
        return told(self.transition.tracker, self.events)


def propose(events: Iterable[Event], standing: Iterable[Transition], cited: Cited = NONE) -> list[Proposal]:
    """Return what `events` propose, by day.

    `standing` holds facts and decisions taken so far, `cited` the source lines under each event, by its id.
    """
    held = list(standing)
    facts = Facts.of(held)
    decided = {each.transition_id: each for each in held if each.decision is not Decision.RECORDED}
    made = [
        _proposal(rule, group, facts, decided, cited)
        for rule, group in groups(events, cited)
        if catalogue()[rule.tracker].place(group[0], load_matters(rule.tracker)) is not None
    ]
    return sorted(made, key=lambda p: (p.transition.effective, p.transition.transition_id))


def _proposal(
    rule: Rule, group: list[Event], facts: Facts, decided: dict[str, Transition], cited: Cited
) -> Proposal:
    made = _transition(rule, group, facts)
    ids = set(made.event_ids)
    before = decided.get(made.transition_id) or next(
        (d for d in decided.values() if d.rule == rule.id and ids & set(d.event_ids)), None
    )
    if before is not None:
        return Proposal(before, tuple(group))
    lines = frozenset(line for each in group for line in cited.get(each.event_id, ()))
    known = known_step(rule, made, group, lines, facts)
    impossible = "" if known else _not_a_step(rule, made, facts)
    held = "" if known else impossible or rule.held(group[0])
    sources = max(event.n_sources for event in group)
    if known is None and not held and rule.safe_sources and sources >= rule.safe_sources:
        made = made.model_copy(update={"decision": Decision.SAFE})
    return Proposal(made, tuple(group), known, held, possible=not impossible)


def _not_a_step(rule: Rule, made: Transition, facts: Facts) -> str:
    """Return why what is recorded of the matter leaves no place for the step, "" where it does."""
    own = facts.by_matter[made.tracker, made.matter]
    again = next((step for step in own if step.step == made.step and step.party in made.party), None)
    if rule.once and again is not None:
        return f"a step taken once, and recorded on {again.effective}: {made.step}"
    first = min((step.known_from for step in own), default=made.settled)
    if made.settled < first:
        return f"the matter is recorded from {first} on"
    if not own:
        return ""  # nothing is recorded, so that any step may have gone before
    wrong = set(wrong_steps([*own, *(_standing(side) for side in each_side(made))])) - set(wrong_steps(own))
    return f"not a step that can follow: {min(wrong)}" if wrong else ""


def _standing(made: Transition) -> Transition:
    return made.model_copy(update={"decision": Decision.CONFIRMED})


def each_side(made: Transition) -> list[Transition]:
    """Return one step for each state where a status belongs to each: a treaty binds both apart."""
    if made.tracker != "treaties" or "-" not in made.party:
        return [made]
    return [
        made.model_copy(update={"party": side, "transition_id": key(made.transition_id, side)})
        for side in made.party.split("-")
    ]


def _transition(rule: Rule, group: list[Event], facts: Facts) -> Transition:
    event, tracker = group[0], catalogue()[rule.tracker]
    place, day = tracker.place(event, load_matters(rule.tracker)), rule.day(event)
    assert place is not None  # noqa: S101  # asked before
    assert day is not None  # noqa: S101  # the rule takes no other
    party, modes = rule.side(event), sorted({each.mode for each in group if each.mode})
    names = (rule.side(event), day, *modes) if tracker.one_a_day else (event.event_id,)
    to_come = day != event.event_date
    eve = day - dt.timedelta(days=1)
    before = facts.standing(rule.tracker, place[0], party, eve) if place[0] in matters(rule.tracker) else None
    step = rule.after.get(before.status, rule.step) if before else rule.step
    return Transition(
        transition_id=key(rule.id, *names),
        tracker=rule.tracker,
        matter=place[0],
        title=within(place[1]),
        party=party,
        step=step,
        status=machines()[rule.tracker].steps[step],
        what=within(event.summary),
        effective=day,
        precision=Precision.DAY if to_come else event.date_precision or Precision.DAY,
        order=1000,
        place=event.place,
        dates=_to_come(event) if to_come else (),
        event_ids=tuple(each.event_id for each in group),
        basis=Basis.EVENTS,
        decision=Decision.PROPOSED,
        rule=rule.id,
        available_at=min((e.first_published for e in group if e.first_published), default=None),
    )


def _to_come(event: Event) -> tuple[Upcoming, ...]:
    """Return the day that an act still to come is set for, where the report says the day itself."""
    if event.event_date is None or event.date_precision is not Precision.DAY:
        return ()
    return (Upcoming(name="day", date=event.event_date, what=within(event.summary)),)
