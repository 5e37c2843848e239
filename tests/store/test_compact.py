"""Small files are joined; no row, no clock and no open view notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any  # the maker of records lives in conftest.py, which cannot be imported

import pytest

from detente.errors import StoreError
from detente.store import Store, tables
from detente.store.schemas import DATA_TABLES, DOCUMENTS, EVENTS, RUNS

Content = Callable[[Store], dict[str, list[str]]]


def test_compaction_keeps_every_row_and_both_clocks(store: Store, make: Any) -> None:
    for number in range(12):
        with store.run("import") as run:
            run.add([*make.every_kind(number), make.event(0, n_reports=number)])
    specs = (*DATA_TABLES, RUNS)
    rows = {spec.name: tables.read(store.path, spec).sort_by("run_id").to_pylist() for spec in specs}
    moments = [run.recorded_at for run in store.view().runs()]
    known = [store.view(known_by=moment).events() for moment in moments]
    opened = store.view()
    assert len(opened.documents()) == 12
    assert store.compact() == 12 * len(specs)
    assert {spec.name: tables.read(store.path, spec).sort_by("run_id").to_pylist() for spec in specs} == rows
    assert [store.view(known_by=moment).events() for moment in moments] == known
    assert len(opened.documents()) == 12
    assert store.compact() == 0
    with store.run("import") as run:
        run.add(make.every_kind(3))
    assert run.counts == {}


def test_many_runs_compact_by_themselves(
    store: Store, make: Any, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MANY_FILES", 5)
    for number in range(12):
        with store.run("import") as run:
            run.add(make.every_kind(number))
        assert store.view().counts()["events"] == number + 1
    for spec in (*DATA_TABLES, RUNS):
        assert tables.small_files(store.path, spec) < 5
    assert len(content(store)["events"]) == 12


def test_a_failing_compaction_does_not_undo_the_run(
    store: Store, make: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> int:
        raise StoreError("no room to compact")

    monkeypatch.setattr(tables, "MANY_FILES", 1)
    monkeypatch.setattr(tables, "compact_table", fail)
    with store.run("import") as run:
        run.add(make.event(1))
    assert len(store.view().events()) == 1
    assert "no room to compact" in caplog.text


def test_rows_of_an_interrupted_run_do_not_survive_compaction(
    store: Store, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(RuntimeError):
        pass

    with store.run("import") as run:
        run.add(make.every_kind(1))
    write = tables.append

    def cut_off(root: Any, spec: Any, rows: Any) -> None:
        if spec is RUNS:
            raise PowerCut
        write(root, spec, rows)

    with monkeypatch.context() as patched:
        patched.setattr(tables, "append", cut_off)
        with pytest.raises(PowerCut), store.run("import") as run:
            run.add(make.every_kind(2))
    assert len(tables.read(store.path, EVENTS)) == 2
    store.compact()
    assert len(store.view().events()) == 1
    with store.run("import") as run:
        run.add(make.event(3))
    assert sorted(row["event_id"] for row in tables.read(store.path, EVENTS).to_pylist()) == ["e1", "e3"]
    assert len(tables.read(store.path, DOCUMENTS)) == 1


def test_old_files_go_when_told_and_old_views_say_so(store: Store, make: Any) -> None:
    for number in range(3):
        with store.run("import") as run:
            run.add(make.document(number))
    old = store.view()
    assert len(old.documents()) == 3
    assert len(list((store.path / "documents").glob("*.parquet"))) == 3
    store.compact(keep=dt.timedelta(0))
    assert len(list((store.path / "documents").glob("*.parquet"))) == 1
    with pytest.raises(StoreError, match="query failed"):
        old.documents()
    assert len(store.view().documents()) == 3


def test_a_missing_store_is_not_made_by_compaction(store: Store) -> None:
    assert store.compact() == 0
    assert not store.path.exists()
