"""Speed of the store beside plain Parquet, with the same rows in the same run.

Run: .venv/bin/python benchmarks/store_speed.py [ROWS]
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from detente.records import Actor, Claimant, Document, Event, Mention, SourceCode
from detente.store import Store
from detente.store.schemas import EVENTS, MENTIONS, TableSpec, arrow_schema, records_of, row_of

MIDNIGHT = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
OPENING = """
import json, sys, time
begun = time.perf_counter()
from pathlib import Path
from detente.store import Store
counts = Store(Path(sys.argv[1])).view().counts()
print(json.dumps([time.perf_counter() - begun, counts["events"]]))
"""


def mention(number: int) -> Mention:
    """Return a mention about as large as GDELT's."""
    at = MIDNIGHT + dt.timedelta(hours=number)
    return Mention(
        mention_id=f"m{number:023}",
        source_id="gdelt2",
        event_type="CONSULT",
        contexts=("diplomatic",),
        areas=("diplomatic_channels",),
        quad_class=1,
        score=2.5,
        actor=(Actor(text="Russia", code="RUS", sector="GOV"),),
        recipient=(Actor(text="United States", code="USA"),),
        direction="RUS>USA",
        claimants=(Claimant(text="a spokesman", code="RUS"),) if number % 7 == 0 else (),
        event_date=at.date(),
        coder="benchmark",
        summary=f"A meeting, number {number}, in which both sides spoke at length about it",
        url=f"https://news.example.org/{at:%Y/%m/%d}/{number}",
        published_at=at,
        available_at=at,
        external_event_id=str(900_000_000 + number),
        source_code=SourceCode(scheme="CAMEO", code="040", score=1.0),
    )


def event(number: int) -> Event:
    """Return the event of a mention."""
    act = mention(number).model_dump(include=set(Event.model_fields))
    return Event.model_validate(
        {
            **act,
            "event_id": f"e{number:023}",
            "mention_ids": (f"m{number:023}",),
            "n_reports": 1,
            "n_sources": 1,
        }
    )


def documents(number: int) -> Iterator[Document]:
    """Yield documents of 8 kB that do not compress into nothing."""
    dice = random.Random(1)  # noqa: S311
    words = ["".join(dice.choices("абвгдежз", k=6)) for _ in range(20_000)]
    for n in range(number):
        yield Document.of("s", f"https://example.org/{n}", f"Title {n}", " ".join(dice.choices(words, k=600)))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def write_plain(folder: Path, mentions: list[Mention], events: list[Event]) -> None:
    """Write the records to two Parquet files with the store's own schema, nothing else."""
    whole: list[tuple[TableSpec[Mention] | TableSpec[Event], list[Mention] | list[Event]]]
    whole = [(MENTIONS, mentions), (EVENTS, events)]
    for spec, records in whole:
        stamps = {"run_id": "run", "recorded_at": MIDNIGHT}
        rows = [{**row_of(spec, record), **stamps} for record in records]
        table = pa.Table.from_pylist(rows, schema=arrow_schema(spec))
        pq.write_table(table, folder / f"{spec.name}.parquet", compression="zstd")


def read_plain(folder: Path) -> list[Event]:
    """Return the events of the plain file as records."""
    names = list(Event.model_fields)
    return records_of(EVENTS, pq.ParquetFile(folder / "events.parquet").read(columns=names))


def main() -> None:
    """Print one JSON object: seconds of each step, and the ratios to plain Parquet."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    mentions, events = [mention(n) for n in range(number)], [event(n) for n in range(number)]
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name), Store(Path(name) / "store")

        def append() -> None:
            with store.run("benchmark") as run:
                run.add(mentions)
                run.add(events)

        figures = {"rows of each": number, "append": timed(append), "append again, no change": timed(append)}
        figures["plain write"] = timed(lambda: write_plain(folder, mentions, events))
        store.view().table("events")  # the libraries are loaded once a process
        figures["read events as records"] = timed(lambda: store.view().events())
        figures["plain read"] = timed(lambda: read_plain(folder))
        figures["read one event"] = timed(lambda: store.view().get_event(events[-1].event_id))
        done = subprocess.run([sys.executable, "-c", OPENING, store.path], capture_output=True, check=True)
        with store.run("texts") as run:
            run.add(documents(number // 2))
        last = store.view().table("documents").document_id.max().to_pyarrow().as_py()
        figures["read one document of half as many"] = timed(lambda: store.view().document(last))
        figures["open and count, new process"], counted = json.loads(done.stdout)
        assert counted == number
        assert store.view().events()[-1] == events[-1]
        figures["append / plain write"] = figures["append"] / figures["plain write"]
        figures["read / plain read"] = figures["read events as records"] / figures["plain read"]
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=1))


if __name__ == "__main__":
    main()
