"""Dates to come that no other tracker sets: elections, conferences, anniversaries with a legal effect."""

from __future__ import annotations

from collections.abc import Iterable

from detente.records import Event
from detente.trackers._facts import Matter
from detente.trackers._tracker import Place, Tracker


def _place(_event: Event, _matters: Iterable[Matter]) -> Place | None:
    return None  # no coded event sets a date: the trackers of the matters do


TRACKER = Tracker(id="dates", title="Dates to come", file="dates", place=_place)
