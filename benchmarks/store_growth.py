"""What many small runs do to a store: time, files and bytes, with and without compaction.

Run: .venv/bin/python benchmarks/store_growth.py [RUNS]
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from detente.records import Document, Event, Exposure, Fetch, Mention, Outcome
from detente.store import Store, tables

DAY = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def add(store: Store, number: int) -> float:
    """Return the seconds of one small run: a feed that gave five new documents."""
    begun = time.perf_counter()
    with store.run(f"update {number}") as run:
        for n in range(number * 5, number * 5 + 5):
            run.add(Document.of("feed", f"https://example.org/{n}", f"Title {n}", f"words {n} " * 200))
            run.add(Mention(mention_id=f"m{n}", source_id="feed", event_type="CONSULT"))
            run.add(Event(event_id=f"e{n}", event_type="CONSULT", mention_ids=(f"m{n}",)))
        run.add(
            Exposure(day=DAY.date(), source_id="feed", state="all", batch=str(number), n_seen=5, n_kept=5)
        )
        at = DAY + dt.timedelta(hours=number)
        run.add(Fetch(source_id="feed", url="https://example.org/feed", at=at, outcome=Outcome.OK))
    return time.perf_counter() - begun


def reading(store: Store) -> float:
    """Return the seconds of opening a view and reading its events."""
    begun = time.perf_counter()
    store.view().events()
    return time.perf_counter() - begun


def sizes(path: Path) -> dict[str, int]:
    """Return how many files a store has and their bytes; Parquet files apart."""
    files = [file for file in path.rglob("*") if file.is_file()]
    return {
        "files": len(files),
        "Parquet files": sum(file.suffix == ".parquet" for file in files),
        "bytes": sum(file.stat().st_size for file in files),
    }


def grow(path: Path, runs: int) -> dict[str, object]:
    """Return the figures of one store that `runs` small runs were written to."""
    store = Store(path)
    add(store, 0)
    reading(store)
    seconds = [add(store, number) for number in range(1, runs)]
    reads = [reading(store) for _ in range(3)]
    tenth = max(1, runs // 10)
    return {
        "seconds a run, first tenth": round(statistics.median(seconds[:tenth]), 3),
        "seconds a run, last tenth": round(statistics.median(seconds[-tenth:]), 3),
        "slowest run": round(max(seconds), 3),
        "open and read events": round(min(reads), 3),
        **sizes(path),
    }


def main() -> None:
    """Print one JSON object."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        figures = {"runs": runs, "as shipped": grow(Path(folder) / "a", runs)}
        many, tables.MANY_FILES = tables.MANY_FILES, sys.maxsize
        figures["without compaction"] = grow(Path(folder) / "b", runs)
        tables.MANY_FILES = many
        store = Store(Path(folder) / "b")
        begun = time.perf_counter()
        store.compact(keep=dt.timedelta(0))
        compact = {"seconds": round(time.perf_counter() - begun, 3), "open and read events": reading(store)}
        figures["then compacted, old files gone"] = {**compact, **sizes(store.path)}
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
