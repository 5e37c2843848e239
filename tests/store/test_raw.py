"""Raw bytes: once, whole, and checked."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from detente.errors import StoreError, WrongUse
from detente.store import Store


@given(content=st.binary(max_size=2000))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_come_back_under_their_hash(store: Store, content: bytes) -> None:
    name = store.raw.put(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert store.raw.get(name) == content


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    names = {store.raw.put(b"page" * 1000) for _ in range(3)}
    (path,) = (path for path in store.path.rglob("*") if path.is_file())
    (name,) = names
    assert path == store.path / "raw" / name[:2] / f"{name[2:]}.gz"
    assert path.stat().st_size < 200


def test_the_file_depends_on_the_bytes_alone(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        Store(tmp_path / folder).raw.put(b"page")
    one, other = (sorted((tmp_path / folder).rglob("*.gz")) for folder in ("a", "b"))
    assert one[0].read_bytes() == other[0].read_bytes()


def test_many_at_once_leave_one_whole_file(store: Store) -> None:
    content = b"page" * 100_000
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: store.raw.put(content), range(40)))
    assert len(names) == 1
    assert store.raw.get(names.pop()) == content
    assert len([path for path in store.path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"not gzip at all", "cut", "flip", "other"])
def test_damage_is_told_and_put_repairs_it(store: Store, damage: bytes | str) -> None:
    content = b"A page of some length, with words in it. " * 50
    name, other = store.raw.put(content), store.raw.put(b"other")
    path = store.path / "raw" / name[:2] / f"{name[2:]}.gz"
    whole = path.read_bytes()
    if damage == "cut":
        path.write_bytes(whole[:-9])
    elif damage == "flip":
        path.write_bytes(whole[:30] + bytes([whole[30] ^ 0x55]) + whole[31:])
    elif damage == "other":
        path.write_bytes((store.path / "raw" / other[:2] / f"{other[2:]}.gz").read_bytes())
    elif isinstance(damage, bytes):
        path.write_bytes(damage)
    with pytest.raises(StoreError) as caught:
        store.raw.get(name)
    assert str(path) in str(caught.value)
    assert caught.value.do
    assert store.raw.put(content) == name
    assert store.raw.get(name) == content


def test_missing_bytes_and_wrong_names(store: Store) -> None:
    with pytest.raises(StoreError, match="raw bytes cannot be read"):
        store.raw.get("0" * 64)
    for name in ("", "../../etc/passwd", "A" * 64, "0" * 63):
        with pytest.raises(WrongUse, match="is not a hash"):
            store.raw.get(name)


def test_raw_bytes_alone_make_no_store(store: Store) -> None:
    store.raw.put(b"page")
    assert store.view().documents() == []
    with store.run("import"):
        pass
    assert store.view().counts()["documents"] == 0


def test_drafts_of_killed_processes_go_when_they_are_old(store: Store) -> None:
    name = store.raw.put(b"page")
    with store.run("import"):
        pass
    folder = store.path / "raw" / name[:2]
    old, young = folder / ".a.tmp", folder / ".b.tmp"
    for draft in (old, young):
        draft.write_bytes(b"half a pa")
    os.utime(old, (0, 0))
    store.compact()
    assert not old.exists()
    assert young.exists()
    assert store.raw.get(name) == b"page"
