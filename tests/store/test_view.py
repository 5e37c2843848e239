"""Views: the two clocks, the filters, and the expressions that other engines run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any  # the maker of records lives in conftest.py, which cannot be imported

import ibis
import pyarrow.parquet as pq
import pytest

from detente.errors import StoreError, WrongUse
from detente.records import Outcome
from detente.store import Store
from detente.store.schemas import DATA_TABLES, EVENTS, arrow_schema
from detente.store.scope import latest, published


@pytest.fixture
def grown(tmp_path: Path, make: Any) -> Store:
    """Return a store with a run a day, from the 12th at nine: event 0 changes each time."""
    for number in range(4):
        now = make.day + dt.timedelta(days=number)
        with Store(tmp_path / "s", clock=lambda now=now: now).run(f"day {number}") as run:  # type: ignore[misc]  # a default
            run.add([make.event(number), make.event(0, n_reports=number), make.document(number)])
    return Store(tmp_path / "s")


@pytest.mark.parametrize(
    ("known_by", "events", "n_reports"),
    [
        (dt.date(2025, 2, 11), 0, None),
        (dt.date(2025, 2, 12), 1, 0),
        (dt.date(2025, 2, 13), 2, 1),
        (dt.datetime(2025, 2, 14, 9, tzinfo=dt.UTC), 3, 2),
        (dt.datetime(2025, 2, 14, 8, 59, 59, 999999, tzinfo=dt.UTC), 2, 1),
        (dt.datetime(2025, 2, 14, 12, tzinfo=dt.timezone(dt.timedelta(hours=3))), 3, 2),
        (dt.date(2030, 1, 1), 4, 3),
        (None, 4, 3),
    ],
)
def test_known_by_shows_what_the_store_knew_then(
    grown: Store, known_by: dt.date | None, events: int, n_reports: int | None
) -> None:
    view = grown.view(known_by=known_by)
    assert len(view.events()) == view.counts()["events"] == events
    assert len(view.runs()) == view.table("runs").count().to_pyarrow().as_py() == events
    first = view.get_event("e0")
    assert (first.n_reports if first is not None else None) == n_reports
    assert len(view.history("e0")) == events


def test_a_view_stays_while_others_write(grown: Store, make: Any) -> None:
    old, opened = grown.view(), grown.view()
    assert len(opened.events()) == 4
    with grown.run("later") as run:
        run.add([make.event(9), make.event(0, n_reports=99)])
    assert old.events() == opened.events()
    assert old.counts() == opened.counts()
    assert len(grown.view().events()) == 5


@pytest.mark.parametrize(
    ("as_published", "documents"),
    [
        (dt.date(2025, 2, 11), 0),
        (dt.date(2025, 2, 13), 2),
        (dt.datetime(2025, 2, 13, 9, tzinfo=dt.UTC), 2),
        (dt.datetime(2025, 2, 13, 8, 59, tzinfo=dt.UTC), 1),
    ],
)
def test_as_published_shows_what_the_world_could_know(
    grown: Store, as_published: dt.date, documents: int
) -> None:
    view = grown.view(as_published=as_published)
    assert len(view.documents()) == len(view.events()) == view.counts()["documents"] == documents


def test_rows_without_a_time_are_left_out(store: Store, make: Any) -> None:
    with store.run("import") as run:
        run.add([make.document(1), make.document(2, published_at=None), make.observation(1)])
        run.add([make.mention(1, available_at=None), make.exposure(1), make.fetch(1)])
        run.add(make.mention(2, available_at=None, published_at=make.day))
    view = store.view(as_published=dt.date(2025, 3, 1))
    assert view.documents() == [make.document(1)]
    assert [mention.mention_id for mention in view.mentions()] == ["m2"]
    assert view.observations() == []
    assert len(store.view().documents()) == 2


def test_a_day_of_exposure_is_known_at_its_end(store: Store, make: Any) -> None:
    with store.run("update") as run:
        run.add(make.exposure(0))
    day = dt.datetime(2025, 2, 12, tzinfo=dt.UTC)
    assert len(store.view(as_published=day.date()).exposure()) == 1
    assert store.view(as_published=day + dt.timedelta(hours=23)).exposure() == []
    assert store.view(as_published=day.date() - dt.timedelta(days=1)).exposure() == []


def test_times_without_a_zone_are_refused(store: Store) -> None:
    with pytest.raises(WrongUse, match="no time zone"):
        store.view(known_by=dt.datetime(2025, 1, 1))
    with pytest.raises(WrongUse, match="outside the calendar"):
        store.view(as_published=dt.date.max)


def test_events_are_filtered_and_sorted(store: Store, make: Any) -> None:
    with store.run("link") as run:
        run.add(make.event(3))
        run.add(make.event(1, direction="USA>RUS"))
        run.add(make.event(2, merged_into="e3"))
        run.add(make.event(4, event_date=None))

    def ids(*args: Any, **kwargs: Any) -> list[str]:
        return [event.event_id for event in store.view().events(*args, **kwargs)]

    assert ids() == ["e1", "e3", "e4"]
    assert ids(live_only=False) == ["e1", "e2", "e3", "e4"]
    assert ids("USA>RUS") == ["e1"]
    assert ids(since=dt.date(2025, 2, 14)) == ["e3"]
    assert ids(until=dt.date(2025, 2, 13)) == ["e1"]
    assert ids(ids=["e3", "e1", "none"]) == ["e1", "e3"]
    assert ids(ids=[]) == []
    held = store.view().get_event("e2")
    assert held is not None
    assert held.merged_into == "e3"


def test_documents_mentions_observations_and_exposure_are_filtered(store: Store, make: Any) -> None:
    with store.run("import") as run:
        for number in range(4):
            run.add(make.every_kind(number))
        run.add(make.mention(9, document_id="d9", direction="USA>RUS"))
        run.add(make.observation(9, measure="cooperation"))
    view = store.view()
    day = dt.date(2025, 2, 13)
    assert view.documents(since=day, until=day) == [make.document(1)]
    assert len(view.documents(source_id="gazette")) == 4
    assert view.documents(source_id="other") == []
    assert [mention.mention_id for mention in view.mentions(document_id="d9")] == ["m9"]
    assert [mention.mention_id for mention in view.mentions(direction="USA>RUS")] == ["m9"]
    assert len(view.mentions(source_id="gazette")) == 5
    assert len(view.observations("tension", freq="day", direction="RUS>USA", since=day, until=day)) == 1
    assert view.observations("tension", area="cyber") == []
    assert len(view.exposure("gazette", state="all", since=day)) == 3
    assert [fetch.at for fetch in view.fetches("gazette")] == sorted(fetch.at for fetch in view.fetches())
    assert view.fetches(url="https://example.org/other") == []


def test_very_many_ids_are_one_query(store: Store, make: Any) -> None:
    documents = [make.document(number) for number in range(5)]
    with store.run("import") as run:
        run.add(documents)
    ids = {f"{number:024}" for number in range(50_000)} | {doc.document_id for doc in documents[:3]}
    assert store.view().has_document(ids) == {doc.document_id for doc in documents[:3]}
    assert store.view().documents(ids) == documents[:3]
    assert store.view().has_document([]) == set()


def test_the_last_fetch_and_the_last_success_of_each_source(store: Store, make: Any) -> None:
    with store.run("update") as run:
        run.add(
            [
                make.fetch(1),
                make.fetch(2, outcome=Outcome.NOT_MODIFIED),
                make.fetch(3, outcome=Outcome.FAILED),
            ]
        )
        run.add(make.fetch(1, source_id="silent", outcome=Outcome.FAILED, reason="timeout"))
    view = store.view()
    assert {name: fetch.outcome for name, fetch in view.last_fetches().items()} == {
        "gazette": Outcome.FAILED,
        "silent": Outcome.FAILED,
    }
    assert {name: fetch.at.hour for name, fetch in view.last_fetches(success=True).items()} == {"gazette": 11}


def test_mentions_come_in_the_order_of_their_event(store: Store, make: Any) -> None:
    event = make.event(1).model_copy(update={"mention_ids": ("m3", "m1", "lost", "m2")})
    with store.run("link") as run:
        run.add([make.mention(number) for number in (1, 2, 3)])
        run.add(event)
    assert [mention.mention_id for mention in store.view().mentions_of(event)] == ["m3", "m1", "m2"]
    assert store.view().mentions_of("none") == []


def test_expressions_see_what_the_lists_see(grown: Store) -> None:
    view = grown.view(known_by=dt.date(2025, 2, 14))
    events = view.table("events")
    assert "row_hash" not in events.columns
    assert {"run_id", "recorded_at", "event_id"} <= set(events.columns)
    day = events.event_date.truncate("M").name("month")
    counted = (
        events.group_by(day).agg(n=events.count(), reports=events.n_reports.sum()).to_pyarrow().to_pylist()
    )
    assert counted == [{"month": dt.date(2025, 2, 1), "n": 3, "reports": 2}]
    with pytest.raises(WrongUse, match="no table 'opinions'"):
        view.table("opinions")


@pytest.mark.parametrize("dialect", ["databricks", "postgres", "bigquery"])
def test_the_same_expression_is_written_for_other_engines(dialect: str) -> None:
    rows = ibis.table(
        ibis.Schema.from_pyarrow(arrow_schema(EVENTS)),
        name="events",
    )
    runs = ibis.table({"run_id": "string"}, name="runs")
    moment = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    expression = published(latest(rows, runs, EVENTS), EVENTS, moment).select("event_id")
    sql = str(ibis.to_sql(expression, dialect=dialect))
    assert "MAX" in sql
    assert "2025-01-01" in sql


def test_texts_are_read_only_when_asked_for(store: Store, make: Any) -> None:
    documents = [make.document(number) for number in range(50)]
    with store.run("import") as run:
        run.add(documents)
        run.add(make.event(1))
    (path,) = (store.path / "documents").glob("*.parquet")
    spoil_column(path, "text")
    view = store.view()
    assert view.get_event("e1") == make.event(1)
    assert view.has_document([documents[3].document_id]) == {documents[3].document_id}
    titles = view.table("documents").select("title").to_pyarrow().column(0).to_pylist()
    assert sorted(titles) == sorted(document.title for document in documents)
    with store.run("import") as run:
        run.add([make.document(7), make.document(99)])
    assert run.counts["documents"].new == 1
    with pytest.raises(StoreError):
        view.documents()


def spoil_column(path: Path, column: str) -> None:
    """Overwrite the bytes of one column of a Parquet file."""
    group = pq.ParquetFile(path).metadata.row_group(0)
    chunks = (group.column(number) for number in range(group.num_columns))
    chunk = next(chunk for chunk in chunks if chunk.path_in_schema == column)
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    content = bytearray(path.read_bytes())
    content[start : start + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(content)


def test_every_table_can_be_asked_for_when_empty(store: Store) -> None:
    with store.run("nothing"):
        pass
    view = store.view()
    for spec in DATA_TABLES:
        assert view.table(spec.name).count().to_pyarrow().as_py() == 0
        assert view.table(spec.name).to_pyarrow().num_rows == 0


def test_the_reasons_why_documents_were_not_coded_are_counted(tmp_path: Path, make: Any) -> None:
    store = Store(tmp_path / "s")
    reasons = ["", "too long", "in Russian", "too long"]
    with store.run("import") as run:
        run.add([make.document(number, uncoded=reason) for number, reason in enumerate(reasons)])
    assert store.view().uncoded() == {"in Russian": 1, "too long": 2}
    assert sum(store.view().coding().values()) == len(reasons)
    first = make.day.date()
    assert store.view(as_published=first + dt.timedelta(days=1)).uncoded() == {"too long": 1}


def test_the_history_of_an_event_ends_with_what_was_published(tmp_path: Path, make: Any) -> None:
    store = Store(tmp_path / "s")
    late = make.event(0, score=3.0, first_published=make.day + dt.timedelta(days=9))
    for event in (late, make.event(0, score=5.0)):
        with store.run("import") as run:
            run.add(event)
    assert [event.score for _, event in store.view().history("e0")] == [3.0, 5.0]
    known = store.view(as_published=make.day.date() + dt.timedelta(days=2))
    assert [event.score for _, event in known.history("e0")] == [5.0]
