"""Several processes at one store: readers beside a writer, writers in turn, and writers killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any  # the maker of records lives in conftest.py, which cannot be imported

import pytest

from detente.errors import StoreBusy
from detente.store import Store, tables
from detente.store.schemas import DATA_TABLES

Content = Callable[[Store], dict[str, list[str]]]

WORK = '''
import datetime as dt
from pathlib import Path
from detente.records import Document, Event, Exposure, Fetch, Mention, Observation, Outcome
from detente.store import Store

DAY = dt.datetime(2025, 2, 12, tzinfo=dt.UTC)

def file_of(number):
    """Yield what one input file gives: documents, mentions, exposure, a fetch."""
    for n in range(number * 10, number * 10 + 10):
        yield Document.of("s", f"u{n}", f"Заголовок {n}", "text " * n, published_at=DAY)
        yield Mention(mention_id=f"m{n}", source_id="s", event_type="CONSULT")
    yield Exposure(day=DAY.date(), source_id="s", state="all", batch=str(number), n_seen=10, n_kept=10)
    yield Fetch(source_id="s", url=f"u{number}", at=DAY, outcome=Outcome.OK)

def link(mentions):
    """Yield three mentions as one event, and a number of it."""
    for n in range(0, len(mentions), 3):
        ids = tuple(mention.mention_id for mention in mentions[n : n + 3])
        yield Event(event_id=f"e{n}", event_type="CONSULT", mention_ids=ids, n_reports=len(ids))
        about = {"freq": "day", "direction": "RUS>USA", "area": str(n), "measure": "tension"}
        yield Observation(time_value=DAY.date(), value=len(ids) / 2, **about)

def work(path, files=3):
    """Import the files, a run each, raw bytes first; link what the store then holds."""
    store = Store(Path(path))
    for number in range(files):
        store.raw.put(b"page %d" % number)
        with store.run(f"import {number}", wait=30) as run:
            run.add(file_of(number))
    with store.run("link") as run:
        run.add(link(store.view().mentions()))
'''

SERVER = (
    WORK
    + """
import os, sys
import detente.store.engine, detente.store.lock, detente.store.run, detente.store.view
import deltalake.exceptions, ibis.backends.duckdb, pandas

print("ready", flush=True)
for line in sys.stdin:  # a child a line: only the fork is paid for, not the imports
    child = os.fork()
    if child == 0:
        work(line.strip())
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
)


class Workers:
    """Starts a worker on a store and may kill it; `seconds` is None for one left in peace."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._line() == "ready\n"

    def run(self, path: Path, seconds: float | None = None) -> int:
        """Return the worker's exit status; -9 if the kill was in time."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        child = int(self._line())
        if seconds is not None:
            time.sleep(seconds)
            kill(child)
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def kill(process_id: int) -> None:
    """End a worker as a power cut would; it may be done already."""
    try:
        os.kill(process_id, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process: subprocess.Popen[str] = subprocess.Popen([sys.executable, "-c", SERVER], text=True, **pipes)  # type: ignore[call-overload]  # two of its many keywords
    with process:
        yield Workers(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL and fork")
def test_killed_at_any_moment_and_run_again_the_tables_are_the_same(
    tmp_path: Path, workers: Workers, content: Content
) -> None:
    begun = time.perf_counter()
    assert workers.run(tmp_path / "undisturbed") == 0
    duration = time.perf_counter() - begun
    expected = content(Store(tmp_path / "undisturbed"))
    dice = random.Random(20250212)  # noqa: S311
    killed = 0
    for moment in range(20):
        path = tmp_path / f"killed{moment}"
        killed += workers.run(path, dice.uniform(0, duration)) == -signal.SIGKILL
        seen = content(Store(path))
        assert all(set(seen[name]) <= set(expected[name]) for name in seen)
        assert len(seen["documents"]) == len(seen["mentions"]) == 10 * min(len(seen["runs"]), 3)
        assert len(seen["events"]) in (0, 10)
        assert workers.run(path) == 0
        assert content(Store(path)) == expected
        held = sum(len(tables.read(path, spec)) for spec in DATA_TABLES)
        assert held == sum(count.rows for run in Store(path).view().runs() for count in run.counts)
    assert killed >= 10


def test_two_writers_take_turns_and_a_reader_sees_whole_runs(tmp_path: Path, content: Content) -> None:
    path, store = tmp_path / "store", Store(tmp_path / "store")
    code = WORK + "import sys\nwork(sys.argv[1], 5)"
    writers = [subprocess.Popen([sys.executable, "-c", code, path]) for _ in range(2)]
    seen = []
    while any(writer.poll() is None for writer in writers):
        view = store.view()
        documents, imports = len(view.documents()), len(view.exposure())
        assert documents == view.counts()["documents"] == len(view.mentions()) == 10 * imports
        seen.append(documents)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert store.view().counts()["documents"] == 50
    assert len(content(store)["exposure"]) == 5


def test_a_busy_store_names_its_writer(store: Store, make: Any) -> None:
    with store.run("import gdelt2 a.zip") as run:
        run.add(make.event(1))
        begun = time.perf_counter()
        named = pytest.raises(StoreBusy, match=r"'import gdelt2 a.zip', process \d+ on ")
        with named as caught, Store(store.path).run("update", wait=0.2):
            pass
        assert 0.2 <= time.perf_counter() - begun < 5
        assert caught.value.exit_status == 3
        assert Store(store.path).view().events() == []
    assert len(store.view().events()) == 1
    with store.run("update", wait=0) as run:
        run.add(make.event(2))
    assert not (store.path / ".writer.json").exists()


def test_threads_take_turns_too(store: Store, make: Any) -> None:
    def write(number: int) -> None:
        with store.run(f"import {number}") as run:
            run.add(make.every_kind(number))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.view().counts()["events"] == len(store.view().runs()) == 4


def test_one_view_serves_many_threads(store: Store, make: Any) -> None:
    with store.run("import") as run:
        for number in range(20):
            run.add(make.every_kind(number))
    view, found, failures = store.view(), [], []

    def read() -> None:
        try:
            found.extend([len(view.events()), len(view.documents()), len(view.mentions())])
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert found == [20] * 24
