"""What a tracker is: its matters, and how a coded event finds its matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from detente.records import Event
from detente.trackers._facts import Matter

Place = tuple[str, str]
"""The id and title of the matter that an event belongs to."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """One kind of standing matters.

    `file` is its data file, or folder of files, under data/. `place` finds the matter of a coded event,
    a new one where it has none yet, or None where the event is none of this tracker's. `one_a_day`:
    events of one day and party are one step, as two reports of a call are.
    """

    id: str
    title: str
    file: str
    place: Callable[[Event, Iterable[Matter]], Place | None]
    one_a_day: bool = False


def own_matter(tracker: str, event: Event) -> Place:
    """Return a new matter for an event that no known one takes."""
    told = event.first_published.date() if event.first_published else None
    return f"{tracker}-{event.event_date or told}-{event.event_id[:8]}", " ".join(event.summary.split())
