"""DuckDB in memory over the Parquet files of one store, through Ibis; nothing is installed or fetched."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.common.exceptions import IbisError
from ibis.expr import types as ir

from detente.errors import StoreError
from detente.store import scope, tables
from detente.store.faults import guarded
from detente.store.runs import CommittedRun
from detente.store.schemas import RUNS, TableSpec, arrow_schema

_LITERALS = 200
"""So many values stand in the query itself; more of them become a table to join with."""


class Engine:
    """The tables of a store as the given runs left them; one query at a time, from any thread."""

    def __init__(self, root: Path, runs: Iterable[CommittedRun]) -> None:
        self.root, self._lock = root, threading.Lock()
        self._runs_read = tuple(runs)
        self._tables: dict[str, ir.Table] = {}
        self._backend = ibis.duckdb.connect(
            ":memory:",
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
            temp_directory=str(Path(tempfile.gettempdir()) / "detente-duckdb"),
        )
        self._runs = ibis.memtable(self._runs_table())

    def latest(self, spec: TableSpec[Any]) -> ir.Table:
        """Return the newest committed row of each key."""
        if spec is RUNS:
            return self._runs
        return scope.latest(self._whole(spec), self._runs, spec)

    def versions(self, spec: TableSpec[Any]) -> ir.Table:
        """Return every committed row of a table, older versions too."""
        return self._whole(spec).semi_join(self._runs, "run_id")

    def among(self, rows: ir.Table, column: str, values: Iterable[str]) -> ir.Table:
        """Return the rows whose `column` is one of `values`, however many those are."""
        wanted = sorted(set(values))
        if len(wanted) <= _LITERALS:
            return rows.filter(rows[column].isin(wanted))
        return rows.semi_join(ibis.memtable(pa.table({column: pa.array(wanted, pa.string())})), column)

    def run(self, expression: ir.Table) -> pa.Table:
        """Return the rows of an expression. Raises StoreError where files are missing or damaged."""
        with self._lock, guarded("the query failed", self.root, also=(duckdb.Error, IbisError)):
            return expression.to_pyarrow()

    def _whole(self, spec: TableSpec[Any]) -> ir.Table:
        with self._lock:
            if spec.name not in self._tables:
                self._tables[spec.name] = self._scan(spec)
            return self._tables[spec.name]

    def _runs_table(self) -> pa.Table:
        rows = [run.model_dump() for run in self._runs_read]
        return pa.Table.from_pylist(rows, schema=arrow_schema(RUNS))

    def _scan(self, spec: TableSpec[Any]) -> ir.Table:
        table = tables.open_table(self.root, spec)
        files = [] if table is None else tables.paths(table, self.root / spec.name)
        if not files and any(count.table == spec.name for run in self._runs_read for count in run.counts):
            raise StoreError(
                "committed rows are gone",
                where=str(self.root / spec.name),
                do="restore the folder from a copy",
            )
        if not files:
            return ibis.memtable(arrow_schema(spec).empty_table())
        with guarded("the table cannot be read", self.root / spec.name, also=(duckdb.Error, IbisError)):
            return self._backend.read_parquet([_literal(file) for file in files], table_name=spec.name)


def _literal(path: Path) -> str:
    """Return `path` with what DuckDB would take for a pattern made plain."""
    return "".join(f"[{sign}]" if sign in "*?" else sign for sign in str(path))
