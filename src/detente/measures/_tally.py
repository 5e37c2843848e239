"""The acts of many cells as arrays, for models that see numbers and no acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.measures._measure import strength
from detente.measures._periods import period_of, periods
from detente.measures._select import DUPLICATES, Selection, areas_of
from detente.records import Event

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Place = tuple[str, str]
"""Direction and area."""


@dataclass(frozen=True)
class Sums:
    """Sums of a duplicate policy, each of shape (cell, quad class, period).

    `times`: how often acts count; `score`, `score2`: with their severity, and with its square; `times2`: the
    squares of how often they count.
    """

    times: Floats
    score: Floats
    score2: Floats
    times2: Floats

    def row(self, cell: int, weights: Sequence[float], *, scored: bool, share: bool) -> Floats:
        """Return by period the number of a measure of these weights; nan for a share of nothing."""
        times = self.times[cell]
        found = np.array(weights, dtype=float) @ (self.score[cell] if scored else times)
        if share:
            every = times.sum(axis=0)
            found = np.divide(found, every, out=np.full_like(found, np.nan), where=every > 0)
        return np.asarray(found)


@dataclass(frozen=True)
class Tally:
    """What was counted: first days of the periods, the cells, and the sums by duplicate policy."""

    starts: tuple[dt.date, ...]
    places: tuple[Place, ...]
    sums: dict[str, Sums]


@dataclass(frozen=True)
class _Entries:
    """An entry for each act and cell it counts in, as columns."""

    cell: Ints
    quad: Ints
    period: Ints
    score: Floats
    reports: Ints
    slot: Ints
    rank: Ints


def tally(
    events: Iterable[Event],
    selection: Selection,
    freq: str,
    span: tuple[dt.date, dt.date],
    places: Sequence[Place],
) -> Tally:
    """Return the sums of `events` that `selection` keeps, in `places`, for all periods of `span`.

    An act counts as `observe` has it. Acts outside the span or with too coarse a date are left out.
    """
    starts = tuple(periods(*span, freq))
    entries = _entries([e for e in events if selection.keeps(e)], selection, freq, starts, places)
    shape = (len(places), 4, len(starts))
    return Tally(starts, tuple(places), {name: _sums(entries, name, shape) for name in DUPLICATES})


def _entries(
    events: list[Event], selection: Selection, freq: str, starts: Sequence[dt.date], places: Sequence[Place]
) -> _Entries:
    column = {start: number for number, start in enumerate(starts)}
    cells = {place: number for number, place in enumerate(places)}
    slots: dict[object, int] = {}
    rows: list[tuple[int, int, int, float, int, int, int]] = []
    for rank, event in enumerate(sorted(events, key=lambda e: (-abs(e.score or 0.0), e.event_id))):
        day = event.event_date
        period = day and period_of(day, event.date_precision, freq)
        if period not in column:
            continue
        slot = (day, event.date_precision, event.direction, event.event_type)
        told = (
            (event.quad_class or 1) - 1,
            column[period],
            strength(event),
            max(1, event.n_reports),
            slots.setdefault(slot, len(slots)),
            rank,
        )
        for row in selection.rows(event):
            for area in areas_of(event):
                if (row, area) in cells:
                    rows.append((cells[row, area], *told))
    table = np.array(rows, dtype=float).reshape(-1, 7)
    whole = table.astype(np.int64)
    return _Entries(whole[:, 0], whole[:, 1], whole[:, 2], table[:, 3], *whole[:, 4:].T)


def _sums(entries: _Entries, policy: str, shape: tuple[int, int, int]) -> Sums:
    chosen = _best(entries) if policy == "one-a-day" else np.arange(len(entries.cell))
    times = entries.reports[chosen].astype(float) if policy == "reports" else np.ones(len(chosen))
    where = np.ravel_multi_index((entries.cell[chosen], entries.quad[chosen], entries.period[chosen]), shape)
    score = entries.score[chosen]

    def summed(weight: Floats) -> Floats:
        return np.bincount(where, weight, int(np.prod(shape))).astype(float).reshape(shape)

    return Sums(summed(times), summed(times * score), summed(times * score**2), summed(times**2))


def _best(entries: _Entries) -> Ints:
    """Return of each cell and slot (day, direction, type) the entry of the strongest act."""
    order = np.lexsort((entries.rank, entries.slot, entries.cell))
    key = np.stack([entries.cell[order], entries.slot[order]])
    first = np.append(True, (np.diff(key, axis=1) != 0).any(axis=0))[: len(order)]
    return np.asarray(order[first], dtype=np.int64)
