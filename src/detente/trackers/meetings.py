"""Meetings, calls and talks: announced, held, put off, cancelled."""

from __future__ import annotations

from collections.abc import Iterable

from detente.records import Event
from detente.trackers._facts import Matter
from detente.trackers._told import meeting_title
from detente.trackers._tracker import Place, Tracker, own_matter


def _place(event: Event, _matters: Iterable[Matter]) -> Place:
    """Return a new meeting: whether it is recorded already, its day tells."""
    return own_matter("meeting", event)[0], meeting_title(event)


TRACKER = Tracker(
    id="meetings", title="Meetings, calls and talks", file="meetings", place=_place, one_a_day=True
)
