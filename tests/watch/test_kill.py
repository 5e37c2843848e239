"""Killed at any moment, a command leaves a store that the next run makes whole."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import StoreBusy
from detente.watch import Watch

Tools = Any  # the class stands in conftest.py, which cannot be imported
KILLS = 10
DATE = "Wed, 19 Mar 2025 10:00:00 GMT"
SENTENCES = (
    "The United States imposed sanctions on Russia on Tuesday.",
    "Russia expelled two American diplomats on Wednesday.",
    "The United States and Russia agreed on Monday to reopen their consulates.",
    "Russia accused the United States of spying on its embassy.",
    "Rain fell on Lisbon for a third day.",
)


def start(watch: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    """Start the program on `watch` in a process of its own."""
    call = [str(Path(sys.executable).parent / "detente"), "--watch", str(watch), *map(str, words)]
    return subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(watch: Path, *words: str | Path) -> float:
    """Run the program to its good end and return the seconds it took."""
    began = time.monotonic()
    running = start(watch, *words)
    _, said = running.communicate(timeout=120)
    assert running.returncode in (0, 1), said.decode()
    assert b"Traceback" not in said
    return time.monotonic() - began


def again(watch: Path, words: tuple[str | Path, ...]) -> None:
    """Do the same in this process, which has everything loaded."""
    opened = Watch.open(watch)
    if words[0] == "update":
        opened.update()
    else:
        opened.import_files(str(words[1]), [Path(word) for word in words[2:]])


def documents(path: Path, number: int = 40) -> Path:
    """Write documents as JSON lines and return the path."""
    told = [
        {
            "id": str(n),
            "date": f"2025-03-{n % 27 + 1:02}",
            "lang": "en",
            "url": f"https://wire.example/{path.stem}/{n}",
            "title": f"Report {n} of {path.stem}",
            "text": SENTENCES[n % len(SENTENCES)],
        }
        for n in range(number)
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in told), "utf-8")
    return path


def kill_at_random(
    bare: Path, words: tuple[str | Path, ...], tables: Callable[[Path], dict[str, list[Any]]], seed: int
) -> None:
    """Kill runs of one command at moments spread over its time; each rerun must give the same tables."""
    whole = Path(shutil.copytree(bare, bare.parent / "whole"))
    finish(whole, *words)
    seconds = finish(
        Path(shutil.copytree(bare, bare.parent / "timed")), *words
    )  # by now all is in the caches
    expected = tables(whole)
    assert expected["events"]
    assert expected["documents"]
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    killed = 0
    for number in range(KILLS):
        watch = Path(shutil.copytree(bare, bare.parent / f"killed{number}"))
        # more of them late: there the tables are written
        share = (number + chance.random()) / KILLS
        running = start(watch, *words)
        time.sleep(seconds * (0.05 + 0.95 * share**0.6))
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=60)
        killed += running.returncode == -signal.SIGKILL
        held = tables(watch)
        finished = held["documents"] == expected["documents"]
        assert finished or not any(held.values()), "a part of a run can be seen"
        if not (finished and "update" in words):
            again(watch, words)
        assert tables(watch) == expected, f"killed at {share:.0%}"
        shutil.rmtree(watch)
    assert killed >= 2, "the moments came after the end"


def test_a_killed_import_is_made_whole_by_the_next(web: Tools, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    web.make_watch(bare, {}, None)
    kill_at_random(bare, ("import", "jsonl", documents(tmp_path / "in.jsonl")), web.tables, seed=5)


def test_a_killed_update_is_made_whole_by_the_next(web: Tools, tmp_path: Path) -> None:
    with web.running() as news, web.running() as lists:
        items = [(f"{news.url}/{n}", f"Report {n}", text, DATE) for n, text in enumerate(SENTENCES)]
        url = news.serve("/feed", web.say(web.feed(*items)))
        web.make_watch(tmp_path / "bare", {"good": url}, web.serve_export(lists, web.export(("RUS", "USA"))))
        settings = tmp_path / "bare" / "detente.toml"
        settings.write_text(settings.read_text("utf-8") + "articles = false\n", "utf-8")
        kill_at_random(tmp_path / "bare", ("update",), web.tables, seed=7)


def test_two_imports_at_once_end_as_if_one_came_after_the_other(web: Tools, tmp_path: Path) -> None:
    first, second = documents(tmp_path / "first.jsonl"), documents(tmp_path / "second.jsonl")
    bare = tmp_path / "bare"
    web.make_watch(bare, {}, None)
    in_turn: list[dict[str, list[Any]]] = []
    for order in ((first, second), (second, first)):
        watch = Path(shutil.copytree(bare, tmp_path / f"turn{len(in_turn)}"))
        for path in order:
            again(watch, ("import", "jsonl", path))
        in_turn.append(web.tables(watch))
    both = [start(bare, "import", "jsonl", path) for path in (first, second)]
    for running in both:
        _, said = running.communicate(timeout=120)
        assert running.returncode == 0, said.decode()
    assert web.tables(bare) in in_turn


def test_a_store_that_stays_busy_is_named(
    web: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = web.make_watch(tmp_path / "w", {}, None)
    path = documents(tmp_path / "in.jsonl", 2)
    with (
        watch.store.run("a long import"),
        pytest.raises(StoreBusy) as caught,
        watch.store.run("another", wait=0.05),
    ):
        pass
    assert "a long import" in str(caught.value)
    assert watch.import_files("jsonl", [path]).new == 2
