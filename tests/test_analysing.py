"""The commands turning-points, reciprocity and forecast, on a file and on a watch."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.errors import DetenteError, WrongUse
from detente.simulation import settings, simulate, write_lines
from detente.simulation._setting import Shift

CONTRACT = ["date", "lower", "upper", "direction", "probability", "false_alarm_rate", "events"]


def run(*arguments: str) -> str:
    """Run the command line and return what it prints."""
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a weekly series with a step after 30 weeks."""
    path = tmp_path_factory.mktemp("series") / "step.csv"
    days = [date(2018, 1, 1) + timedelta(weeks=week) for week in range(60)]
    rows = [f"{day},{10 + 8 * (week >= 30) + (week * 7) % 5}" for week, day in enumerate(days)]
    path.write_text("time_value,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a watch with 60 simulated weeks, in which conflict triples after 35."""
    folder = tmp_path_factory.mktemp("watch")
    cut = settings()["steady"].model_copy(
        update={"weeks": 60, "shifts": (Shift(week=35, size=1.2, unit="log"),)}
    )
    run("init", str(folder / "w"), "--no-record")
    for path in write_lines(simulate(cut, 1), folder / "lines"):
        run("--watch", str(folder / "w"), "import", "detente", str(path), "--source", path.stem)
    return str(folder / "w")


def test_turning_points_keep_the_columns_of_the_contract(series: Path, tmp_path: Path) -> None:
    plot = tmp_path / "a.svg"
    text = run("turning-points", "--series", str(series), "--format", "csv", "--plot", str(plot))
    [row] = csv.DictReader(io.StringIO(text))
    assert list(row) == CONTRACT
    assert (row["date"], row["direction"], row["events"]) == ("2018-07-30", "up", "")
    assert plot.exists()
    careful = run("turning-points", "--series", str(series), "--false-alarm-rate", "0.01")
    assert "2018-07-30" in careful


def test_a_series_against_itself_a_week_later_and_too_few_files(series: Path) -> None:
    text = run("reciprocity", "--series", str(series), "--series", str(series), "--format", "json")
    assert len(json.loads(text)) == 2
    with pytest.raises(WrongUse, match="1 given"):
        run("reciprocity", "--series", str(series))


def test_forecasts_are_frozen_once(series: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(series.read_bytes())
    told = json.loads(run("forecast", "--series", str(own), "--format", "json"))
    assert [each["ahead"] for each in told["forecasts"]] == [1, 4, 12]
    first = run("forecast", "--series", str(own), "--ledger", "--format", "csv")
    assert first == run("forecast", "--series", str(own), "--ledger", "--format", "csv")
    assert len(own.with_suffix(".forecasts.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_watch_answers_with_its_acts(watch: str) -> None:
    [turn, *_] = json.loads(run("--watch", watch, "turning-points", "--format", "json"))
    assert turn["direction"] == "up"
    assert turn["rise"]["escalation"] is True
    assert turn["events"]
    text = run("--watch", watch, "turning-points", "--since", "2018-06-01")
    assert turn["events"][0][:12] in text
    assert "an escalation" in text
    assert text.startswith("Tension: tension, all, all, by week")
    assert "periods from 2018-05-28 to" in text.splitlines()[0]
    assert "Reciprocity at a false-alarm rate of 0.05" in run("--watch", watch, "reciprocity")


def test_the_acts_under_a_turn_of_a_share_are_those_that_move_it(tmp_path: Path) -> None:
    folder = str(tmp_path / "w")
    run("init", folder)
    share = ("--watch", folder, "turning-points", "--measure", "tension_share", "--freq", "quarter")
    turns = json.loads(run(*share, "--format", "json"))
    under = {turn["direction"]: turn["events"] for turn in turns}
    assert under["up"]
    acts = json.loads(run("--watch", folder, "events", "--format", "json"))
    quads = {act["event_id"]: act["quad_class"] for act in acts}
    assert {quads[act] for act in under["up"]} <= {3, 4}
    lines = [line for line in run(*share).splitlines() if line.startswith("  ")]
    whole = {" ".join(act["summary"].split()) for act in acts}
    for line in lines:  # an act is cut between words only
        told = line.removesuffix(" …").split("  ")[-1]
        assert any(act == told or act.startswith(f"{told} ") for act in whole), line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("turning-points", "--plot", "turns.gif"), "turns.gif"),
        (("forecast", "--plot", "ahead.pdf"), "ahead.pdf"),
        (("reciprocity", "--plot", "answers"), "answers"),
        (("index", "--plot", "index.jpg"), "index.jpg"),
        (("turning-points", "--since", ""), "--since: '' is not a day"),
        (("index", "--until", ""), "--until: '' is not a day"),
        (("index", "--until", "9999-12-31"), "more than 5 years"),
        (("index", "--since", "0001-01-01"), "more than 5 years"),
        (("index", "--as-of", ""), "--as-of: '' is not a day"),
        (("brief", "--as-of", "9999-12-31"), "is still to come"),
        (("brief", "--as-of", "0001-01-01"), "more than 5 years"),
        (("turning-points", "--freq", "day", "--until", "9999-12-31"), "more than 5 years"),
        (("index", "--severity", __file__), "no table of severity"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(watch: str, arguments: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(app, ["--watch", watch, *arguments])
    assert isinstance(done.exception, DetenteError)
    assert said in str(done.exception)


def test_the_bundled_record_has_no_levels_and_says_what_to_ask_for(tmp_path: Path) -> None:
    run("init", str(tmp_path / "w"))
    for command in ("turning-points", "forecast", "reciprocity"):
        done = CliRunner().invoke(app, ["--watch", str(tmp_path / "w"), command, "--measure", "tension"])
        assert "--measure tension_share --freq quarter" in str(done.exception)
    text = run(
        "--watch", str(tmp_path / "w"), "turning-points", "--measure", "tension_share", "--freq", "quarter"
    )
    assert "by quarter" in text
    made = json.loads(
        run(
            "--watch",
            str(tmp_path / "w"),
            *("forecast", "--measure", "tension_share", "--freq", "quarter", "--format", "json"),
        )
    )
    assert all(0 <= each <= 1 for made_of in made["forecasts"] for each in made_of["quantiles"])
