"""A store folder: open it, write to it in runs, read it through views."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import StoreError
from detente.store.faults import RESTORE, guarded
from detente.store.files import write_whole
from detente.store.layout import FORMAT, RAW, READS, SCHEMA_VERSION, TABLES
from detente.store.raw import RawStore

if TYPE_CHECKING:
    from detente.store.run import Run
    from detente.store.view import View

WAIT = 30.0
"""Seconds a writer waits for another one, unless told otherwise."""

_UNADDRESSABLE = re.compile(r"[\[\]^|\\]|%[0-9A-Fa-f]{2}")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """The store in the folder `path`, made on the first write.

    A missing or empty folder reads as a store with nothing in it. `clock` gives the present instant with
    its zone. `raw` keeps raw bytes. Safe for any number of processes: one writes, the others read what
    was committed before.
    """

    def __init__(self, path: Path, *, clock: Callable[[], dt.datetime] = _now) -> None:
        self.path, self._clock = Path(path).resolve(), clock
        self.raw = RawStore(self.path / RAW)

    @contextmanager
    def run(self, command: str, *, wait: float = WAIT) -> Iterator[Run]:
        """Write in one run: all that was added becomes visible at the clean end, nothing otherwise.

        `command` says in words what was done. A run that adds nothing new leaves no trace. Raises
        StoreBusy where another process holds the store for more than `wait` seconds, StoreError where
        the folder cannot be written.
        """
        from detente.store.lock import write_lock
        from detente.store.run import Run

        self._exists()
        with guarded("the store cannot be made", self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        with write_lock(self.path, command, wait):
            self._sign()
            run = Run(self.path, command, self._clock)
            run.begin()
            yield run
            run.commit()

    def view(
        self, known_by: dt.date | dt.datetime | None = None, as_published: dt.date | dt.datetime | None = None
    ) -> View:
        """Return what was committed, as it stands now.

        `known_by`: only what this store had recorded by the end of that UTC day, or by that instant.
        `as_published`: only what the world could know by then; rows that do not say are left out.
        Raises WrongUse for a time without a zone.
        """
        from detente.store.clocks import bound
        from detente.store.tables import committed_runs
        from detente.store.view import View

        recorded_before = None if known_by is None else bound(known_by)
        published_before = None if as_published is None else bound(as_published)
        runs = committed_runs(self.path) if self._exists() else ()
        if recorded_before is not None:
            runs = tuple(run for run in runs if run.recorded_at < recorded_before)
        return View(self.path, runs, published_before)

    def compact(self, *, keep: dt.timedelta = dt.timedelta(days=7), wait: float = WAIT) -> int:
        """Join small files of all tables; return how many were joined. No row and no view changes.

        Files that were replaced longer ago than `keep` are deleted: a view opened before that must be
        opened anew. Runs do this by themselves when small files pile up.
        """
        from detente.store import tables
        from detente.store.lock import write_lock
        from detente.store.schemas import DATA_TABLES, RUNS

        if not self._exists():
            return 0
        hours = int(keep.total_seconds() // 3600)
        self.raw.tidy(keep.total_seconds())
        with write_lock(self.path, "compact", wait):
            return sum(tables.compact_table(self.path, spec, hours) for spec in (*DATA_TABLES, RUNS))

    def _exists(self) -> bool:
        """Tell whether there is a store to read. Raises StoreError where it is not one that can be read."""
        if bad := _UNADDRESSABLE.search(str(self.path)):
            raise StoreError(
                f"the table library cannot address a path with {bad[0]!r}",
                where=str(self.path),
                do="choose a folder without [ ] ^ | \\ and %XX in its path",
            )
        with guarded("the store cannot be opened", self.path):
            if not self.path.exists():
                return False
            names = {entry.name for entry in self.path.iterdir()}
        if FORMAT in names:
            self._check_format()
        elif names & set(TABLES):
            raise StoreError(f"tables without {FORMAT}", where=str(self.path), do=RESTORE)
        return FORMAT in names

    def _check_format(self) -> None:
        """Raise StoreError where the store is of a version that is not read."""
        found = self._version()
        if found not in READS:
            raise StoreError(
                f"the store has schema version {found!r}, this version of detente reads {SCHEMA_VERSION}",
                where=str(self.path / FORMAT),
                do="use the version of detente that made it, or import into a new store",
            )

    def _version(self) -> object:
        where = self.path / FORMAT
        with guarded("the store cannot be opened", where, also=(ValueError,)):
            held = json.loads(where.read_text(encoding="utf-8"))
        return held.get("schema_version") if isinstance(held, dict) else None

    def _sign(self) -> None:
        """Write the file that makes the folder a store; call it under the write lock."""
        where = self.path / FORMAT
        with guarded("the store cannot be made", where):
            if not where.exists() or self._version() != SCHEMA_VERSION:
                write_whole(where, json.dumps({"schema_version": SCHEMA_VERSION}).encode() + b"\n")
