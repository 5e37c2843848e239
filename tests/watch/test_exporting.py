"""What is given out and taken in again is the same; and it is what was known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.errors import WrongUse
from detente.records import Event, Mention, Modality, Precision, SourceCode, Status
from detente.watch import Known, Watch
from detente.watch.exporting import export
from detente.watch.questions import Choice

ANEW = {"event_id", "mention_ids"}
SANCTIONS = (
    "The United States imposed sanctions on four Russian banks in Siberia on Tuesday, the Treasury said."
)
EXPULSION = "Russia expelled two American diplomats on Wednesday."
MORNING = dt.datetime(2025, 3, 19, 6, tzinfo=dt.UTC)


def watch_in(folder: Path) -> Watch:
    return Watch.init(folder, ("RUS", "USA"), record=False)


def report(number: int, text: str, **fields: Any) -> dict[str, Any]:
    told = {"id": str(number), "title": f"Report {number}", "text": text, "date": "2025-03-19", "lang": "en"}
    return {**told, "source": f"Wire {number % 2}", "url": f"https://wire.example/{number}", **fields}


def written(path: Path, lines: list[dict[str, Any]] | list[str]) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """Return a watch with documents, copies of a text, reports without address, and coded rows."""
    folder = tmp_path_factory.mktemp("filled")
    watch = watch_in(folder / "watch")
    texts = [
        report(1, SANCTIONS),
        report(2, SANCTIONS, title="Report 1"),
        report(3, "Washington sanctioned four banks of Siberia on Monday.", date="2025-03-20T09:30:00+03:00"),
        report(4, f"{EXPULSION} Moscow denied that it had hacked the American election.", url=None),
        report(5, EXPULSION, url=None, date=None),
        report(6, "Россия выслала двух дипломатов.", lang="ru"),
    ]
    watch.import_files("jsonl", [written(folder / "texts.jsonl", texts)])
    with watch.store.run("coded rows") as run:
        intake = watch._intake()
        for mention in rows():
            intake.add(mention)
        intake.finish(run)
    return watch


def rows() -> Iterator[Mention]:
    """Yield coded rows: uncertain days, no report's time, two days of one act, acts that look alike."""
    russia, america = ({"text": name, "code": code} for name, code in (("Russia", "RUS"), ("US", "USA")))
    act = {"event_type": "ACCUSE", "quad_class": 3, "score": -3.0, "actor": [russia], "recipient": [america]}
    code = SourceCode(scheme="CAMEO", code="112", score=-2)
    noon = "Moscow shelled the consulate garden at noon."
    told: list[tuple[int, dict[str, Any]]] = [
        (4, {"date_precision": Precision.WEEK, "status": Status.ALLEGED}),
        (5, {"external_event_id": "two days", "published_at": MORNING}),
        (6, {"external_event_id": "two days", "status": Status.DENIED, "confidence": 0.3}),
        (9, {"modality": Modality.FUTURE, "confidence": 0.7, "arena": "UKR", "place": "Kyiv"}),
        (12, {"summary": noon, "external_event_id": "a", "distinct": True}),
        (12, {"summary": noon, "external_event_id": "b", "distinct": True, "available_at": None}),
        (20, {"source_code": code, "place": "Berlin"}),
        (20, {"source_code": code, "place": "Vienna"}),
    ]
    for number, (day, fields) in enumerate(told):
        known = MORNING + dt.timedelta(hours=number)
        own = {"mention_id": f"row-{number}", "source_id": "rows", "available_at": known}
        yield Mention.model_validate({**act, **own, "event_date": dt.date(2025, 2, day), **fields})


def events(watch: Watch, known: Known | None = None) -> list[dict[str, Any]]:
    """Return the events that stand, without the keys that another store makes anew."""
    held: list[Event] = watch.questions.events(Choice(), known or Known())
    return sorted((event.model_dump(exclude=ANEW) for event in held), key=str)


def copied(watch: Watch, folder: Path, layout: str, known: Known | None = None) -> Watch:
    """Return a new watch that has taken in what `watch` gives out."""
    path = written(folder / f"given.{layout}.jsonl", list(export(watch.questions, layout, known or Known())))
    other = watch_in(folder / f"other-{layout}")
    took = other.import_files(layout, [path])
    assert not took.rejects
    return other


def test_events_given_out_and_taken_in_are_the_same(filled: Watch, tmp_path: Path) -> None:
    before = events(filled)
    assert {event["status"] for event in before} > {Status.CONTESTED, Status.ALLEGED}
    assert any(event["date_latest"] for event in before)
    assert any(event["n_reports"] > 1 for event in before)
    assert events(copied(filled, tmp_path, "detente")) == before


def test_the_bundled_record_given_out_and_taken_in_is_the_same(tmp_path: Path) -> None:
    record = Watch.init(tmp_path / "record", ("RUS", "USA"))
    assert events(copied(record, tmp_path, "detente")) == events(record)


def test_what_is_given_out_twice_is_taken_in_once(filled: Watch, tmp_path: Path) -> None:
    other = copied(filled, tmp_path, "detente")
    took = other.import_files("detente", [tmp_path / "given.detente.jsonl"])
    assert (took.mentions, took.events) == (0, 0)


def test_only_what_the_world_could_know_is_given_out(filled: Watch, tmp_path: Path) -> None:
    known = Known(as_published=dt.date(2025, 3, 18))
    assert list(export(filled.questions, "detente", known)) == []
    known = Known(as_published=dt.date(2025, 3, 19))
    some = events(copied(filled, tmp_path, "detente", known))
    assert some == events(filled, known)
    assert 0 < len(some) < len(events(filled))
    yesterday = Known(known_by=dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1))
    assert list(export(filled.questions, "jsonl", yesterday)) == []


def test_documents_given_out_and_taken_in_are_coded_alike(filled: Watch, tmp_path: Path) -> None:
    other = copied(filled, tmp_path, "jsonl")
    kept = {"title", "text", "url", "lang", "outlet", "published_at", "published_offset", "uncoded"}
    here, there = (
        sorted((document.model_dump(include=kept) for document in watch.store.view().documents()), key=str)
        for watch in (filled, other)
    )
    assert here == there
    coded = {m.summary for m in filled.store.view().mentions() if m.document_id}
    assert {m.summary for m in other.store.view().mentions()} == coded


def test_a_passage_can_be_found_in_the_document_of_its_line(filled: Watch) -> None:
    texts = {told["id"]: told for told in map(json.loads, export(filled.questions, "jsonl", Known()))}
    lines = [json.loads(line) for line in export(filled.questions, "detente", Known())]
    spans = [line for line in lines if line["span"]]
    assert spans
    for line in spans:
        told = texts[line["id"]]
        start, end = line["span"]
        assert f"{told['title']}\n{told['text']}"[start:end] == line["summary"]


def test_an_unknown_layout_is_named(filled: Watch) -> None:
    with pytest.raises(WrongUse, match=r"unknown layout 'csv'.*detente, jsonl"):
        export(filled.questions, "csv", Known())
