"""What holds at the end of a day, from the steps up to it and no later one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Condition, Decision, Precision, Transition, Upcoming
from detente.trackers._machine import machines

Place = tuple[str, str, str]
"""Tracker, matter and party."""

STANDING = frozenset({Decision.RECORDED, Decision.CONFIRMED, Decision.SAFE})


@dataclass(frozen=True)
class Standing:
    """How one matter stands for one party at the end of a day.

    `last` is the step that made the status, `steps` all up to the day. `conditions` hold beside the status,
    `dates` are days set by then that are still to come. `unsure`: a step known only to this month or year
    may have had its effect already.
    """

    tracker: str
    matter: str
    title: str
    party: str
    status: str
    last: Transition
    steps: tuple[Transition, ...]
    conditions: tuple[Condition, ...]
    dates: tuple[Upcoming, ...]
    unsure: bool = False


def in_order(transitions: Iterable[Transition]) -> list[Transition]:
    """Return the transitions that stand, by the day of their effect, then in the order of their matter."""
    standing = [each for each in transitions if each.decision in STANDING]
    return sorted(standing, key=lambda t: (t.settled, t.order, t.party, t.transition_id))


def timeline(transitions: Iterable[Transition], matter: str | None = None) -> list[Transition]:
    """Return the steps of one matter (None: of all) in the order of their effect."""
    return [each for each in in_order(transitions) if matter in (None, each.matter)]


def replay(transitions: Iterable[Transition], day: dt.date) -> dict[Place, Standing]:
    """Return how each matter stands for each party at the end of `day`; one not begun yet is left out.

    A step counts from the end of the day of its effect; an expiry on a day has happened by that day's end.
    """
    by_place: dict[Place, list[Transition]] = defaultdict(list)
    said: dict[tuple[str, str], list[Transition]] = defaultdict(list)
    for each in in_order(transitions):
        if each.known_from <= day:
            said[each.tracker, each.matter].append(each)
        if each.effective <= day:
            by_place[each.tracker, each.matter, each.party].append(each)
    found = {}
    for place, steps in by_place.items():
        done = [step for step in steps if step.settled <= day]
        if done:
            unsure = any(s.settled > day and s.precision is not Precision.DAY for s in steps)
            found[place] = _standing(place, done, said[place[:2]], day, unsure)
    return found


def _standing(
    place: Place, steps: list[Transition], said: list[Transition], day: dt.date, unsure: bool
) -> Standing:
    machine = machines()[place[0]]
    status, last = machine.start, steps[0]
    conditions: dict[str, Condition] = {}
    for step in steps:
        if step.status is not None and step.status != status:
            status, last = step.status, step
        if machine.ends(status):
            conditions.clear()
        conditions.update({condition.name: condition for condition in step.conditions})
    return Standing(
        *place[:2],
        title=steps[-1].title,
        party=place[2],
        status=status,
        last=last,
        steps=tuple(steps),
        conditions=tuple(condition for condition in conditions.values() if condition.text),
        dates=() if machine.ends(status) else _dates(said, day),
        unsure=unsure,
    )


def _dates(said: list[Transition], day: dt.date) -> tuple[Upcoming, ...]:
    latest: dict[str, Upcoming] = {}
    for step in sorted(said, key=lambda step: (step.known_from, step.order)):
        latest.update({each.name: each for each in step.dates})
    return tuple(sorted((u for u in latest.values() if u.date and u.date > day), key=lambda u: str(u.date)))


def pending(transitions: Iterable[Transition], day: dt.date) -> list[Transition]:
    """Return the steps announced by the end of `day` whose effect is still to come."""
    return [each for each in in_order(transitions) if each.known_from <= day < each.settled]


def wrong_steps(transitions: Iterable[Transition]) -> list[str]:
    """Return, in words, each step that its machine does not allow after the step before it."""
    before: dict[Place, str] = {}
    wrong = []
    for step in in_order(transitions):
        place, machine = (step.tracker, step.matter, step.party), machines()[step.tracker]
        status = before.get(place, machine.start)
        if not machine.allows(status, step.status):
            wrong.append(f"{step.matter}, {step.party}, {step.effective}: from {status} to {step.status}")
        before[place] = step.status or status
    return wrong
