"""Rows of one table that a run has added and not yet written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from detente.errors import BadInput
from detente.records import Record
from detente.store import tables
from detente.store.schemas import STAMPS, TableSpec, arrow_schema, row_of

_BATCH = 5_000

Key = tuple[Any, ...]


class Buffer:
    """The rows to be, packed as Arrow batches; of one key added twice, the later row counts."""

    def __init__(self, spec: TableSpec[Any]) -> None:
        self.spec = spec
        self._schema = pa.schema([field for field in arrow_schema(spec) if field.name not in STAMPS[:2]])
        self._pending: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []
        self._places: dict[Key, int] = {}
        self._added = 0

    def add(self, record: Record) -> None:
        """Take one record. Raises BadInput, keeping the others, for one that cannot be stored."""
        row = row_of(self.spec, record)
        self._places[tuple(row[name] for name in self.spec.keys)] = self._added
        self._added += 1
        self._pending.append(row)
        if len(self._pending) >= _BATCH:
            self._pack()

    def changes(self, root: Path) -> tuple[pa.Table, int]:
        """Return the rows whose key or content the table has not, and how many have a new key."""
        self._pack()
        rows = pa.Table.from_batches(self._batches, schema=self._schema)
        rows = _take(rows, sorted(self._places.values()))
        held = _latest_hashes(root, self.spec, rows)
        keys = _keys(rows, self.spec)
        hashes = rows.column("row_hash").to_pylist()
        changed = [at for at, key in enumerate(keys) if held.get(key) != hashes[at]]
        return _take(rows, changed), sum(keys[at] not in held for at in changed)

    def _pack(self) -> None:
        if self._pending:
            try:
                self._batches.append(pa.RecordBatch.from_pylist(self._pending, schema=self._schema))
            except (pa.ArrowException, OverflowError) as error:
                raise BadInput(f"rows of {self.spec.name} cannot be stored: {error}") from error
            self._pending = []


def _take(rows: pa.Table, places: list[int]) -> pa.Table:
    """Return the rows at `places`, which ascend, without a copy where that is all of them."""
    return rows if len(places) == len(rows) else rows.take(pa.array(places, pa.int64()))


def stamp(rows: pa.Table, spec: TableSpec[Any], run_id: str, recorded_at: dt.datetime) -> pa.Table:
    """Return `rows` with the stamps of their run, in the table's order of columns."""
    schema = arrow_schema(spec)
    for name, value in (("run_id", run_id), ("recorded_at", recorded_at)):
        kind = schema.field(name).type
        rows = rows.append_column(schema.field(name), pa.repeat(pa.scalar(value, kind), len(rows)))
    return rows.select(schema.names)


def _latest_hashes(root: Path, spec: TableSpec[Any], rows: pa.Table) -> dict[Key, str]:
    """Return the newest stored digest for each key of `rows` that the table has.

    Every stored row is committed: the write lock is held and interrupted runs are taken back.
    """
    stored = tables.read(root, spec, ["run_id", "row_hash", *spec.keys]) if len(rows) else None
    if stored is None:
        return {}
    for name in spec.keys:
        stored = stored.filter(pc.is_in(stored.column(name), value_set=pc.unique(rows.column(name))))
    stored = stored.sort_by("run_id")
    return dict(zip(_keys(stored, spec), stored.column("row_hash").to_pylist(), strict=True))


def _keys(rows: pa.Table, spec: TableSpec[Any]) -> list[Key]:
    return list(zip(*(rows.column(name).to_pylist() for name in spec.keys), strict=True))
