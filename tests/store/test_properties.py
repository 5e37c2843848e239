"""What holds for any records: they come back equal, and batches may be cut and ordered at will."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
import types
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import pyarrow as pa
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel

from detente.records import DateTime, Event, Missing, Observation, Record
from detente.store import Store
from detente.store.run import Storable
from detente.store.schemas import DATA_TABLES, TableSpec, arrow_schema, records_of, row_of
from detente.store.view import View

Content = Callable[[Store], dict[str, list[str]]]
Rec = TypeVar("Rec", bound=Record)

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
TIMES = st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 29), timezones=OFFSETS)
WORDS = st.text() | st.sampled_from(
    ["Кремль", "中文", "a\x00b", "\u202eltr", "🕊", "'; --", "\x1f", " ", "NULL"]
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    str: WORDS,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    dt.date: st.dates(),
    DateTime: TIMES,
}
LIMITED: dict[str, st.SearchStrategy[Any]] = {
    "quad_class": st.none() | st.integers(1, 4),
    "score": st.none() | st.floats(-10, 10),
    "confidence": st.none() | st.floats(0, 1),
    "latitude": st.none() | st.floats(-90, 90),
    "longitude": st.none() | st.floats(-180, 180),
}


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a record's field."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(args[0])
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if arg is type(None) else values(arg) for arg in args))
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(values(args[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, args))
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    return st.sampled_from(annotation) if issubclass(annotation, Enum) else records(annotation)


def records(kind: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of one kind, every field filled at will."""
    fields = {name: LIMITED.get(name) or values(info.annotation) for name, info in kind.model_fields.items()}
    return st.fixed_dictionaries(fields).map(_with_value_or_reason).map(kind.model_validate)


def _with_value_or_reason(fields: dict[str, Any]) -> dict[str, Any]:
    if "missing" not in fields:
        return fields
    missing = Missing.NOT_OBSERVED if fields["value"] is None else Missing.NONE
    return {**fields, "missing": missing}


ANY = st.one_of(*(records(spec.record) for spec in DATA_TABLES))


def in_table(spec: TableSpec[Rec], rows: list[Rec]) -> pa.Table:
    stamps = {"run_id": "r", "recorded_at": dt.datetime.now(dt.UTC)}
    return pa.Table.from_pylist([{**row_of(spec, row), **stamps} for row in rows], schema=arrow_schema(spec))


def read_all(view: View) -> list[Storable]:
    return [
        *view.documents(),
        *view.mentions(),
        *view.events(live_only=False),
        *view.observations(),
        *view.exposure(),
        *view.fetches(),
        *view.transitions(),
    ]


def by_key(rows: list[Any]) -> dict[tuple[Any, ...], Any]:
    """Return the last record of each key of each table."""
    return {
        (spec.name, *(getattr(row, name) for name in spec.keys)): row
        for row in rows
        for spec in DATA_TABLES
        if isinstance(row, spec.record)
    }


@given(record=ANY)
@settings(max_examples=300, deadline=None)
def test_any_record_survives_its_row(record: Record) -> None:
    (spec,) = (spec for spec in DATA_TABLES if isinstance(record, spec.record))
    (found,) = records_of(spec, in_table(spec, [record]))
    assert found == record
    assert row_of(spec, found) == row_of(spec, record)


@given(batches=st.lists(st.lists(ANY, max_size=6), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_any_records_come_back_equal_and_adding_them_again_changes_nothing(
    batches: list[list[Storable]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for batch in batches:
            with store.run("import") as run:
                run.add(batch)
        expected = by_key([record for batch in batches for record in batch])
        view = store.view()
        found = read_all(view)
        assert by_key(found) == expected
        assert len(found) == len(expected) == sum(view.counts().values()) - view.counts()["runs"]
        with store.run("import") as run:
            run.add(found)
        assert run.counts == {}


@given(rows=st.lists(ANY, max_size=12), cuts=st.data())
@settings(max_examples=10, deadline=None)
def test_neither_the_order_nor_the_cut_of_the_runs_matters(
    rows: list[Storable], cuts: st.DataObject, content: Content
) -> None:
    rows = list(by_key(rows).values())
    shuffled = cuts.draw(st.permutations(rows))
    cut = cuts.draw(st.integers(0, len(rows)))
    states = []
    for runs in ([rows], [shuffled[:cut], shuffled[cut:]], [shuffled[cut:], shuffled]):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder))
            for batch in runs:
                with store.run("import") as run:
                    run.add(batch)
            states.append({name: found for name, found in content(store).items() if name != "runs"})
    assert states[0] == states[1] == states[2]


def test_a_value_that_is_no_number_is_kept() -> None:
    about = {"freq": "day", "direction": "RUS>USA", "area": "all", "measure": "tension"}
    row = Observation(time_value=dt.date(2025, 1, 1), value=math.nan, **about)  # type: ignore[arg-type]  # strings all
    (spec,) = (spec for spec in DATA_TABLES if spec.record is Observation)
    (found,) = records_of(spec, in_table(spec, [row]))
    assert found.value is not None
    assert math.isnan(found.value)


def test_an_event_may_hold_thousands_of_mentions(store: Store) -> None:
    event = Event(event_id="e", event_type=None, mention_ids=tuple(f"m{number}" for number in range(20_000)))
    with store.run("link") as run:
        run.add(event)
    assert store.view().get_event("e") == event


def test_a_text_of_ten_megabytes_comes_back(store: Store, make: Any) -> None:
    document = make.document(1).model_copy(update={"text": "Слово " * 1_000_000})
    with store.run("import") as run:
        run.add(document)
    assert store.view().documents() == [document]
    logs = sum(path.stat().st_size for path in store.path.rglob("*.json"))
    assert logs < 100_000
