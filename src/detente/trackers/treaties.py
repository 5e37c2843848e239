"""Treaties and arrangements: signed, ratified, in force, suspended, left or expired, for each state."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.records import Event
from detente.trackers._facts import Matter
from detente.trackers._tracker import Place, Tracker


def _place(event: Event, matters: Iterable[Matter]) -> Place | None:
    """Return the treaty that the event's text names, by the longest name in it."""
    text = " ".join(event.summary.split())
    named = [
        (len(name), matter)
        for matter in matters
        for name in matter.names
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]
    best = max(named, key=lambda pair: pair[0], default=None)
    return (best[1].id, best[1].title) if best else None


TRACKER = Tracker(id="treaties", title="Treaties and arrangements", file="treaties", place=_place)
