"""Sanctions both ways: imposed, widened, waived, renewed, eased, lifted."""

from __future__ import annotations

from collections.abc import Iterable

from detente.records import Event, acting
from detente.trackers._facts import Matter
from detente.trackers._tracker import Place, Tracker, own_matter


def _place(event: Event, matters: Iterable[Matter]) -> Place:
    """Return the measure that the event's text names, or a new one."""
    text = event.summary.lower()
    side = acting(event.direction)
    named = [m for m in matters if m.party == side and any(name.lower() in text for name in m.names)]
    return (named[0].id, named[0].title) if named else own_matter("measure", event)


TRACKER = Tracker(id="sanctions", title="Sanctions", file="sanctions", place=_place)
