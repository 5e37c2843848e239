"""Delta Lake tables of one store folder: open, create, append, take back, compact."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable, Schema, WriterProperties, write_deltalake

from detente.errors import StoreError
from detente.store.faults import RESTORE, guarded
from detente.store.files import sync_folder
from detente.store.runs import CommittedRun
from detente.store.schemas import ADDED, DATA_TABLES, RUNS, TableSpec, arrow_schema, records_of

SMALL_FILE, MANY_FILES = 32 * 2**20, 40
"""A file under so many bytes is small; a table with so many small files is compacted."""

RETENTION_HOURS = 7 * 24
"""Files that compaction replaced stay this long, for readers that still hold them."""

_CONFIGURATION = {
    "delta.dataSkippingStatsColumns": "run_id",
    "delta.checkpointInterval": "20",
    "delta.logRetentionDuration": "interval 7 days",
}


def open_table(root: Path, spec: TableSpec[Any]) -> DeltaTable | None:
    """Return the newest version of a table, None where it was never made, or its making was interrupted.

    Raises StoreError where it is damaged or its columns are not those of this software.
    """
    folder = root / spec.name
    if not any((folder / "_delta_log").glob("0*")):
        return None
    with guarded("the table cannot be opened", folder, also=(ValueError,)):
        table = DeltaTable(folder)
        fits = _fits(table, spec)
    if not fits:
        raise StoreError(
            "the table has other columns than this version of detente writes",
            where=str(folder),
            do="use the version of detente that made the store, or import into a new one",
        )
    return table


def _fits(table: DeltaTable, spec: TableSpec[Any]) -> bool:
    """Return whether a table has the columns of `spec`, but perhaps those added since it was made."""
    wanted = {field.name: field for field in Schema.from_arrow(arrow_schema(spec)).fields}
    held = {field.name: field for field in table.schema().fields}
    return held.items() <= wanted.items() and wanted.keys() - held.keys() <= ADDED


def _widen(table: DeltaTable, spec: TableSpec[Any]) -> None:
    """Add the columns that a table of an earlier version lacks, empty in the rows that it has."""
    held = {field.name for field in table.schema().fields}
    missing = [f for f in Schema.from_arrow(arrow_schema(spec)).fields if f.name not in held]
    if missing:
        table.alter.add_columns(missing)


def create_table(root: Path, spec: TableSpec[Any]) -> DeltaTable:
    """Return the newest version of a table, made empty where it was missing."""
    folder = root / spec.name
    if (table := open_table(root, spec)) is not None:
        return table
    with guarded("the table cannot be made", folder):
        folder.mkdir(exist_ok=True)
        table = DeltaTable.create(folder, arrow_schema(spec), mode="ignore", configuration=_CONFIGURATION)
        with _on_disk(table, folder, after=-1):
            return table


def paths(table: DeltaTable, folder: Path) -> list[Path]:
    """Return the Parquet files of a table's version, sorted.

    Not `file_uris()`: it percent-encodes spaces and Cyrillic letters, and then names no file.
    """
    return sorted(folder / file["path"] for file in _files(table))


def append(root: Path, spec: TableSpec[Any], rows: pa.Table) -> None:
    """Append `rows` in one Delta commit that is on the disk when this returns."""
    folder = root / spec.name
    table = create_table(root, spec)
    with guarded("rows cannot be written", folder), _on_disk(table, folder):
        _widen(table, spec)
        write_deltalake(table, rows, mode="append", writer_properties=_written())


def read(root: Path, spec: TableSpec[Any], columns: list[str] | None = None) -> pa.Table:
    """Return all rows of a table, committed or not, with the given columns; empty where it is missing."""
    schema = arrow_schema(spec)
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    table = open_table(root, spec)
    if table is None:
        return wanted.empty_table()
    with guarded("the table cannot be read", root / spec.name):
        parts = [_part(path, wanted) for path in paths(table, root / spec.name)]
    return pa.concat_tables(parts) if parts else wanted.empty_table()


def committed_runs(root: Path) -> tuple[CommittedRun, ...]:
    """Return the committed runs of a store, oldest first. Raises StoreError where `runs` was lost."""
    written = (path for spec in DATA_TABLES for path in (root / spec.name).glob("*.parquet"))
    if open_table(root, RUNS) is None and any(written):
        raise StoreError("the table of runs is gone", where=str(root / RUNS.name), do=RESTORE)
    found = records_of(RUNS, read(root, RUNS))
    return tuple(sorted(found, key=lambda run: run.run_id))


def check_whole(root: Path, spec: TableSpec[Any], runs: Iterable[CommittedRun]) -> int:
    """Return how many rows a table has beyond those that `runs` wrote.

    Raises StoreError where it has fewer: part of it was lost or replaced by an older copy.
    """
    table = open_table(root, spec)
    held = 0 if table is None else sum(file["num_records"] for file in _files(table))
    written = sum(count.rows for run in runs for count in run.counts if count.table == spec.name)
    if held < written:
        what = f"the table has lost rows: {written} were committed, {held} are there"
        raise StoreError(what, where=str(root / spec.name), do=RESTORE)
    return held - written


def take_back(root: Path, spec: TableSpec[Any], committed: Iterable[str]) -> int:
    """Delete the rows whose run is not among `committed` and return how many there were.

    Nobody could read them. Call it under the write lock, with every committed run.
    """
    table = open_table(root, spec)
    orphans = set() if table is None else _run_ids(table, root / spec.name) - set(committed)
    if table is None or not orphans:
        return 0
    listed = ", ".join("'" + run_id.replace("'", "''") + "'" for run_id in sorted(orphans))
    folder = root / spec.name
    with guarded("rows of an interrupted run cannot be taken back", folder), _on_disk(table, folder):
        done = table.delete(f"run_id IN ({listed})")
    return int(done["num_deleted_rows"])


def small_files(root: Path, spec: TableSpec[Any]) -> int:
    """Return how many small files a table has."""
    table = open_table(root, spec)
    if table is None:
        return 0
    return sum(file["size_bytes"] < SMALL_FILE for file in _files(table))


def compact_table(root: Path, spec: TableSpec[Any], retention_hours: int = RETENTION_HOURS) -> int:
    """Join the small files of a table, drop files replaced more than `retention_hours` ago.

    Returns how many files were joined. No row and no stamp changes. Call it under the write lock.
    """
    table = open_table(root, spec)
    if table is None:
        return 0
    folder = root / spec.name
    with guarded("the table cannot be compacted", folder), _on_disk(table, folder):
        done = table.optimize.compact(writer_properties=_written())
        table.vacuum(retention_hours, dry_run=False, enforce_retention_duration=False, full=True)
    return int(done["numFilesRemoved"])


def _written() -> WriterProperties:
    return WriterProperties(compression="ZSTD", compression_level=3)


def _files(table: DeltaTable) -> list[dict[str, Any]]:
    """Return what the log says of each file; not by `pa.table`, which loads pandas for nothing."""
    stream = pa.RecordBatchReader.from_stream(table.get_add_actions(flatten=True))
    return cast("list[dict[str, Any]]", stream.read_all().to_pylist())


def _part(path: Path, wanted: pa.Schema) -> pa.Table:
    with pq.ParquetFile(path) as file:
        held = set(file.schema_arrow.names)
        part = file.read(columns=[name for name in wanted.names if name in held])
        for field in (field for field in wanted if field.name not in held):
            part = part.append_column(field, pa.nulls(len(part), field.type))
        return part.select(wanted.names).cast(wanted)


def _run_ids(table: DeltaTable, folder: Path) -> set[str]:
    """Return the runs with rows in the table, from the files' statistics where they are exact."""
    found: set[str] = set()
    for file in _files(table):
        low, high = file.get("min.run_id"), file.get("max.run_id")
        if low is not None and low == high:
            found.add(low)
        else:
            with (
                guarded("the table cannot be read", folder),
                pq.ParquetFile(folder / file["path"]) as parquet,
            ):
                found.update(pc.unique(parquet.read(columns=["run_id"]).column(0)).to_pylist())
    return found


@contextmanager
def _on_disk(table: DeltaTable, folder: Path, after: int | None = None) -> Iterator[None]:
    """Put on the disk what the commits inside wrote, so that a power cut cannot tear them."""
    before = table.version() if after is None else after
    yield
    log = folder / "_delta_log"
    for version in range(before + 1, table.version() + 1):
        for path in [*_added(folder, version), *log.glob(f"{version:020}*"), *log.glob("_last_checkpoint")]:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
    sync_folder(log)


def _added(folder: Path, version: int) -> list[Path]:
    """Return the data files that one commit added."""
    lines = (folder / "_delta_log" / f"{version:020}.json").read_text(encoding="utf-8").splitlines()
    actions = [cast("dict[str, Any]", json.loads(line)) for line in lines]
    return [folder / action["add"]["path"] for action in actions if "add" in action]
