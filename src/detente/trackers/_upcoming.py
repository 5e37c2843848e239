"""The days to come that the steps of all trackers have set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from detente.records import Transition
from detente.trackers._replay import replay


@dataclass(frozen=True)
class DateToCome:
    """A day to come: what happens then, in which matter, and the step that set it."""

    date: dt.date
    what: str
    tracker: str
    matter: str
    title: str
    set_by: Transition


def to_come(transitions: Iterable[Transition], day: dt.date) -> list[DateToCome]:
    """Return the days after `day` that were set by its end, by date."""
    held = list(transitions)
    found: dict[tuple[dt.date, str, str], DateToCome] = {}
    for standing in replay(held, day).values():
        for each in standing.dates:
            if each.date is not None:
                step = _setter(held, standing.matter, each.name, each.date)
                place = (standing.tracker, standing.matter, standing.title)
                found.setdefault(
                    (each.date, standing.matter, each.what), DateToCome(each.date, each.what, *place, step)
                )
    return sorted(found.values(), key=lambda row: (row.date, row.matter, row.what))


def _setter(transitions: Iterable[Transition], matter: str, name: str, day: dt.date) -> Transition:
    return next(t for t in transitions if t.matter == matter and any(_is(u, name, day) for u in t.dates))


def _is(upcoming: object, name: str, day: dt.date) -> bool:
    return (getattr(upcoming, "name", None), getattr(upcoming, "date", None)) == (name, day)
