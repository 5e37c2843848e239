"""What was looked at, as arrays: items and reports by source and period, delays, and the days that count."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.copies import Distinct, distinct
from detente.analysis.delays import completeness, known_part
from detente.measures import after
from detente.records import Event, Exposure, Mention, Precision

ALL = "all"
OWN = 0.5
"""Share of the items of a source that are acts of the dyad, from which on it is no measure of attention."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Looked:
    """The days from the first to the last on which anything was seen, and the items seen a day and source.

    `own` are the sources that hold little but acts of the dyad: their items are conduct, and tell nothing of
    attention.
    """

    first: dt.date
    last: dt.date
    sources: tuple[str, ...]
    items: dict[tuple[str, dt.date], int]
    own: frozenset[str] = frozenset()


def looked(exposure: Iterable[Exposure], curated: Collection[str], until: dt.date | None) -> Looked | None:
    """Return what sources that are not curated saw, up to `until`; None where they saw nothing."""
    items: dict[tuple[str, dt.date], int] = {}
    kept, seen = Counter[str](), Counter[str]()
    for row in exposure:
        counts = row.state == ALL and row.n_seen > 0 and row.source_id not in curated
        if counts and (until is None or row.day <= until):
            items[row.source_id, row.day] = items.get((row.source_id, row.day), 0) + row.n_seen
            kept[row.source_id] += row.n_kept
            seen[row.source_id] += row.n_seen
    if not items:
        return None
    days = [day for _, day in items]
    own = frozenset(source for source in seen if kept[source] > OWN * seen[source])
    return Looked(min(days), max(days), tuple(sorted(seen)), items, own)


class Calendar:
    """The periods of a span of days, each named by its first day."""

    def __init__(self, starts: Sequence[dt.date], freq: str, seen: Looked) -> None:
        self.starts, self._seen = list(starts), seen
        self.length = np.array([(after(start, freq) - start).days for start in starts])

    def place(self, day: dt.date) -> int | None:
        """Return the number of the period that holds `day`, None for none."""
        found = bisect_right(self.starts, day) - 1
        inside = found >= 0 and (day - self.starts[found]).days < self.length[found]
        return found if inside else None

    def span(self) -> Floats:
        """Return the share of each period that lies between the first and the last day that was seen."""
        first = np.array([max(0, (self._seen.first - start).days) for start in self.starts])
        last = np.array([(self._seen.last - start).days + 1 for start in self.starts])
        return np.asarray(np.clip((np.minimum(last, self.length) - first) / self.length, 0, 1))

    def items(self) -> Floats:
        """Return the items seen, of shape (source, period); days with any, for a source of `own` items."""
        found = np.zeros((len(self._seen.sources), len(self.starts)))
        rows = {source: row for row, source in enumerate(self._seen.sources)}
        for (source, day), number in self._seen.items.items():
            place = self.place(day)
            if place is not None:
                found[rows[source], place] += number if source not in self._seen.own else 1
        return found

    def reports(self, events: Iterable[Event], mentions: Iterable[Mention]) -> Floats:
        """Return how many acts each source told of, of shape (source, period), by the day of the act."""
        found = np.zeros((len(self._seen.sources), len(self.starts)))
        rows = {source: row for row, source in enumerate(self._seen.sources)}
        source_of = {mention.mention_id: rows.get(mention.source_id) for mention in mentions}
        for event in events:
            place = self.place(event.event_date) if event.event_date else None
            told = {source_of.get(name) for name in event.mention_ids}
            if place is not None:
                for row in told - {None}:
                    found[row, place] += 1
        return found

    def distinct(self, events: Iterable[Event], error: float) -> Distinct:
        """Return the part of the events that are distinct acts, by period (detente.analysis.copies)."""
        first, days = self._seen.first, (self._seen.last - self._seen.first).days + 1
        kinds: dict[tuple[str | None, str | None], int] = {}
        where: list[tuple[int, int]] = []
        for event in events:
            if event.event_date and event.date_precision in (None, Precision.DAY):
                day = (event.event_date - first).days
                if 0 <= day < days:
                    kind = kinds.setdefault((event.direction, event.event_type), len(kinds))
                    where.append((kind, day))
        daily = np.zeros((max(len(kinds), 1), days))
        np.add.at(daily, tuple(np.array(where, dtype=np.int64).reshape(-1, 2).T), 1)
        middles = np.array([(start - first).days for start in self.starts]) + self.length // 2
        return distinct(daily, middles, error)

    def complete(self, events: Iterable[Event]) -> Floats:
        """Return the part of each period's acts that is known by the last day that was seen."""
        known = [
            (event.first_published.date() - event.event_date, self._seen.last - event.event_date)
            for event in events
            if event.event_date and event.first_published
        ]
        delays = np.array([delay.days for delay, _ in known], dtype=np.int64)
        ages = np.array([age.days for _, age in known], dtype=np.int64)
        first = np.array([start.toordinal() for start in self.starts])
        part = completeness(first, self.length, self._seen.last.toordinal(), known_part(delays, ages))
        before = np.array([max(0, (self._seen.first - start).days) for start in self.starts])
        return np.asarray(part * (1 - np.minimum(before / self.length, 1)))
