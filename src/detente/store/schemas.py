"""The tables of the store and their Arrow schemas, both derived from the records."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from detente.errors import BadInput, WrongUse
from detente.records import (
    DateTime,
    Document,
    Event,
    Exposure,
    Fetch,
    Mention,
    Observation,
    Record,
    Transition,
)
from detente.store.runs import CommittedRun

STAMPS = ("run_id", "recorded_at", "row_hash")
"""Columns that the store adds in front: who wrote the row, when (UTC), and the digest of its content."""

ADDED = frozenset({"location"})
"""Columns that stores of earlier versions do not have; an empty one changes no `row_hash`."""

Rec = TypeVar("Rec", bound=Record)

_CHUNK = 2_000


@dataclass(frozen=True)
class TableSpec(Generic[Rec]):
    """A table: its name, record, key columns, and the columns that say when the world could know a row.

    The first of `known` that is filled counts. `stamped` is False for `runs`, whose record has the stamps.
    """

    name: str
    record: type[Rec]
    keys: tuple[str, ...]
    known: tuple[str, ...] = ()
    stamped: bool = True


DOCUMENTS = TableSpec("documents", Document, ("document_id",), ("published_at",))
MENTIONS = TableSpec("mentions", Mention, ("mention_id",), ("available_at", "published_at"))
EVENTS = TableSpec("events", Event, ("event_id",), ("first_published",))
OBSERVATIONS = TableSpec(
    "observations",
    Observation,
    ("time_value", "freq", "direction", "area", "arena", "measure", "duplicates"),
)
EXPOSURE = TableSpec("exposure", Exposure, ("day", "source_id", "state", "batch"), ("day",))
FETCHES = TableSpec("fetches", Fetch, ("source_id", "url", "at"), ("at",))
TRANSITIONS = TableSpec("transitions", Transition, ("transition_id",), ("available_at",))
RUNS = TableSpec("runs", CommittedRun, ("run_id",), ("recorded_at",), stamped=False)

DATA_TABLES: tuple[TableSpec[Any], ...] = (
    *(DOCUMENTS, MENTIONS, EVENTS, OBSERVATIONS),
    *(EXPOSURE, FETCHES, TRANSITIONS),
)
"""The tables that a run writes, in this order, before its row in `runs`."""

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    float: pa.float64(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us", tz="UTC"),
    DateTime: pa.timestamp("us", tz="UTC"),
}


def spec_of(record: Record) -> TableSpec[Any]:
    """Return the table that takes `record`. Raises WrongUse for a kind that no table takes."""
    for spec in DATA_TABLES:
        if isinstance(record, spec.record):
            return spec
    kinds = ", ".join(spec.record.__name__ for spec in DATA_TABLES)
    raise WrongUse(f"the store takes no {type(record).__name__}", do=f"add one of {kinds}")


def named(table: str) -> TableSpec[Any]:
    """Return the table called `table`. Raises WrongUse for an unknown name."""
    every = {spec.name: spec for spec in (*DATA_TABLES, RUNS)}
    if table not in every:
        raise WrongUse(f"no table {table!r}", do=f"choose one of {', '.join(every)}")
    return every[table]


@cache
def arrow_schema(spec: TableSpec[Any]) -> pa.Schema:
    """Return the columns of `spec`: the stamps, then the record's fields in their order."""
    fields = [pa.field(name, arrow_type(info.annotation)) for name, info in spec.record.model_fields.items()]
    stamps = [
        pa.field("run_id", pa.string()),
        pa.field("recorded_at", _SCALARS[dt.datetime]),
        pa.field("row_hash", pa.string()),
    ]
    return pa.schema([*stamps, *fields] if spec.stamped else fields)


def arrow_type(annotation: Any) -> pa.DataType:
    """Return the Arrow type of a record field's annotation; nested records become structs."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return arrow_type(args[0])
    if origin in (Union, types.UnionType):
        (one,) = (arg for arg in args if arg is not type(None))
        return arrow_type(one)
    if origin is tuple:
        return pa.list_(arrow_type(args[0]))
    if issubclass(annotation, BaseModel):
        inner = annotation.model_fields.items()
        return pa.struct([pa.field(name, arrow_type(info.annotation)) for name, info in inner])
    if issubclass(annotation, Enum):
        return pa.string()
    return _SCALARS[annotation]


def row_of(spec: TableSpec[Any], record: Record) -> dict[str, Any]:
    """Return the row of `record` in UTC, with its `row_hash`.

    Raises BadInput for content that cannot be stored: a lone surrogate, a number beyond 64 bits, a
    time that has no UTC.
    """
    try:
        row = {name: _plain(value) for name, value in record.model_dump().items()}
        told = {name: value for name, value in row.items() if value is not None or name not in ADDED}
        digest = hashlib.blake2b(to_json(told, inf_nan_mode="constants"), digest_size=16)
    except (PydanticSerializationError, UnicodeEncodeError, OverflowError) as error:
        raise BadInput(
            f"this {type(record).__name__.lower()} cannot be stored: {str(error)[:200]}",
            where=" ".join(ascii(getattr(record, name)) for name in spec.keys),
            do="repair the text, number or time at its source",
        ) from error
    return {**row, "row_hash": digest.hexdigest()} if spec.stamped else row


def records_of(spec: TableSpec[Rec], rows: pa.Table) -> list[Rec]:
    """Return the records of `rows`, which has the record's columns (others are passed over)."""
    adapter: TypeAdapter[list[Rec]] = _adapter(spec.record)
    records: list[Rec] = []
    rows = _times_as_text(rows.select(list(spec.record.model_fields)))
    with _without_collector():
        for batch in rows.to_batches(max_chunksize=_CHUNK):
            records += adapter.validate_python(batch.to_pylist())
    return records


@cache
def _adapter(record: type[Rec]) -> TypeAdapter[list[Rec]]:
    return TypeAdapter(list[record])  # type: ignore[valid-type]  # a run-time parameter, not a static one


def _times_as_text(rows: pa.Table) -> pa.Table:
    """Return `rows` with times as ISO text: from a timestamp to Python, pyarrow would load pandas."""
    timed = [pa.types.is_timestamp(field.type) for field in rows.schema]
    fields = zip(rows.schema, timed, strict=True)
    return rows.cast(pa.schema([pa.field(f.name, pa.string()) if text else f for f, text in fields]))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the cycle collector: rows and records make no cycles, and its walks are 3/4 of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _plain(value: Any) -> Any:
    """Return `value` with its times in UTC. Raises OverflowError for what 64 bits cannot hold."""
    if value is None or isinstance(value, str | float):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, int):
        value.to_bytes(8, signed=True)
    return value
