"""A store of a version before a column was added is read, and written on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from detente.records import Location, PlacePrecision
from detente.store import Store
from detente.store.layout import FORMAT, SCHEMA_VERSION
from detente.store.schemas import ADDED

THERE = Location(geonames_id=524901, name="Moscow", state="RUS", precision=PlacePrecision.PLACE)


@pytest.fixture
def old(tmp_path: Path, make: Any) -> Path:
    """Return a store whose tables are without the added columns."""
    path = tmp_path / "store"
    with Store(path).run("before") as run:
        run.add([make.mention(1), make.event(1), make.mention(2)])
    for table in ("mentions", "events"):
        folder = path / table
        rows = pa.table(DeltaTable(folder).to_pyarrow_table())
        kept = rows.select([name for name in rows.column_names if name not in ADDED])
        for file in sorted(folder.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        write_deltalake(folder, kept)
    (path / FORMAT).write_text('{"schema_version": 3}')
    return path


def test_it_is_read_as_it_was(old: Path, make: Any) -> None:
    view = Store(old).view()
    assert view.events() == [make.event(1)]
    assert {mention.location for mention in view.mentions()} == {None}


def test_the_same_rows_again_change_nothing(old: Path, make: Any) -> None:
    with Store(old).run("again") as run:
        run.add([make.mention(1), make.event(1), make.mention(2)])
    assert [run.command for run in Store(old).view().runs()] == ["before"]


def test_new_rows_have_the_column_and_old_ones_stay(old: Path, make: Any) -> None:
    located = make.mention(2, location=THERE)
    with Store(old).run("located") as run:
        run.add([located, make.mention(3, location=THERE)])
    with Store(old).run("more") as run:
        run.add(make.mention(4))
    found = {m.mention_id: m.location for m in Store(old).view().mentions()}
    wanted = {make.mention(1): None, located: THERE, make.mention(3): THERE, make.mention(4): None}
    assert found == {mention.mention_id: where for mention, where in wanted.items()}
    assert Store(old).view().events() == [make.event(1)]
    assert json.loads((old / FORMAT).read_text()) == {"schema_version": SCHEMA_VERSION}
