"""Damage, full disks and folders that cannot be used: told, never hidden, never made worse."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any  # the maker of records lives in conftest.py, which cannot be imported

import pytest

from detente.errors import StoreError
from detente.store import Store, tables
from detente.store.layout import SCHEMA_VERSION, TABLES


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, make: Any) -> Path:
    """Return a healthy store of 21 runs, so that its tables have checkpoints."""
    path = tmp_path_factory.mktemp("whole") / "store"
    for number in range(21):
        with Store(path).run("import") as run:
            run.add(make.every_kind(number))
    return path


def log(path: Path, table: str, version: int) -> Path:
    return path / table / "_delta_log" / f"{version:020}.json"


def parquet(path: Path, table: str) -> Path:
    return min((path / table).glob("*.parquet"))


def flip(file: Path) -> int:
    content = bytearray(file.read_bytes())
    for at in range(100, 900):
        content[at] ^= 0xFF
    return file.write_bytes(content)


def empty(folder: Path) -> bool:
    shutil.rmtree(folder)
    folder.mkdir()
    return True


def file_for(folder: Path) -> int:
    shutil.rmtree(folder)
    return folder.write_text("x")


def remove(path: Path) -> bool:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


DAMAGES: dict[str, Callable[[Path], object]] = {
    "newest commit cut": lambda p: log(p, "events", 21).write_bytes(log(p, "events", 21).read_bytes()[:100]),
    "newest commit empty": lambda p: log(p, "events", 21).write_bytes(b""),
    "newest commit is noise": lambda p: log(p, "runs", 21).write_bytes(b"\x00\xff"),
    "no commits": lambda p: empty(p / "events" / "_delta_log"),
    "newer Delta protocol": lambda p: log(p, "events", 21).write_text(
        '{"protocol":{"minReaderVersion":99,"minWriterVersion":99}}'
    ),
    "checkpoint is noise": lambda p: next((p / "events" / "_delta_log").glob("*.parquet")).write_bytes(
        b"PAR1"
    ),
    "runs gone": lambda p: remove(p / "runs"),
    "events gone": lambda p: remove(p / "events"),
    "a file for a table": lambda p: file_for(p / "events"),
    "rows gone": lambda p: remove(parquet(p, "events")),
    "rows empty": lambda p: parquet(p, "events").write_bytes(b""),
    "rows cut": lambda p: parquet(p, "events").write_bytes(parquet(p, "events").read_bytes()[:-300]),
    "rows are noise": lambda p: parquet(p, "runs").write_bytes(b"\x07" * 5000),
    "rows flipped": lambda p: flip(parquet(p, "events")),
    "format is no JSON": lambda p: (p / "store.json").write_text("{"),
    "format is binary": lambda p: (p / "store.json").write_bytes(b"\xff\xfe"),
    "format is a list": lambda p: (p / "store.json").write_text("[]"),
    "format older": lambda p: (p / "store.json").write_text('{"schema_version": 0}'),
    "format newer": lambda p: (p / "store.json").write_text('{"schema_version": 99}'),
    "format gone": lambda p: remove(p / "store.json"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_and_never_written_over(whole: Path, tmp_path: Path, make: Any, damage: str) -> None:
    path = tmp_path / "store"
    shutil.copytree(whole, path)
    DAMAGES[damage](path)
    before = {file: file.read_bytes() for table in TABLES for file in (path / table).rglob("*.*")}
    with pytest.raises(StoreError) as reading:
        Store(path).view().events()
    with pytest.raises(StoreError) as writing, Store(path).run("import") as run:
        run.add(make.event(0, n_reports=7))
    for caught in (reading, writing):
        assert str(path) in caught.value.where
        assert caught.value.do
    after = {file: file.read_bytes() for table in TABLES for file in (path / table).rglob("*.*")}
    assert after == before


def test_the_versions_are_named(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / "store.json").write_text('{"schema_version": 99}')
    with pytest.raises(StoreError, match=f"99, this version of detente reads {SCHEMA_VERSION}"):
        Store(tmp_path / "store").view()


def test_a_table_with_other_columns_is_refused(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(whole, path)
    shutil.rmtree(path / "events")
    shutil.copytree(path / "mentions", path / "events")
    with pytest.raises(StoreError, match="other columns"):
        Store(path).view().events()


@pytest.mark.parametrize("name", ["a[1]", "b^2", "c%20d"])
def test_a_path_that_the_table_library_cannot_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot address a path"), Store(tmp_path / name).run("import"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["мои данные", "50% off", "q?*{x}", "a'b\"c", "#1&2=+;@~"])
def test_odd_paths_work(tmp_path: Path, make: Any, name: str) -> None:
    store = Store(tmp_path / name / "store")
    for number in range(2):
        with store.run("import") as run:
            run.add(make.every_kind(number))
    store.compact()
    assert len(store.view().events()) == len(store.view().documents()) == 2


def test_a_relative_path_stays_where_it_was(
    tmp_path: Path, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(Path("store"))
    with store.run("import") as run:
        run.add(make.event(1))
    monkeypatch.chdir("/")
    assert len(store.view().events()) == 1


FILLING = """
import resource, signal, sys
from pathlib import Path
from detente.errors import StoreError
from detente.records import Document
from detente.store import Store
store = Store(Path(sys.argv[1]))
with store.run("first") as run:
    run.add(Document.of("s", "u", "t", "x"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
try:
    with store.run("second") as run:
        run.add(Document.of("s", str(n), "t", ascii(hash(str(n) * 9))) for n in range(9_000))
except StoreError as error:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(error.do)
    print(len(store.view().documents()))
    with store.run("third") as run:
        run.add(Document.of("s", "u2", "t", "x"))
    print(len(store.view().documents()))
"""


@pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX")
def test_a_file_that_cannot_grow_is_told_and_leaves_the_store_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, tmp_path / "store"], capture_output=True, text=True, check=True
    )
    advice, before, after = done.stdout.splitlines()
    assert "file size limit" in advice
    assert (before, after) == ("1", "2")


@pytest.mark.parametrize(
    ("number", "advice"), [(errno.ENOSPC, "free some disk space"), (errno.EACCES, "give yourself permission")]
)
def test_what_the_system_refuses_comes_with_advice(
    store: Store, make: Any, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    with store.run("import") as run:
        run.add(make.event(1))
    with monkeypatch.context() as patched:
        patched.setattr(tables, "write_deltalake", refuse)
        with pytest.raises(StoreError) as caught, store.run("import") as run:
            run.add(make.event(2))
    assert advice in caught.value.do
    assert len(store.view().events()) == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everywhere"
)
def test_a_folder_without_permission_is_told(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(whole, path)
    path.chmod(0o500)
    try:
        assert len(Store(path).view().events()) == 21
        with pytest.raises(StoreError, match="ermission"), Store(path).run("import"):
            pass
    finally:
        path.chmod(0o700)
