"""What an intake keeps of what comes in, and what it makes of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from detente.records import Document, Event, Observation
from detente.watch import Known, Watch
from detente.watch.questions import Choice

MORNING = dt.datetime(2025, 3, 19, 9, tzinfo=dt.UTC)


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Return a watch without anything in it."""
    return Watch.init(tmp_path / "watch", ("RUS", "USA"), record=False)


def take(watch: Watch, *items: Any) -> None:
    intake = watch._intake()
    for item in items:
        intake.add(item)
    with watch.store.run("a test") as run:
        intake.finish(run)


def text(number: int, words: str) -> Document:
    url = f"https://wire.example/{number}"
    return Document.of("wire", url, f"Report {number}", words, published_at=MORNING, lang="en")


def line(event_id: str, **fields: Any) -> dict[str, Any]:
    sides = {"actor": [{"text": "Russia", "code": "RUS"}], "recipient": [{"text": "U.S.", "code": "USA"}]}
    told = {"event_type": "ACCUSE", "event_date": "2025-03-18", "available_at": MORNING.isoformat()}
    return {"event_id": event_id, **sides, **told, **fields}


def imported(watch: Watch, *lines: dict[str, Any]) -> Any:
    path = watch.settings.folder / "lines.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    return watch.import_files("detente", [path], "colleague")


def events(watch: Watch) -> list[Event]:
    return watch.questions.events(Choice(), Known())


def counted(watch: Watch) -> dict[str, int]:
    """Return how many acts stand under each direction of March 2025."""
    rows: list[Observation] = watch.questions.index("month", Known(), area="all", measures=["tension_acts"])
    return {row.direction: row.n_events for row in rows if row.time_value == dt.date(2025, 3, 1)}


def test_acts_of_unknown_hackers_are_kept_and_counted_for_nobody(watch: Watch) -> None:
    take(
        watch,
        text(1, "Russian hackers broke into the network of the U.S. Treasury."),
        text(2, "A Russian company sued the United States."),
        text(3, "Russia expelled two American diplomats."),
    )
    found = {event.summary: event.direction for event in events(watch)}
    assert found == {
        "Russian hackers broke into the network of the U.S. Treasury.": None,
        "Russia expelled two American diplomats.": "RUS>USA",
    }
    assert counted(watch) == {"RUS>USA": 1, "USA>RUS": 0, "RUS-USA": 0, "all": 1}


def test_coded_rows_of_private_actors_are_kept_and_counted_for_nobody(watch: Watch) -> None:
    firm = [{"text": "a firm", "code": "RUS", "sector": "BUS"}]
    imported(watch, line("one"), line("two", actor=firm, direction="RUS>USA"))
    assert sorted(str(event.direction) for event in events(watch)) == ["None", "RUS>USA"]
    assert counted(watch)["all"] == 1
