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

from detente.records import key
from detente.store import scope, tables
from detente.store.faults import guarded
from detente.store.runs import CommittedRun
from detente.store.schemas import RUNS, TableSpec, arrow_schema

_LITERALS = 200
"""So many values stand in the query itself; more of them one joined text, which is parsed faster."""


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
        self._runs = self._committed()

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
        between = key(*wanted)
        one = ibis.literal(between.join(wanted)).split(between).unnest().name(column)
        return rows.semi_join(one.as_table(), column)

    def run(self, expression: ir.Table) -> pa.Table:
        """Return the rows of an expression. Raises StoreError where files are missing or damaged.

        Not by Ibis' own `to_pyarrow`, which loads pandas for nothing.
        """
        with self._lock, guarded("the query failed", self.root, also=(duckdb.Error, IbisError)):
            return self._backend.raw_sql(self._backend.compile(expression)).to_arrow_table()

    def _whole(self, spec: TableSpec[Any]) -> ir.Table:
        with self._lock:
            if spec.name not in self._tables:
                self._tables[spec.name] = self._scan(spec)
            return self._tables[spec.name]

    def _committed(self) -> ir.Table:
        """Return the runs read, and no later one: run ids sort in the order of commits."""
        if not self._runs_read:
            return _empty(RUNS)
        runs = self._scan(RUNS)
        return runs.filter(runs.run_id <= self._runs_read[-1].run_id)

    def _scan(self, spec: TableSpec[Any]) -> ir.Table:
        if spec is not RUNS:
            tables.check_whole(self.root, spec, self._runs_read)
        table = tables.open_table(self.root, spec)
        files = [] if table is None else tables.paths(table, self.root / spec.name)
        if not files:
            return _empty(spec)
        with guarded("the table cannot be read", self.root / spec.name, also=(duckdb.Error, IbisError)):
            names = [_literal(file) for file in files]
            rows = self._backend.read_parquet(names, table_name=spec.name, union_by_name=True)
        columns = ibis.Schema.from_pyarrow(arrow_schema(spec)).items()
        return rows.select(**{n: rows[n] if n in rows.columns else ibis.null(k) for n, k in columns})


def _empty(spec: TableSpec[Any]) -> ir.Table:
    """Return the table of `spec` without rows; made of literals, so it runs on any engine."""
    columns = ibis.Schema.from_pyarrow(arrow_schema(spec)).items()
    rows = ibis.range(0, 0).unnest().name("row").as_table()
    return rows.select(**{name: ibis.null(kind) for name, kind in columns})


def _literal(path: Path) -> str:
    """Return `path` with what DuckDB would take for a pattern made plain."""
    return "".join(f"[{sign}]" if sign in "*?" else sign for sign in str(path))
