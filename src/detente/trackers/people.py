"""Missions and people: ambassadors, expulsions, consulates, detainees and exchanges, entry bans."""

from __future__ import annotations

from collections.abc import Iterable

from detente.records import Event
from detente.trackers._facts import Matter
from detente.trackers._tracker import Place, Tracker, own_matter


def _place(event: Event, matters: Iterable[Matter]) -> Place:
    """Return the person or post that the event's text names, or a new one."""
    named = [m for m in matters if any(name in event.summary for name in m.names)]
    return (named[0].id, named[0].title) if named else own_matter("person", event)


TRACKER = Tracker(id="people", title="Missions and people", file="people", place=_place)
