"""The store as its users see it: runs in, views out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import BadInput, StoreError, WrongUse
from detente.records import Actor, CodedEvent, Document, Event, Mention
from detente.store import Store


def document(number: int, text: str = "Послы встретились.", **fields: object) -> Document:
    return Document.of("gazette", f"https://example.org/{number}", f"Title {number}", text, **fields)


def test_reading_a_missing_store_gives_empty_tables_and_makes_nothing(tmp_path: Path) -> None:
    view = Store(tmp_path / "none").view()
    assert view.documents() == []
    assert view.events() == []
    assert view.table("events").count().to_pyarrow().as_py() == 0
    assert set(view.counts().values()) == {0}
    assert list(tmp_path.iterdir()) == []


def test_what_goes_in_comes_out_equal(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    doc = document(
        1, published_at=dt.datetime(2025, 2, 12, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    )
    mention = Mention(mention_id="m1", source_id="gazette", event_type="CONSULT", span=(0, 9))
    event = Event(
        event_id="e1", event_type="CONSULT", actor=(Actor(text="Russia", code="RUS"),), mention_ids=("m1",)
    )
    with store.run("import") as run:
        run.add(doc)
        run.add([mention, event])
    view = store.view()
    assert view.documents() == [doc]
    assert view.document(doc.document_id) == doc
    assert view.mentions_of(event) == view.mentions_of("e1") == [mention]
    assert view.get_event("e1") == event
    assert view.has_document([doc.document_id, "nothing"]) == {doc.document_id}


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    for _ in range(2):
        with store.run("import") as run:
            run.add([document(1), document(2), document(1)])
    assert len(store.view().runs()) == 1
    assert run.counts == {}
    assert store.view().counts()["documents"] == 2


def test_nothing_of_a_failed_run_is_seen(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")

    def broken() -> Iterator[Document]:
        yield document(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.run("import") as run:
        run.add(broken())
    assert store.view().documents() == []


def test_a_record_without_a_table_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path / "s").run("import") as run, pytest.raises(WrongUse, match="CodedEvent"):
        run.add(CodedEvent(id="x", event_type=None))  # type: ignore[arg-type]  # that is the point


def test_a_lone_surrogate_is_refused_and_the_rest_is_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    with store.run("import") as run:
        run.add(document(1))
        with pytest.raises(BadInput, match="document cannot be stored"):
            run.add(document(2, "broken \ud800"))
    assert store.view().documents() == [document(1)]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("hello")
    store = Store(tmp_path / "s")
    with pytest.raises(StoreError, match="a file stands in the way"):
        store.view()
    with pytest.raises(StoreError, match="a file stands in the way"), store.run("import"):
        pass
