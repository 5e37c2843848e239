"""Trackers in a watch: standing, the two clocks, proposals and what is decided of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from detente.cli import app
from detente.errors import WrongUse
from detente.records import Actor, Decision, Mention, Precision, Sampling
from detente.watch import Known, Watch

FEBRUARY = dt.date(2023, 2, 25)
FREED = "Russia freed an American teacher."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a watch with two coded events and no record: a release, and one that no machine allows."""
    folder = tmp_path_factory.mktemp("watch")
    watch = Watch.init(folder, ("RUS", "USA"), record=False)
    with watch.store.run(command="test") as run:
        intake = watch._intake()
        intake.add(mention("freed", "RETREAT", "release", "RUS>USA", FREED))
        intake.add(mention("left", "SANCTION", "withdraw", "RUS>USA", "Russia left START II."))
        intake.finish(run)
    return folder


def mention(name: str, kind: str, mode: str, direction: str, summary: str) -> Mention:
    first, second = direction.split(">")
    at = dt.datetime(2031, 5, 3, 12, tzinfo=dt.UTC)
    return Mention(
        mention_id=name,
        source_id="test",
        summary=summary,
        event_type=kind,
        mode=mode,
        direction=direction,
        actor=(Actor(text=first, code=first, sector="GOV"),),
        recipient=(Actor(text=second, code=second),),
        event_date=dt.date(2031, 5, 3),
        date_precision=Precision.DAY,
        published_at=at,
        available_at=at,
        outlet="Example Wire",
        sampling=Sampling.STREAM,
    )


@pytest.fixture
def run(folder: Path) -> Callable[..., str]:
    """Return a runner of the command line that gives standard output."""

    def call(*words: str) -> str:
        done = CliRunner().invoke(app, ["--watch", str(folder), *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def statuses(watch: Watch, known: Known, on: dt.date = FEBRUARY) -> dict[str, str]:
    found = watch.tracking.standing("treaties", on, known, "New START")
    return {each.standing.party: each.standing.status for each in found}


def test_the_clocks_answer_different_questions(folder: Path) -> None:
    watch, march = Watch.open(folder), dt.date(2023, 3, 1)
    today = dt.datetime.now(dt.UTC).date()
    assert statuses(watch, Known(), march) == {"RUS": "suspended", "USA": "in force"}
    assert statuses(watch, Known(known_by=today), march) == statuses(watch, Known(), march)
    assert statuses(watch, Known(known_by=dt.date(2023, 3, 1)), march) == {}
    assert statuses(watch, Known(as_published=dt.date(2023, 2, 20)), march)["RUS"] == "in force"


def test_what_is_announced_is_told_apart(folder: Path) -> None:
    found = Watch.open(folder).tracking.standing("treaties", FEBRUARY, Known(), "new-start")
    (russia,) = (each for each in found if each.standing.party == "RUS")
    assert [step.step for step in russia.pending] == ["suspended"]
    assert russia.standing.status == "in force"


def test_a_proposal_shows_its_evidence_and_waits(folder: Path) -> None:
    tracking = Watch.open(folder).tracking
    (found,) = tracking.proposed(Known(), tracker="people")
    assert [each.mention.summary for each in found.evidence] == [FREED]
    assert found.proposal.transition.transition_id not in {
        t.transition_id for t in tracking.transitions(Known())
    }


def test_a_decision_is_a_new_row_and_can_be_changed(folder: Path) -> None:
    watch = Watch.open(folder)
    (waiting,) = watch.tracking.proposed(Known(), tracker="people")
    name = waiting.proposal.transition.transition_id
    rows = watch.store.view().counts()["transitions"]
    watch.tracking.decide(name[:8], Decision.CONFIRMED)
    assert watch.store.view().counts()["transitions"] == rows + 1
    assert watch.tracking.proposed(Known(), tracker="people") == []
    held = watch.tracking.standing("people", dt.date(2031, 5, 3), Known())
    assert [s.standing.status for s in held if s.matter is None] == ["at liberty"]
    before = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    assert name not in {t.transition_id for t in watch.tracking.transitions(Known(known_by=before))}
    watch.tracking.decide(name, Decision.REJECTED)
    assert all(s.matter for s in watch.tracking.standing("people", dt.date(2031, 5, 3), Known()))
    assert watch.tracking.proposed(Known(), tracker="people") == []


def test_a_step_that_cannot_follow_is_not_confirmed(folder: Path) -> None:
    tracking = Watch.open(folder).tracking
    assert tracking.proposed(Known(), tracker="treaties") == []
    (waiting,) = tracking.proposed(Known(), tracker="treaties", every=True)
    with pytest.raises(WrongUse, match="from never in force to withdrawn"):
        tracking.decide(waiting.proposal.transition.transition_id, Decision.CONFIRMED)


@pytest.mark.parametrize("reference", ["ffffffff", "a"])
def test_an_unknown_proposal_is_refused(folder: Path, reference: str) -> None:
    with pytest.raises(WrongUse, match="no such proposal"):
        Watch.open(folder).tracking.decide(reference, Decision.CONFIRMED)


def test_an_unknown_matter_or_tracker_is_refused(folder: Path) -> None:
    tracking = Watch.open(folder).tracking
    with pytest.raises(WrongUse, match="choose from salt-i"):
        tracking.standing("treaties", FEBRUARY, Known(), "Treaty of Nowhere")
    with pytest.raises(WrongUse, match="unknown tracker"):
        tracking.proposed(Known(), tracker="weather")


def test_a_part_of_a_title_or_of_the_targets_finds_a_matter(folder: Path) -> None:
    tracking = Watch.open(folder).tracking
    day = dt.date(2026, 1, 2)
    assert {s.standing.matter for s in tracking.standing("sanctions", day, Known(), "naftna")} == {"nis"}
    assert {s.standing.matter for s in tracking.standing("sanctions", day, Known(), "Serbian oil")} == {"nis"}
    assert {s.standing.matter for s in tracking.standing("sanctions", day, Known(), "nis")} == {"nis"}


def test_sanctions_are_listed_by_state_the_last_changed_first(run: Callable[..., str]) -> None:
    rows = json.loads(run("sanctions", "--on", "2026-03-20", "--format", "json"))
    assert [row["party"] for row in rows] == sorted(row["party"] for row in rows)
    own = [row["measure"] for row in rows if row["party"] == "USA"]
    assert own[:2] == ["eo-14024", "nis"]  # both of Executive Order 14024
    (order,) = [row for row in rows if row["measure"] == "eo-14024"]
    assert order["heard"] == "2026-03-12"
    renewed = {step["date"] for step in order["timeline"] if step["step"] == "renewed"}
    assert renewed == {"2022-04", "2023-04", "2024-04", "2025-04"}


def test_dates_speak_from_the_newest_datum_and_mark_what_has_passed(folder: Path) -> None:
    done = CliRunner().invoke(app, ["--watch", str(folder), "dates"], catch_exceptions=False)
    newest = Watch.open(folder).newest_day(Known())
    assert f"Set by {newest}, the day of the newest report or act." in done.stderr
    assert Watch.open(folder).brief().as_of == newest
    rows = json.loads(
        CliRunner()
        .invoke(app, ["--watch", str(folder), "dates", "--on", "2011-01-01", "--format", "json"])
        .stdout
    )
    today = str(dt.datetime.now(dt.UTC).date())
    assert all(row["passed"] is (row["date"] <= today) for row in rows)
    assert any(row["passed"] for row in rows)


def test_another_pair_of_states_has_no_facts(tmp_path: Path) -> None:
    watch = Watch.init(tmp_path, ("CHN", "USA"))
    assert watch.tracking.standing("treaties", FEBRUARY, Known()) == []
    assert watch.store.view().counts()["transitions"] == 0


@pytest.mark.parametrize("command", ["treaties", "sanctions", "meetings", "people", "dates"])
def test_each_command_writes_text_json_and_csv(run: Callable[..., str], command: str) -> None:
    rows = json.loads(run(command, "--on", "2023-03-01", "--format", "json"))
    table = list(csv.DictReader(io.StringIO(run(command, "--on", "2023-03-01", "--format", "csv"))))
    assert len(rows) == len(table) > 0
    assert all(row["sources"] or row["basis"] == "common knowledge" for row in rows)
    assert len(run(command, "--on", "2023-03-01").splitlines()) > 3


def test_one_treaty_is_told_with_its_history_and_citations(run: Callable[..., str]) -> None:
    said = run("treaties", "New START", "--on", "2023-03-01")
    for words in (
        "1,550 warheads",
        "law No. 38-FZ",
        "announced 2023-02-21",
        "RUS, inspections: none",
        "2026-02-05",
    ):
        assert words in said
    assert "countermeasures" not in said
    met = json.loads(run("meetings", "--on", "2026-03-20", "--format", "json"))
    assert [row["since"] for row in met] == sorted(row["since"] for row in met)
    waiting = json.loads(run("proposals", "--all", "--format", "json"))
    assert [row["date"] for row in waiting] == sorted((row["date"] for row in waiting), reverse=True)
    steps = json.loads(run("treaties", "new-start", "--timeline", "--on", "2011-01-01", "--format", "json"))
    assert [step["party"] for step in steps] == ["RUS, USA", "USA"]


def test_a_cancelled_meeting_is_told_as_cancelled(run: Callable[..., str]) -> None:
    rows = json.loads(run("meetings", "--on", "2013-08-08", "--format", "json"))
    assert {row["meeting"]: row["status"] for row in rows}["moscow-2013"] == "cancelled"
    rows = json.loads(run("meetings", "--on", "2013-08-01", "--format", "json"))
    assert {row["meeting"]: row["status"] for row in rows}["moscow-2013"] == "planned"


def test_dates_to_come_are_a_calendar(run: Callable[..., str]) -> None:
    rows = json.loads(run("dates", "--on", "2025-01-01", "--format", "json"))
    read = Calendar.from_ical(run("dates", "--on", "2025-01-01", "--format", "ics")).walk("VEVENT")
    assert [str(event.decoded("dtstart")) for event in read] == [row["date"] for row in rows]
    assert "2026-02-05" in {row["date"] for row in rows}
    assert len({str(event["uid"]) for event in read}) == len(read)


def test_proposals_are_listed_with_their_reports(run: Callable[..., str]) -> None:
    rows = json.loads(run("proposals", "--all", "--format", "json"))
    assert FREED in {passage for row in rows for passage in row["summaries"]}
    assert "Example Wire" in run("proposals", "--all")
    assert len(list(csv.DictReader(io.StringIO(run("proposals", "--all", "--format", "csv"))))) == len(rows)


def test_what_is_held_back_is_counted_and_listed_with_its_reason(folder: Path) -> None:
    done = CliRunner().invoke(app, ["--watch", str(folder), "proposals"], catch_exceptions=False)
    assert "START II" not in done.stdout
    assert done.stdout.endswith("\nNot listed: 1 held back as unsure. See 'detente proposals --all'.\n")
    assert Watch.open(folder).tracking.not_asked(Known(), "people") == ""
    rows = json.loads(
        CliRunner().invoke(app, ["--watch", str(folder), "proposals", "--all", "--format", "json"]).stdout
    )
    (held,) = (row for row in rows if row["state"] == "held back")
    assert held["held"].startswith("not a step that can follow")
