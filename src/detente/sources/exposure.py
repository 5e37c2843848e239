"""How many items of a file were seen and kept, by the day they became available and by state."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.records import Exposure, key

ALL = "all"


class Seen:
    """Counts items as they are read."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._ids: defaultdict[dt.date, set[str]] = defaultdict(set)
        self._seen: defaultdict[tuple[dt.date, str], int] = defaultdict(int)
        self._kept: defaultdict[tuple[dt.date, str], int] = defaultdict(int)

    def see(self, name: str, added: dt.date, states: Iterable[str]) -> None:
        """Count an item (its key is `name`) that became available on the day `added` and names `states`."""
        self._ids[added].add(name)
        for state in {ALL, *states}:
            self._seen[added, state] += 1

    def keep(self, added: dt.date, states: Iterable[str]) -> None:
        """Count an item that stands behind a mention."""
        for state in {ALL, *states}:
            self._kept[added, state] += 1

    def rows(self, source_id: str, states: Iterable[str] | None) -> Iterator[Exposure]:
        """Yield the counts of all items and of `states` (None: of every state named), by day and state."""
        batches = {day: key(*sorted(ids)) for day, ids in self._ids.items()}
        wanted = {state for _, state in self._seen} if states is None else {ALL, *states}
        for day, batch in sorted(batches.items()):
            for state in sorted(wanted):
                yield Exposure(
                    day=day,
                    source_id=source_id,
                    state=state,
                    batch=batch,
                    n_seen=self._seen[day, state],
                    n_kept=self._kept[day, state],
                )
