"""The cells of the table of numbers: which acts fall into one, and what can be said of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def fill(events: Iterable[Event], selection: Selection, freq: str) -> Mapping[Cell, list[Event]]:
    """Return the events of each cell that has any."""
    cells: defaultdict[Cell, list[Event]] = defaultdict(list)
    for event in events:
        for cell in cells_of(event, selection, freq):
            cells[cell].append(event)
    return dict(cells)


def under(events: Sequence[Event], measure: Measure, duplicates: str) -> list[Counted]:
    """Return the acts of a cell that stand under `measure`, with how often each counts."""
    return [act for act in counted(events, duplicates) if measure.counts(act.event)]


def reading(
    events: Sequence[Event], measure: Measure, duplicates: str, period: dt.date, coverage: Coverage
) -> Reading:
    """Return what the acts of a cell (`events`) say, given what was observed in its period."""
    observed = period in coverage.observed
    if not observed and (not measure.curated_ok or not events):
        missing = Missing.CURATED if period in coverage.curated else Missing.NOT_OBSERVED
        return Reading(None, missing, under(events, measure, duplicates))
    level = not measure.curated_ok
    acts = under(not_curated(events) if level else events, measure, duplicates)
    value = measure.value(acts)
    return Reading(value, Missing.NO_ACTS if value is None else Missing.NONE, acts)
