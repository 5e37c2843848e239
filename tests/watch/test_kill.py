"""Killed at any moment, a command leaves a store that the next run makes whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.kill import Words, documents, import_case, trial, update_case
from detente.errors import StoreBusy
from detente.watch import Watch
from tests.watch.sites import make_watch, tables

KILLS = 4  # benchmarks/kill.py makes more of them, and tells how many hit which phase


def again(watch: Path, words: Words) -> None:
    """Do the same in this process, which has everything loaded."""
    opened = Watch.open(watch)
    if words[0] == "update":
        opened.update()
    else:
        opened.import_files(words[1], [Path(word) for word in words[2:]])


@pytest.mark.parametrize(("case", "seed"), [(import_case, 5), (update_case, 7)])
def test_a_killed_command_is_made_whole_by_the_next(case: Any, seed: int, tmp_path: Path) -> None:
    with case(tmp_path, 20) as (bare, words):
        found = trial(bare, words, KILLS, seed, rerun=again)
    assert len(found) == KILLS
    assert {"writing", "committed"} & {kill.phase for kill in found}
    for kill in found:
        assert kill.all_or_nothing, f"a part of a run can be seen, killed in {kill.phase}"
        assert kill.same, f"killed in {kill.phase}"


def test_two_imports_at_once_end_as_if_one_came_after_the_other(tmp_path: Path) -> None:
    first, second = documents(tmp_path / "first.jsonl", 40), documents(tmp_path / "second.jsonl", 40)
    bare = tmp_path / "bare"
    make_watch(bare, {}, None)
    in_turn: list[dict[str, list[Any]]] = []
    for order in ((first, second), (second, first)):
        watch = Path(shutil.copytree(bare, tmp_path / f"turn{len(in_turn)}"))
        for path in order:
            again(watch, ("import", "jsonl", str(path)))
        in_turn.append(tables(watch))
    program = str(Path(sys.executable).parent / "detente")
    both = [
        subprocess.Popen([program, "--watch", bare, "import", "jsonl", path], stderr=subprocess.PIPE)
        for path in (first, second)
    ]
    for running in both:
        _, said = running.communicate(timeout=600)
        assert running.returncode == 0, said.decode()
    assert tables(bare) in in_turn


def test_a_store_that_stays_busy_is_named(tmp_path: Path) -> None:
    watch = make_watch(tmp_path / "w", {}, None)
    path = documents(tmp_path / "in.jsonl", 2)
    with (
        watch.store.run("a long import"),
        pytest.raises(StoreBusy) as caught,
        watch.store.run("another", wait=0.05),
    ):
        pass
    assert "a long import" in str(caught.value)
    assert watch.import_files("jsonl", [path]).new == 2
