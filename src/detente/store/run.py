"""A run: everything one command writes, visible at once or not at all."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from detente.errors import StoreError
from detente.records import Document, Event, Exposure, Fetch, Mention, Observation, Record, Transition
from detente.store import tables
from detente.store.buffer import Buffer, stamp
from detente.store.runs import CommittedRun, TableCount
from detente.store.schemas import DATA_TABLES, RUNS, arrow_schema, row_of, spec_of

Storable = Document | Mention | Event | Observation | Exposure | Fetch | Transition

Clock = Callable[[], dt.datetime]

_LOG = logging.getLogger(__name__)
_TICK = dt.timedelta(microseconds=1)


class Run:
    """One open run; made by `Store.run`, which holds the write lock around it.

    `counts` is empty until the run is committed, and stays empty when it added nothing.
    """

    def __init__(self, root: Path, command: str, clock: Clock) -> None:
        self.root, self.command, self._clock = root, command, clock
        self.started_at = clock()
        self.counts: dict[str, TableCount] = {}
        self._buffers = {spec.name: Buffer(spec) for spec in DATA_TABLES}

    def add(self, records: Storable | Iterable[Storable]) -> None:
        """Take one record or many, of any kinds the store has a table for.

        Raises WrongUse for another kind and BadInput for content that cannot be stored; what was
        added before stays, and the run can go on.
        """
        for record in [records] if isinstance(records, Record) else records:
            self._buffers[spec_of(record).name].add(record)

    def begin(self) -> None:
        """Make missing tables and take back what interrupted runs left behind.

        Raises StoreError where committed rows are missing: writing on would bury the loss.
        """
        self._earlier = tables.committed_runs(self.root)
        done = [run.run_id for run in self._earlier]
        tables.create_table(self.root, RUNS)
        for spec in DATA_TABLES:
            left_behind = tables.check_whole(self.root, spec, self._earlier)
            tables.create_table(self.root, spec)
            if left_behind and (rows := tables.take_back(self.root, spec, done)):
                _LOG.warning("%s: took back %d rows of an interrupted run", self.root / spec.name, rows)

    def commit(self) -> None:
        """Write what is new or changed, table by table, and last the row in `runs`."""
        changes = {name: buffer.changes(self.root) for name, buffer in self._buffers.items()}
        counts = [
            TableCount(table=name, rows=len(rows), new=new)
            for name, (rows, new) in changes.items()
            if len(rows)
        ]
        if not counts:
            _LOG.info("%s: %s changed nothing", self.root, self.command)
            return
        run = self._row(tuple(counts))
        for spec in DATA_TABLES:
            if len(rows := changes[spec.name][0]):
                tables.append(self.root, spec, stamp(rows, spec, run.run_id, run.recorded_at))
        row = pa.Table.from_pylist([row_of(RUNS, run)], schema=arrow_schema(RUNS))
        tables.append(self.root, RUNS, row)
        self.counts = {count.table: count for count in counts}
        self._tidy()

    def _row(self, counts: tuple[TableCount, ...]) -> CommittedRun:
        """Return the row of this run; its instant is after every earlier one's, whatever the clock says."""
        now = self._clock().astimezone(dt.UTC)
        recorded_at = max(now, self._earlier[-1].recorded_at + _TICK) if self._earlier else now
        return CommittedRun(
            run_id=f"{recorded_at:%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}",
            recorded_at=recorded_at,
            started_at=self.started_at,
            command=self.command,
            version=version("detente"),
            counts=counts,
        )

    def _tidy(self) -> None:
        """Compact tables with many small files; the run is committed, so a failure here is only told."""
        for spec in (*DATA_TABLES, RUNS):
            try:
                if tables.small_files(self.root, spec) >= tables.MANY_FILES:
                    tables.compact_table(self.root, spec)
            except StoreError as error:
                _LOG.warning("%s", error)
