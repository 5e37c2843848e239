"""The cells of the table of numbers: which acts fall into one, and what can be said of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from detente.measures._coverage import Coverage
from detente.measures._measure import Counted, Measure
from detente.measures._periods import period_of
from detente.measures._select import Selection, areas_of, counted, not_curated
from detente.records import Event, Missing

Cell = tuple[dt.date, str, str]
"""First day of the period, direction, area."""


class Reading(NamedTuple):
    """What is known of a cell: the value or why there is none, and the acts under it."""

    value: float | None
    missing: Missing
    acts: Sequence[Counted]


def cells_of(event: Event, selection: Selection, freq: str) -> Iterator[Cell]:
    """Yield the cells in which `event` counts; none where its date is missing or too coarse."""
    if event.event_date is None:
        return
    period = period_of(event.event_date, event.date_precision, freq)
    if period is not None:
        for row in selection.rows(event):
            for area in areas_of(event):
                yield period, row, area


def fill(
    events: Iterable[Event], selection: Selection, freq: str, rows: Collection[str], columns: Collection[str]
) -> Mapping[Cell, list[Event]]:
    """Return the events of each cell of these directions and areas that has any."""
    cells: defaultdict[Cell, list[Event]] = defaultdict(list)
    for event in events:
        if event.event_date is None:
            continue
        period = period_of(event.event_date, event.date_precision, freq)
        areas = [area for area in areas_of(event) if area in columns] if period else []
        for row in selection.rows(event) if areas else ():
            if row in rows:
                for area in areas:
                    cells[period, row, area].append(event)  # type: ignore[index]  # no areas without
    return dict(cells)


class Held:
    """The events of one cell, counted once for all measures."""

    def __init__(self, events: Sequence[Event], duplicates: str) -> None:
        self.events, self._duplicates = events, duplicates

    @cached_property
    def every(self) -> list[Counted]:
        """All acts, with how often each counts."""
        return counted(self.events, self._duplicates)

    @cached_property
    def levels(self) -> list[Counted]:
        """The acts that move levels: those that a source which is not curated tells of."""
        kept = not_curated(self.events)
        return self.every if len(kept) == len(self.events) else counted(kept, self._duplicates)

    def under(self, measure: Measure, *, level: bool = False) -> list[Counted]:
        """Return the acts that stand under `measure`; only those that move levels with `level`."""
        return [act for act in (self.levels if level else self.every) if measure.counts(act.event)]


def reading(held: Held, measure: Measure, period: dt.date, coverage: Coverage) -> Reading:
    """Return what the acts of a cell say, given what was observed in its period."""
    observed = period in coverage.observed
    if not observed and (not measure.curated_ok or not held.events):
        missing = Missing.CURATED if period in coverage.curated else Missing.NOT_OBSERVED
        return Reading(None, missing, held.under(measure))
    acts = held.under(measure, level=not measure.curated_ok)
    value = measure.value(acts)
    return Reading(value, Missing.NO_ACTS if value is None else Missing.NONE, acts)
