"""The watch remembers its last brief, and tells what it learned since."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from detente.errors import StoreError
from detente.watch import Known, Watch
from detente.watch.remembering import FILE, last_brief

LINE = {
    "id": "1",
    "event_id": "e1",
    "event_type": "SANCTION",
    "mode": "discontinue",
    "contexts": [],
    "areas": ["cyber"],
    "quad_class": 4,
    "score": -6.0,
    "actor": [{"text": "United States", "code": "USA", "sector": "GOV"}],
    "recipient": [{"text": "Russia", "code": "RUS", "sector": "GOV"}],
    "direction": "USA>RUS",
    "arena": None,
    "status": "asserted",
    "modality": "actual",
    "claimants": [],
    "event_date": "2025-03-01",
    "date_precision": "day",
    "place": None,
    "span": None,
    "confidence": 0.9,
    "coder": "test",
    "reports": [
        {"source": "The Wire", "url": "https://wire.example/1", "published_at": "2025-03-01T10:00:00Z"}
    ],
}


def took(watch: Watch, folder: Path, *rows: dict[str, object]) -> None:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert not watch.import_files("detente", [path]).rejects


def changes(watch: Watch, since: dt.date | None = None) -> list[str]:
    brief = watch.brief(since=since)
    section = next(section for section in brief.sections if section.id == "changes")
    return [sentence.text for sentence in section.sentences] or [section.empty]


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    made = Watch.init(tmp_path / "w", ("RUS", "USA"), record=False)
    took(made, tmp_path, LINE)
    return made


def test_the_first_brief_says_so_and_twice_the_same(watch: Watch) -> None:
    first = changes(watch)
    assert first == ["No earlier brief is remembered: this is the first."]
    assert changes(watch) == first
    assert len((watch.settings.folder / FILE).read_text("utf-8").splitlines()) == 1


def test_what_was_learned_since_is_told(watch: Watch, tmp_path: Path) -> None:
    changes(watch)
    took(
        watch,
        tmp_path,
        LINE | {"areas": ["space"]},
        LINE | {"id": "2", "event_id": "e2", "event_date": "2025-02-01"},
    )
    told = changes(watch)
    assert "1 act is new, 1 corrected, 0 merged into another, 0 withdrawn" in told[0]
    assert changes(watch) == told


def test_a_past_state_of_knowledge_is_neither_compared_nor_remembered(watch: Watch) -> None:
    watch.brief(Known(known_by=dt.date(2099, 1, 1)))
    watch.brief(as_of=dt.date(2025, 3, 2))
    assert not (watch.settings.folder / FILE).exists()


def test_since_a_day_before_the_store_all_is_new(watch: Watch) -> None:
    assert changes(watch, dt.date(2025, 2, 1))[0].startswith("The store held no act on 1 February 2025")


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"\xff",
        b'{"knowledge": "2025-01-01"}',
        b'{"knowledge": "0001-01-01T00:00:00+12:00"}',
        b'{"knowledge": 7}',
        b"[" * 100_000,
    ],
    ids=["no json", "no text", "no zone", "no time", "no words", "deep"],
)
def test_a_damaged_memory_is_named(tmp_path: Path, line: bytes) -> None:
    (tmp_path / FILE).write_bytes(line + b"\n")
    with pytest.raises(StoreError, match=r"briefs\.jsonl: not a line of a brief") as told:
        last_brief(tmp_path, None)
    assert told.value.exit_status == 3
