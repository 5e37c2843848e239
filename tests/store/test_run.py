"""Runs: versions, the commit point, interruptions at every cut."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any  # the maker of records lives in conftest.py, which cannot be imported

import pyarrow as pa
import pytest

from detente.errors import StoreError
from detente.store import Store, tables
from detente.store.layout import TABLES
from detente.store.schemas import DATA_TABLES, EVENTS, RUNS, TableSpec

Content = Callable[[Store], dict[str, list[str]]]


class PowerCut(RuntimeError):
    """What the tests raise in the middle of a commit."""


def test_every_kind_comes_back_equal(store: Store, make: Any) -> None:
    with store.run("import") as run:
        run.add(make.every_kind(1))
    view = store.view()
    found = [
        *view.documents(),
        *view.mentions(),
        *view.events(),
        *view.observations(),
        *view.exposure(),
        *view.fetches(),
        *view.transitions(),
    ]
    assert found == make.every_kind(1)
    assert {name: count.new for name, count in run.counts.items()} == {spec.name: 1 for spec in DATA_TABLES}
    assert view.counts() == dict.fromkeys(TABLES, 1)


def test_the_row_of_a_run_tells_what_it_did(store: Store, make: Any) -> None:
    with store.run("import jsonl a.jsonl") as run:
        run.add([make.event(1), make.event(2)])
    with store.run("link") as run:
        run.add([make.event(2, n_reports=3), make.event(3)])
    first, second = store.view().runs()
    assert first.command == "import jsonl a.jsonl"
    assert first.started_at <= first.recorded_at < second.recorded_at
    assert first.run_id < second.run_id
    assert [(count.table, count.rows, count.new) for count in second.counts] == [("events", 2, 1)]


def test_a_new_version_is_a_new_row_and_the_latest_wins(store: Store, make: Any) -> None:
    versions = [make.event(1), make.event(1, n_reports=2), make.event(1)]
    for version in versions:
        with store.run("link") as run:
            run.add([version, make.event(2)])
    view = store.view()
    assert view.get_event("e1") == versions[-1]
    assert [event for _, event in view.history("e1")] == versions
    assert [time for time, _ in view.history("e1")] == [run.recorded_at for run in view.runs()]
    assert view.counts()["events"] == 2
    assert len(tables.read(store.path, EVENTS)) == 4


def test_of_one_key_twice_in_a_run_the_later_counts(store: Store, make: Any) -> None:
    with store.run("link") as run:
        run.add([make.event(1, n_reports=1), make.event(2), make.event(1, n_reports=9)])
    held = store.view().get_event("e1")
    assert held is not None
    assert held.n_reports == 9
    assert len(tables.read(store.path, EVENTS)) == 2


def test_time_never_runs_back(tmp_path: Path, make: Any) -> None:
    readings = [make.day, make.day - dt.timedelta(days=9), make.day, make.day + dt.timedelta(days=1)]
    for number, now in enumerate(readings):
        with Store(tmp_path, clock=lambda now=now: now).run("import") as run:  # type: ignore[misc]  # mypy: a default in a lambda
            run.add(make.event(number))
    times = [run.recorded_at for run in Store(tmp_path).view().runs()]
    assert times == sorted(set(times))
    assert times[0] == make.day
    assert times[-1] == readings[-1]


def test_all_rows_of_a_run_have_one_instant(store: Store, make: Any) -> None:
    with store.run("import") as run:
        run.add(make.every_kind(number)[number % len(DATA_TABLES)] for number in range(70))
    stamps = {
        (row["run_id"], row["recorded_at"])
        for spec in DATA_TABLES
        for row in tables.read(store.path, spec, ["run_id", "recorded_at"]).to_pylist()
    }
    (committed,) = store.view().runs()
    assert stamps == {(committed.run_id, committed.recorded_at)}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("cut", range(len(DATA_TABLES) + 1))
def test_a_cut_between_any_two_writes_shows_nothing_and_is_taken_back(
    store: Store,
    make: Any,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
    cut: int,
    when: str,
) -> None:
    with store.run("import a") as run:
        run.add(make.every_kind(1))
    before = content(store)
    write, writes = tables.append, 0

    def cut_off(root: Path, spec: TableSpec[Any], rows: pa.Table) -> None:
        nonlocal writes
        if when == "before" and writes == cut:
            raise PowerCut
        write(root, spec, rows)
        writes += 1
        if when == "after" and writes == cut + 1:
            raise PowerCut

    def again() -> None:
        with store.run("import b") as run:
            run.add([*make.every_kind(1), *make.every_kind(2)])

    committed = when == "after" and cut == len(DATA_TABLES)
    with monkeypatch.context() as patched:
        patched.setattr(tables, "append", cut_off)
        with pytest.raises(PowerCut):
            again()
    seen = content(store)
    assert committed or seen == before
    again()
    assert store.view().counts() == dict.fromkeys(TABLES, 2)
    assert not committed or content(store) == seen
    for spec in DATA_TABLES:
        assert len(tables.read(store.path, spec)) == 2


def test_rows_of_an_unknown_run_are_hidden_then_deleted(store: Store, make: Any) -> None:
    with store.run("import") as run:
        run.add(make.event(1))
    for run_id in ("0", "ghost's"):
        kept = tables.read(store.path, EVENTS)
        at = kept.schema.get_field_index("run_id")
        foreign = kept.slice(0, 1).set_column(at, kept.schema.field(at), pa.array([run_id]))
        tables.append(store.path, EVENTS, foreign)
    assert len(store.view().history("e1")) == 1
    with store.run("import") as run:
        pass
    assert len(tables.read(store.path, EVENTS)) == 1
    assert len(store.view().events()) == 1


def test_a_run_that_changes_nothing_leaves_the_files_alone(store: Store, make: Any) -> None:
    for _ in range(2):
        with store.run("import") as run:
            run.add(make.every_kind(1))
        files = {path: path.read_bytes() for path in store.path.rglob("*") if path.is_file()}
    assert len(store.view().runs()) == 1
    with store.run("import") as run:
        run.add(make.every_kind(1))
    assert {path: path.read_bytes() for path in store.path.rglob("*") if path.is_file()} == files


def test_a_run_is_not_written_over_a_table_that_lost_rows(store: Store, make: Any) -> None:
    with store.run("import") as run:
        run.add(make.event(1))
    held = tables.open_table(store.path, EVENTS)
    assert held is not None
    held.delete("event_id = 'e1'")
    with pytest.raises(StoreError, match="lost rows: 1 were committed, 0 are there"):
        store.view().events()
    with pytest.raises(StoreError, match="lost rows"), store.run("import"):
        pass
    assert len(tables.read(store.path, RUNS)) == 1


@pytest.mark.parametrize("made", range(len(TABLES)))
def test_a_store_whose_making_was_interrupted_is_made_anew(store: Store, make: Any, made: int) -> None:
    with store.run("nothing"):
        pass
    for number, spec in enumerate([RUNS, *DATA_TABLES]):
        log = store.path / spec.name / "_delta_log"
        if number == made:
            (log / f"{0:020}.json").rename(log / "_commit_1.json.tmp")
        elif number > made:
            shutil.rmtree(store.path / spec.name)
    assert store.view().counts() == dict.fromkeys(TABLES, 0)
    assert store.view().events() == []
    with store.run("import") as run:
        run.add(make.every_kind(1))
    assert store.view().counts() == dict.fromkeys(TABLES, 1)
