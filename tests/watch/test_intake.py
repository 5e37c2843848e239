"""What an intake keeps of what comes in, and what it makes of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.errors import SettingsError
from detente.records import Document, Event, Mention, Observation
from detente.sources.files.base import FileFormat, ReadContext
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


def test_more_exposure_alone_renews_the_stored_numbers(watch: Watch) -> None:
    """A month that was not observed has no number; one that was, without any act, counts zero acts."""
    imported(watch, line("one"), line("two", event_date="2025-05-02", available_at="2025-05-03T00:00:00Z"))

    def april() -> list[tuple[float | None, str]]:
        rows = watch.store.view().observations("tension_acts", direction="all", area="all")
        return [(row.value, row.missing.value) for row in rows if row.time_value == dt.date(2025, 4, 1)]

    assert april() == []
    quiet = Document.of(
        "wire", None, "Rain", "Rain fell on Lisbon.", published_at=MORNING + dt.timedelta(days=30), lang="en"
    )
    take(watch, quiet)
    assert april() == [(0.0, "")]
    asked = watch.questions.index("month", Known(), direction="all", area="all", measures=["tension_acts"])
    assert [row.value for row in asked if row.time_value == dt.date(2025, 4, 1)] == [0.0]


def test_a_corrected_line_is_a_new_version(watch: Watch) -> None:
    report = {"source": "Wire", "url": "https://wire.example/1", "published_at": "2025-03-19T09:00:00Z"}
    assert imported(watch, line("one", reports=[report])).mentions == 1
    (before,) = watch.store.view().mentions()
    took = imported(watch, line("one", reports=[report], event_type="THREATEN", event_date="2025-03-17"))
    assert (took.mentions, took.corrected, took.events) == (0, 1, 1)
    (event,) = events(watch)
    assert (event.event_type, event.event_date) == ("THREATEN", dt.date(2025, 3, 17))
    (after,) = watch.store.view().mentions()
    assert after.mention_id == before.mention_id
    first = min(run.recorded_at for run in watch.store.view().runs() if run.command == "import detente")
    assert watch.store.view(known_by=first).mentions() == [before]
    assert [version.event_type for _, version in watch.store.view().history(event.event_id)] == [
        "ACCUSE",
        "THREATEN",
    ]
    took = imported(watch, line("one", reports=[report], event_type="THREATEN", event_date="2025-03-17"))
    assert (took.mentions, took.corrected, took.events) == (0, 0, 0)


def test_a_month_that_a_correction_empties_has_no_number_left(watch: Watch) -> None:
    imported(watch, line("one"), line("two", event_date="2025-06-02", available_at="2025-03-20T00:00:00Z"))
    imported(watch, line("two", event_date="2025-03-02", available_at="2025-03-20T00:00:00Z"))
    rows = watch.store.view().observations("tension_acts", direction="all", area="all")
    held = {row.time_value.month: (row.value, row.n_events, row.missing.value) for row in rows}
    assert held[3] == (2.0, 2, "")
    assert held[6] == (None, 0, "not-observed")


def test_a_report_that_a_corrected_line_leaves_out_is_withdrawn(watch: Watch) -> None:
    first, second, third = (
        {"source": name, "url": f"https://{name}.example/", "published_at": "2025-03-19T09:00:00Z"}
        for name in ("alpha", "beta", "gamma")
    )
    imported(watch, line("one", reports=[first, second]), line("two", reports=[second]))
    imported(watch, line("one", reports=[third], event_type="THREATEN"))
    found = {event.event_type: event for event in events(watch)}
    assert found.keys() == {"ACCUSE", "THREATEN"}
    told = found["THREATEN"]
    assert (told.status.value, told.n_reports, len(told.mention_ids)) == ("asserted", 1, 3)
    assert found["ACCUSE"].status.value == "asserted", "another event of the file is left alone"
    imported(watch, line("one", reports=[first], event_type="THREATEN"))
    told = next(event for event in events(watch) if event.event_type == "THREATEN")
    assert (told.n_reports, len(told.mention_ids)) == (1, 3)


def test_a_line_corrected_to_be_of_other_states_is_withdrawn(watch: Watch) -> None:
    imported(watch, line("one"), line("two", event_date="2025-03-01"))
    took = imported(watch, line("one", actor=[{"text": "China", "code": "CHN"}]))
    assert took.corrected == 1
    assert [event.status.value for event in events(watch)] == ["asserted", "withdrawn"]
    assert counted(watch)["all"] == 1


def test_coded_rows_of_other_layouts_add_up(watch: Watch) -> None:
    """Only a layout whose lines are whole events withdraws what it no longer tells."""
    imported(watch, line("one"))
    (held,) = watch.store.view().mentions()
    take(watch, held.model_copy(update={"mention_id": "another", "outlet": "Wire"}))
    assert {each.status.value for each in watch.store.view().mentions()} == {"asserted"}


def made_up(path: Path, context: ReadContext) -> Iterator[Mention]:
    """Read lines of JSON objects as mentions and ask nothing: the reader of a layout that checks no code."""
    for number, text in enumerate(path.read_text("utf-8").splitlines()):
        name = f"{context.source_id}-{number}"
        yield Mention.model_validate({**json.loads(text), "mention_id": name, "source_id": context.source_id})


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"event_type": "NOPE"}, "no PLOVER event type 'NOPE'"),
        ({"event_type": "ACCUSE", "mode": "nope"}, "ACCUSE has no mode 'nope'"),
        ({"event_type": None, "mode": "expel"}, "mode 'expel' without an event type"),
        ({"event_type": "ACCUSE", "status": "nope"}, "status: Input should be 'asserted', "),
    ],
)
def test_a_code_that_there_is_not_is_a_reject_whichever_layout_gives_it(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any], why: str
) -> None:
    layout = FileFormat("made-up", "lines of a layout of one's own", (".lines",), made_up)
    monkeypatch.setattr("detente.watch.formats", lambda: {"made-up": layout})
    act = {"direction": "RUS>USA", "actor": [{"text": "Russia", "code": "RUS"}], "event_date": "2025-03-18"}
    sides = {**act, "recipient": [{"text": "U.S.", "code": "USA"}]}
    path = watch.settings.folder / "some.lines"
    right = {**sides, "event_type": "ACCUSE", "mode": "investigate"}
    path.write_text("".join(json.dumps(each) + "\n" for each in (right, {**sides, **wrong})), "utf-8")
    took = watch.import_files("made-up", [path])
    (reject,) = took.rejects
    assert reject.where == f"{path} (layout made-up)"
    assert why in reject.reason
    assert [event.mode for event in events(watch)] == ["investigate"]


def test_a_watch_that_was_interrupted_in_the_making_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"

    def stop(self: Watch) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Watch, "take_record", stop)
        with pytest.raises(KeyboardInterrupt):
            Watch.init(folder, ("RUS", "USA"))
    with pytest.raises(SettingsError, match="no watch here"):
        Watch.open(folder)
    assert len(events(Watch.init(folder, ("RUS", "USA")))) > 300
