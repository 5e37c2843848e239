"""The whole road through the command line: init, import, ask, explain; and what a wrong call is told."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from detente import cli
from detente.cli import _options
from detente.ontology.areas import load_areas
from detente.records import Record
from detente.sources.gdelt.rules import layout
from detente.store import Store
from detente.tables import explanation, noted
from detente.watch import Watch
from detente.watch.explaining import explain
from detente.watch.tracking import Tracking

WIRE = "https://wire.example/9"
COLUMNS = "time_value,direction,area,measure,value,lower,upper,n_events,n_reports,missing"
SANCTIONS = "The United States imposed sanctions on Russia on Tuesday."
DOCUMENTS = (
    {
        "id": "one",
        "date": "2025-03-18",
        "lang": "en",
        "source": "Example Wire",
        "url": "https://wire.example/one",
        "title": "A decision in Washington",
        "text": f"{SANCTIONS} Markets stayed calm.",
    },
    {
        "id": "two",
        "date": "2025-03-19",
        "lang": "en",
        "source": "Example Wire",
        "url": "https://wire.example/two",
        "title": "An answer in Moscow",
        "text": "Russia expelled two American diplomats on Wednesday.",
    },
    {
        "id": "three",
        "date": "2025-03-19",
        "lang": "ru",
        "source": "Example Wire",
        "url": "https://wire.example/three",
        "title": "Ответ Москвы",
        "text": "Россия выслала в среду двух дипломатов Соединённых Штатов, сообщило министерство.",
    },
)


@dataclass(frozen=True)
class Done:
    """What one call of the program printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def detente(*words: str | Path, watch: Path | None = None) -> Done:
    """Run the program in this process, from its entry on, and return what it said."""
    before = ["--watch", str(watch)] if watch else []
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["detente", *before, *map(str, words)])
        patch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert isinstance(end.value.code, int)
    return Done(end.value.code, out.getvalue(), err.getvalue())


def installed(*words: str | Path) -> Done:
    """Run the installed program in a process of its own, as a user does."""
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    call = [str(Path(sys.executable).parent / "detente"), *map(str, words)]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", env=environ, timeout=120, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def good(*words: str | Path, watch: Path | None = None) -> str:
    """Run the program, which must succeed, and return its standard output."""
    done = detente(*words, watch=watch)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def refused(*words: str | Path, watch: Path | None = None, status: int = 2) -> str:
    """Run the program, which must fail so, and return the one line that says why."""
    done = detente(*words, watch=watch)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    line = done.stderr.strip()
    assert line.startswith("detente: ")
    assert "\n" not in line
    return line.removeprefix("detente: ")


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def lines(path: Path, values: Iterable[object]) -> Path:
    """Write JSON lines and return the path."""
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")
    return path


def tables(watch: Path) -> dict[str, list[Record]]:
    """Return what the data tables of a watch hold, sorted by key, without the runs' stamps."""
    view = Store(watch / "data").view()
    return {
        "documents": [*view.documents()],
        "mentions": [*view.mentions()],
        "events": [*view.events(live_only=False)],
        "observations": [*view.observations()],
        "exposure": [*view.exposure()],
        "fetches": [*view.fetches()],
    }


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a watch as 'detente init' makes it; copy it before writing to it."""
    watch = tmp_path_factory.mktemp("record") / "watch"
    said = good("init", watch)
    acts = int(re.search(r"(\d+) acts of the bundled record", said)[1])  # type: ignore[index]  # must be there
    assert acts > 300
    return watch


@pytest.fixture
def watch(made: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of a watch with the record."""
    return Path(shutil.copytree(made, tmp_path / "watch"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a watch without anything in it; copy it before writing to it."""
    watch = tmp_path_factory.mktemp("bare") / "watch"
    assert "It is empty." in good("init", watch, "--no-record")
    return watch


@pytest.fixture
def empty(bare: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of a watch without anything in it."""
    return Path(shutil.copytree(bare, tmp_path / "watch"))


def test_a_fresh_watch_holds_the_record_and_is_not_made_twice(made: Path) -> None:
    assert (made / "detente.toml").is_file()
    listed = json.loads(good("events", "--format", "json", watch=made))
    assert len({event["event_id"] for event in listed}) == len(listed) > 300
    assert {event["direction"] for event in listed} == {"RUS>USA", "USA>RUS", "RUS-USA", None}
    said = refused("init", made)
    assert "there is a watch here already" in said
    assert str(made / "detente.toml") in said
    assert len(json.loads(good("events", "--format", "json", watch=made))) == len(listed)


def test_the_installed_program_does_it_in_a_process_of_its_own(tmp_path: Path) -> None:
    watch, path = tmp_path / "w", lines(tmp_path / "documents.jsonl", [*DOCUMENTS, "no object"])
    assert installed("init", watch).returncode == 0
    twice = installed("init", watch)
    assert (twice.returncode, twice.stdout) == (2, "")
    assert twice.stderr.startswith(f"detente: {watch / 'detente.toml'}: ")
    done = installed("--watch", watch, "import", "jsonl", path)
    assert done.returncode == 1
    assert done.stderr == "rejected: documents.jsonl:4: not a JSON object\n"
    told = installed("--watch", watch, "brief")
    assert (told.returncode, told.stderr) == (0, "")
    assert SANCTIONS in " ".join(told.stdout.split())


def test_a_watch_of_another_pair_says_that_nothing_is_known(tmp_path: Path) -> None:
    assert "It is empty." in good("init", tmp_path / "w", "--dyad", "chn,usa")
    told = good("brief", watch=tmp_path / "w")
    assert told.startswith("China and the United States, ")
    assert "holds no dated report yet" in told
    assert "No source has given anything yet." in told
    assert "Russia" not in told
    assert good("events", watch=tmp_path / "w") == "nothing\n"
    assert good("index", "--format", "csv", watch=tmp_path / "w") == COLUMNS + "\n"


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("USA,USA", "two different states"),
        ("XXX,USA", "'XXX' is no ISO 3166-1 alpha-3 code"),
        ("USA", "not two codes"),
        ("RUS,USA,CHN", "not two codes"),
        ("", "not two codes"),
    ],
)
def test_a_pair_that_is_none_makes_no_watch(tmp_path: Path, pair: str, why: str) -> None:
    said = refused("init", tmp_path / "w", "--dyad", pair)
    assert said.startswith("--dyad: ")
    assert why in said
    assert "RUS,USA" in said
    assert not (tmp_path / "w").exists()


def test_the_brief_is_written_in_four_formats_and_beside_what_is_printed(made: Path, tmp_path: Path) -> None:
    page, other = tmp_path / "page.html", tmp_path / "brief.md"
    text = good("brief", "--html", page, watch=made)
    assert "HOW THINGS STAND" in text
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert good("brief", "--format", "html", watch=made) == page.read_text("utf-8")
    assert str(other) in good("brief", "--format", "md", "--out", other, watch=made)
    assert other.read_text("utf-8").startswith("# Russia and the United States")
    told = json.loads(good("brief", "--format", "json", watch=made))
    assert told["title"] == "Russia and the United States"
    titles = [section["title"] for section in told["sections"]]
    assert titles[0] == "How things stand"
    assert len(set(titles)) == len(titles) >= 9
    for title in titles:
        assert title.upper() in text
    for option in ("--out", "--html"):
        assert option in refused("brief", option, tmp_path / "no" / "such", watch=made, status=3)


def figures(brief: dict[str, Any]) -> dict[str, float]:
    """Return every figure of a brief in JSON: address and value."""
    return {
        figure["address"]: figure["value"]
        for section in brief["sections"]
        for group in section["groups"]
        for sentence in group["sentences"]
        for figure in sentence["figures"]
    }


@pytest.mark.parametrize(
    "options",
    [(), ("--as-of", "2022-03-31"), ("--as-published", "2018-04-20"), ("--known-by", "2100-01-01")],
    ids=["now", "as of", "as published", "known by"],
)
def test_every_figure_and_event_of_a_brief_can_be_explained(made: Path, options: tuple[str, ...]) -> None:
    brief = json.loads(good("brief", "--format", "json", *options, watch=made))
    printed = good("brief", *options, watch=made)
    shown = {match[1]: match[2] for match in re.finditer(r"detente explain '(\S+)'(.*)", printed)}
    quoted = figures(brief)
    assert shown.keys() == quoted.keys()
    assert len(shown) > 10
    assert set(shown.values()) == {" " + brief["options"] if brief["options"] else ""}
    assert brief["options"] == " ".join(options)
    given = {
        word.removeprefix("--").replace("-", "_"): day for word, day in zip(*[iter(options)] * 2, strict=True)
    }
    known = _options.known(given.get("known_by"), given.get("as_published"), given.get("as_of"))
    watch = Watch.open(made)
    questions = watch.questions
    tracking = Tracking(watch.store, watch.dyad, questions)
    for address, value in quoted.items():
        found = json.loads(explanation(explain(questions, tracking, address, known), "json"))
        if found["observation"] is None:
            assert found["count"] == value, address
            continue
        assert found["observation"]["value"] == value, address
        assert found["observation"]["n_events"] == len(found["events"])
        if address.startswith(("tension_acts", "cooperation_acts", "volume")):
            assert len(found["events"]) == value, address
    assert brief["citations"]
    for citation in brief["citations"]:
        found = json.loads(explanation(questions.explain(citation["event_id"], known), "json"))
        (event,) = found["events"]
        assert event["event"]["event_id"] == citation["event_id"]
        told = {(report["outlet"], report["url"]) for report in event["reports"]}
        assert {(report["outlet"], report["url"]) for report in citation["reports"]} <= told


def test_explain_says_on_the_command_line_what_the_brief_says(made: Path) -> None:
    brief = json.loads(good("brief", "--format", "json", "--as-of", "2022-03-31", watch=made))
    address = "tension_acts/all/economy_sanctions/2022"
    value = figures(brief)[address]
    asked = shlex.split(
        "index --freq year --measure tension_acts --direction all --area economy_sanctions --since 2022-01-01"
    )
    asked += ["--until", "2022-03-31", "--format", "csv"]
    (cut,), (whole,) = (
        rows_of(good(*asked, "--as-of", "2022-03-31", watch=made)),
        rows_of(good(*asked, watch=made)),
    )
    assert float(cut["value"]) == value < float(whole["value"])
    assert f": {value:g}, from {value:g} events" in good(
        "explain", address, "--as-of", "2022-03-31", watch=made
    )
    assert f": {value:g}, from" not in good("explain", address, watch=made), "the year went on"
    of_one = good("explain", brief["citations"][0]["event_id"][:12], watch=made)
    assert "no stored passage" in of_one


def test_events_are_listed_in_three_formats(made: Path) -> None:
    table = rows_of(good("events", "--format", "csv", watch=made))
    held = json.loads(good("events", "--format", "json", watch=made))
    text = good("events", watch=made)
    assert list(table[0]) == [
        *("id", "date", "precision", "direction", "type", "areas", "status", "what"),
        *("place", "geonames_id", "place_state", "place_precision", "latitude", "longitude"),
    ]
    assert [row["id"] for row in table] == [event["event_id"][:12] for event in held]
    assert all(row["id"] in text for row in table)
    dates = [event["event_date"] for event in held]
    assert dates == sorted(dates)
    assert all(event["mention_ids"] and event["summary"] for event in held)
    asked = shlex.split(
        "--direction USA>RUS --area cyber --since 2016-01-01 --until 2016-12-31 --format json"
    )
    chosen = json.loads(good("events", *asked, watch=made))
    expected = [
        e for e in held
        if e["direction"] == "USA>RUS" and "cyber" in e["areas"] and e["event_date"].startswith("2016")
    ]  # fmt: skip
    assert chosen == expected != []


def test_the_index_has_the_columns_of_the_contract(made: Path) -> None:
    text = good("index", "--freq", "quarter", "--format", "csv", watch=made)
    assert text.splitlines()[0] == COLUMNS
    rows = rows_of(text)
    assert {row["area"] for row in rows} == {*load_areas(), "all"}
    assert {row["direction"] for row in rows} == {"RUS>USA", "USA>RUS", "RUS-USA", "all"}
    assert all(bool(row["value"]) != bool(row["missing"]) for row in rows)
    assert {row["missing"] for row in rows if row["measure"] == "tension"} <= {"curated", "not-observed"}
    asked = ("index", "--freq", "year", "--measure", "volume", "--area", "space", "--direction", "all")
    as_json = json.loads(good(*asked, "--format", "json", watch=made))
    assert ",".join(as_json[0]) == COLUMNS
    assert all(row["time_value"] in good(*asked, watch=made) for row in as_json)
    about = rows_of(good(*asked[:5], "--arena", "UKR", "--format", "csv", watch=made))
    every = rows_of(good(*asked[:5], "--format", "csv", watch=made))
    assert 0 < sum(int(row["n_events"]) for row in about) < sum(int(row["n_events"]) for row in every)


def test_the_index_as_text_is_an_overview_unless_more_is_asked_for(made: Path) -> None:
    lines = good("index", watch=made).splitlines()
    assert len(lines) < 300
    assert {line.split()[1] for line in lines if line[:2] in ("19", "20")} == {"all"}
    assert "RUS>USA" in good("index", "--freq", "year", watch=made)


def test_the_sources_are_listed_in_three_formats(made: Path) -> None:
    table = rows_of(good("sources", "--format", "csv", watch=made))
    held = json.loads(good("sources", "--format", "json", watch=made))
    assert [row["source"] for row in table] == [each["source"] for each in held]
    record = next(row for row in held if row["publisher"] == "Bundled record")
    assert record["items"] > 300
    assert all(each["source"] in good("sources", watch=made) for each in held[:3])
    assert {each["last attempt"] for each in held} == {"never"}


def test_documents_become_events_with_their_passage(empty: Path, tmp_path: Path) -> None:
    path = lines(tmp_path / "documents.jsonl", DOCUMENTS)
    said = good("import", "jsonl", path, watch=empty)
    assert said.startswith(
        "3 items read, 3 new documents, 2 new mentions, 2 events new or changed, 0 rejected."
    )
    assert "1 document kept but not coded: in a language that is not coded yet (ru)" in said
    first, second = json.loads(good("events", "--format", "json", watch=empty))
    assert (first["event_type"], first["direction"], first["event_date"]) == (
        "SANCTION",
        "USA>RUS",
        "2025-03-18",
    )
    assert (second["direction"], second["event_date"]) == ("RUS>USA", "2025-03-19")
    told = good("explain", first["event_id"], watch=empty)
    assert f"“{SANCTIONS}”" in told
    assert "Example Wire, 2025-03-18 https://wire.example/one" in told
    (report,) = json.loads(good("explain", first["event_id"], "--format", "json", watch=empty))["events"][0][
        "reports"
    ]
    assert report["passage"] == SANCTIONS
    whole = f"{DOCUMENTS[0]['title']}\n{DOCUMENTS[0]['text']}"
    assert whole[slice(*report["span"])] == SANCTIONS
    before = tables(empty)
    again = good("import", "jsonl", path, watch=empty)
    assert again.startswith(
        "3 items read, 0 new documents, 0 new mentions, 0 events new or changed, 0 rejected."
    )
    assert tables(empty) == before
    assert "in a language that is not coded yet (ru)" in " ".join(good("brief", watch=empty).split())


def test_the_order_of_files_makes_no_difference(bare: Path, tmp_path: Path) -> None:
    files = [lines(tmp_path / f"{n}.jsonl", [document]) for n, document in enumerate(DOCUMENTS)]
    found: list[dict[str, list[Record]]] = []
    for order in (files, files[::-1]):
        watch = Path(shutil.copytree(bare, tmp_path / f"w{len(found)}"))
        for file in order:
            good("import", "jsonl", file, watch=watch)
        good("import", "jsonl", *files, watch=watch)
        found.append(tables(watch))
    together = Path(shutil.copytree(bare, tmp_path / "together"))
    good("import", "jsonl", *files, watch=together)
    for name, rows in tables(together).items():
        if name != "exposure":  # its batches name the items that came together
            assert found[0][name] == found[1][name] == rows, name
    assert found[0]["exposure"] == found[1]["exposure"]


def coded_line(**fields: object) -> dict[str, object]:
    """Return a coded event in the layout that `detente import detente` reads."""
    return {
        "event_id": "x-1",
        "event_type": "CONSULT",
        "mode": "phone",
        "actor": [{"text": "Washington", "code": "USA"}, {"text": "Moscow", "code": "RUS"}],
        "areas": ["diplomatic_channels"],
        "event_date": "2025-02-12",
        "summary": "The two presidents spoke by telephone.",
        "reports": [{"source": "Example Wire", "url": WIRE, "published_at": "2025-02-12T18:00:00Z"}],
        **fields,
    }  # fmt: skip


def test_coded_events_are_imported(empty: Path, tmp_path: Path) -> None:
    no_type, no_day = (
        coded_line(event_id="x-2", event_type="PARLEY"),
        coded_line(event_id="x-3", event_date="2025-2-30"),
    )
    path = lines(tmp_path / "coded.jsonl", [coded_line(), no_type, no_day])
    done = detente("import", "detente", path, "--source", "our-set", watch=empty)
    assert done.returncode == 1
    assert "1 new mention, 1 event new or changed, 2 rejected." in done.stdout
    assert f"{path}:2" in done.stderr.replace("\n", "")
    assert "PARLEY" in done.stderr
    assert f"{path}:3" in done.stderr.replace("\n", "")
    (event,) = json.loads(good("events", "--format", "json", watch=empty))
    assert (event["direction"], event["n_reports"]) == ("RUS-USA", 1)
    assert WIRE in good("explain", event["event_id"], watch=empty)
    assert "our-set" in good("sources", watch=empty)
    before = tables(empty)
    assert detente("import", "detente", path, "--source", "our-set", watch=empty).returncode == 1
    assert tables(empty) == before


def test_what_is_stored_is_exported(empty: Path, bare: Path, tmp_path: Path) -> None:
    good("import", "detente", lines(tmp_path / "coded.jsonl", [coded_line()]), watch=empty)
    good("import", "jsonl", lines(tmp_path / "texts.jsonl", DOCUMENTS), watch=empty)
    assert len(good("export", "jsonl", watch=empty).splitlines()) == len(DOCUMENTS)
    out = tmp_path / "events.jsonl"
    assert f"3 lines are in {out}" in good("export", "detente", "--out", out, watch=empty)
    assert out.read_text("utf-8") == good("export", "detente", watch=empty)
    other = Path(shutil.copytree(bare, tmp_path / "other"))
    good("import", "detente", out, watch=other)
    shown = ("events", "--format", "csv")
    here, there = (rows_of(good(*shown, watch=each)) for each in (empty, other))
    assert [{**row, "id": ""} for row in here] == [{**row, "id": ""} for row in there]
    assert good("export", "detente", "--as-published", "2025-01-01", watch=empty) == ""
    assert "another --out" in refused("export", "detente", "--out", tmp_path, watch=empty, status=3)


def gdelt_row(number: int, actor: str = "RUS", recipient: str = "USA", **cells: str) -> str:
    """Return one line of a GDELT 2.0 export."""
    told = dict.fromkeys(layout().columns, "") | {
        "GLOBALEVENTID": str(1_300_000_000 + number),
        "SQLDATE": "20250318",
        "Actor1Code": actor,
        "Actor1Name": actor,
        "Actor1CountryCode": actor,
        "Actor2Code": recipient,
        "Actor2Name": recipient,
        "Actor2CountryCode": recipient,
        "EventCode": "112",
        "EventBaseCode": "112",
        "EventRootCode": "11",
        "GoldsteinScale": "-2.0",
        "NumMentions": "4",
        "DATEADDED": "20250318201500",
        "SOURCEURL": f"https://www.news.example/{number}",
    }
    return "\t".join((told | cells).values())


def test_gdelt_rows_are_imported(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "20250318201500.export.CSV"
    rows = [
        gdelt_row(1),
        gdelt_row(2, "CHN"),
        "not\ta\trow",
        gdelt_row(3, SQLDATE="20251399"),
        gdelt_row(4, "USA", "RUS"),
    ]
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    done = detente("import", "gdelt2", path, watch=empty)
    assert done.returncode == 1
    assert "2 new mentions" in done.stdout
    assert "2 rejected." in done.stdout
    for number in (3, 4):
        assert f"{path}:{number}" in done.stderr.replace("\n", "")
    listed = json.loads(good("events", "--format", "json", watch=empty))
    assert {event["direction"] for event in listed} == {"RUS>USA", "USA>RUS"}
    assert "https://www.news.example/1" in "".join(
        good("explain", e["event_id"], watch=empty) for e in listed
    )
    asked = shlex.split("index --freq day --measure tension --direction all --area all --format csv")
    tension = rows_of(good(*asked, watch=empty))
    assert [row["time_value"] for row in tension if row["value"]] == ["2025-03-18"]
    before = tables(empty)
    assert detente("import", "gdelt2", path, watch=empty).returncode == 1
    assert tables(empty) == before


SETTING = """
id: mine
title: a short course of events
weeks: 24
acts: {verbal_conflict: 8, material_conflict: 3}
sources: [{id: alpha, items: 40, chance: 0.6}, {id: beta, items: 25, chance: 0.4}]
delay: {same_day: 0.2, mean: 6}
"""


def test_a_simulated_relationship_goes_all_the_way_to_a_band_and_a_plot(empty: Path, tmp_path: Path) -> None:
    setting = tmp_path / "mine.yml"
    setting.write_text(SETTING, "utf-8")
    truth = tmp_path / "truth.csv"
    said = good("simulate", setting, "--out", tmp_path / "files", "--series", truth, "--seed", "2")
    for call in [shlex.split(line) for line in said.splitlines() if line.startswith("detente import")]:
        good(*call[1:], watch=empty)
    plot = tmp_path / "tension.svg"
    asked = shlex.split("index --freq week --measure tension --direction all --area all --format csv")
    text = good(*asked, "--plot", plot, watch=empty)
    assert text.splitlines()[0] == COLUMNS
    rows = rows_of(text)
    assert len(rows) == 24
    assert all(float(row["lower"]) <= float(row["value"]) <= float(row["upper"]) for row in rows)
    weeks: dict[str, float] = {}
    for row in rows_of(truth.read_text("utf-8")):
        if row["class"].endswith("conflict"):
            points = float(row["intensity"]) * float(row["severity"])
            weeks[row["time_value"]] = weeks.get(row["time_value"], 0.0) + points
    inside = [float(r["lower"]) <= weeks[r["time_value"]] <= float(r["upper"]) for r in rows]
    assert sum(inside) >= 16
    assert plot.read_text("utf-8").startswith("<?xml")
    told = good(*asked[:-1], "text", watch=empty)
    assert "incomplete" in told
    assert "by duplicate policy" in told
    detailed = good(*asked, "--detail", "--severity", "counts", watch=empty)
    assert detailed.splitlines()[0] == COLUMNS + ",counted,least,most,note"


def test_the_two_clocks_are_kept_apart(watch: Path, tmp_path: Path) -> None:
    good("import", "jsonl", lines(tmp_path / "documents.jsonl", DOCUMENTS), watch=watch)
    today = dt.datetime.now(dt.UTC).date()
    asked = (
        "index",
        "--freq",
        "year",
        "--measure",
        "volume",
        "--direction",
        "all",
        "--area",
        "all",
        "--format",
        "csv",
    )
    now = rows_of(good(*asked, watch=watch))
    assert rows_of(good(*asked, "--known-by", today.isoformat(), watch=watch)) == now
    yesterday = (today - dt.timedelta(days=1)).isoformat()
    assert good(*asked, "--known-by", yesterday, watch=watch) == COLUMNS + "\n"
    then = rows_of(good(*asked, "--as-published", "2020-01-31", watch=watch))
    assert then[-1]["time_value"] <= "2020-01-01"
    same = [row for row in then if row["time_value"] < "2019"]
    assert same == [row for row in now if row["time_value"] < "2019"]
    assert same
    published = json.loads(good("events", "--as-published", "2025-03-18", "--format", "json", watch=watch))
    assert any(event["summary"] == SANCTIONS for event in published)
    assert not any("expelled two American" in event["summary"] for event in published)


def test_texts_are_coded_without_a_watch(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "in.jsonl", [{"id": d["id"], "text": d["text"], "date": d["date"]} for d in DOCUMENTS[:2]]
    )
    with path.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    done = detente("code", path, "--out", tmp_path / "out.jsonl")
    assert (done.returncode, done.stdout) == (1, "2 texts coded into 2 events, 1 line rejected.\n")
    coded = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(event["id"], event["event_type"]) for event in coded] == [
        ("one", "SANCTION"),
        ("two", "SANCTION"),
    ]
    assert "3" in (tmp_path / "out.jsonl.rejects.jsonl").read_text("utf-8")


WRONG = [
    ("brief --format doc", "--format", "html, json, md, pdf, text"),
    ("brief --format pdf", "--format", "--out"),
    ("brief --length tiny", "--length", "short, full"),
    ("events --format xml", "--format", "text, json, csv"),
    ("index --format xml", "--format", "text, json, csv"),
    ("sources --format xml", "--format", "text, json, csv"),
    ("formats --format xml", "--format", "text, json, csv"),
    ("export csv", "FORMAT", "detente, jsonl"),
    ("export jsonl --known-by friday", "--known-by", "2025-03-18"),
    ("explain tension_acts/all/all/2024 --format csv", "--format", "text, json"),
    ("events --area weather", "--area", "cyber"),
    ("events --direction USA>CHN", "--direction", "RUS>USA"),
    ("events --type PARLEY", "--type", "CONSULT"),
    ("events --status sure", "--status", "asserted"),
    ("events --since 2025-13-01", "--since", "2025-03-18"),
    ("events --since 2025-02-01 --until 2025-01-01", "--until", "--since"),
    ("index --since 2025-02-01 --until 2025-01-01", "--until", "--since"),
    ("index --known-by yesterday", "--known-by", "2025-03-18"),
    ("index --as-published 18.3.2025", "--as-published", "2025-03-18"),
    ("index --freq decade", "freq", "quarter"),
    ("index --severity richter", "--severity", "goldstein"),
    ("index --plot index.gif --measure tension --area all --direction all", "--plot", "png"),
    ("simulate steady", "simulate", "--series"),
    ("simulate nowhere.yml --series x.csv", "nowhere.yml", "lists the bundled ones"),
    ("index --measure warmth", "measure", "tension_acts"),
    ("index --area weather", "area", "cyber"),
    ("index --direction east", "direction", "RUS>USA"),
    ("index --duplicates none", "duplicates", "one-a-day"),
    ("index --arena XXX", "--arena", "UKR"),
    ("explain zzzzzz", "zzzzzz", "detente events"),
    ("explain 1", "1", "6 signs"),
    ("explain a/b", "a/b", "MEASURE/DIRECTION/AREA/PERIOD"),
    ("explain tension_acts/all/all/20x", "tension_acts/all/all/20x", "2025-Q1"),
    ("explain tension_acts/all/all/2025-W60", "tension_acts/all/all/2025-W60", "2025-W12"),
    ("brief --since 2099-01-01", "--since", ""),
    ("import parquet x.jsonl", "FORMAT", "jsonl"),
    ("import jsonl x.jsonl --source =x", "--source", "letters"),
]


@pytest.mark.parametrize(("call", "where", "do"), WRONG, ids=[call for call, _, _ in WRONG])
def test_a_wrong_call_says_what_where_and_what_to_do(made: Path, call: str, where: str, do: str) -> None:
    said = refused(*call.split(), watch=made)
    assert said.startswith(f"{where}: ")
    assert do in said


@pytest.mark.parametrize(
    "call", ["brief", "events", "index", "explain 123456", "sources", "update", "import jsonl x.jsonl"]
)  # fmt: skip
def test_without_a_watch_every_command_says_how_to_make_one(tmp_path: Path, call: str) -> None:
    said = refused(*call.split(), watch=tmp_path / "none")
    assert said.startswith(f"{tmp_path / 'none'}: there is no watch here")
    assert "detente init" in said
    assert not (tmp_path / "none").exists()


def test_a_folder_with_broken_settings_is_named(empty: Path) -> None:
    path = empty / "detente.toml"
    path.write_text("[watch\n", "utf-8")
    assert str(path) in refused("brief", watch=empty)
    path.write_text('[watch]\ndyad = ["RUS", "USA"]\ncolour = 1\n', "utf-8")
    assert "colour" in refused("brief", watch=empty)


def test_bad_files_are_named_and_the_rest_is_kept(empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    contents: dict[str, bytes] = {
        "empty.jsonl": b"",
        "binary.jsonl": bytes(range(256)) * 40,
        "long.jsonl": b'{"id": "x", "text": "' + b"a" * 10_000_000 + b'"}',
        "latin.jsonl": '{"id": "x", "text": "Déclaration à Genève"}\n'.encode("latin-1"),
        "cut.jsonl.gz": gzip.compress(b'{"id": "x", "text": "Rain fell."}\n' * 50)[:-20],
        "bomb.jsonl": (bomb + "]><l>&j;</l>\n").encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    dates = [{**DOCUMENTS[0], "date": "32 March 2025"}, DOCUMENTS[1]]
    files = [
        *(folder / name for name in contents),
        folder / "none.jsonl",
        lines(folder / "dates.jsonl", dates),
    ]
    done = detente("import", "jsonl", *files, watch=empty)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("rejected: ")]
    for name in [*contents, "none.jsonl"]:
        assert any(name in line for line in told), name
    for name in ("long.jsonl:1:", "latin.jsonl:1:", "bomb.jsonl:1:", "dates.jsonl:1:"):
        assert any(name in line for line in told), name
    assert "is no date; the document is kept without one" in done.stderr
    kept = Store(empty / "data").view().documents()
    assert {"one", "two"} <= {document.external_id for document in kept}
    assert len(json.loads(good("events", "--format", "json", watch=empty))) == 2


def test_pages_are_taken_in_without_their_scripts(empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><head><title>A decision</title>"
        '<meta property="article:published_time" content="2025-03-18T10:00:00Z"></head><body><article>'
        f"<h1>A decision</h1><script>alert('in')</script><p>{SANCTIONS}</p>"
        + "<p>The measures touch banks and shipping, and they begin in April, a spokesman said.</p>" * 3
        + "<script>document.write('<p>Russia bombed Alaska.</p>')</script></article></body></html>",
        "utf-8",
    )
    bomb = tmp_path / "bomb.html"
    bomb.write_text('<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><l>&b;</l>', "utf-8")
    deep = tmp_path / "deep.html"
    deep.write_text("<div>" * 50_000, "utf-8")
    done = detente("import", "html", page, bomb, deep, watch=empty)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bomb.html" in done.stderr
    assert "deep.html" in done.stderr
    (document,) = Store(empty / "data").view().documents()
    assert SANCTIONS in document.text
    assert "alert" not in document.text
    assert "bombed" not in document.text
    assert [event["direction"] for event in json.loads(good("events", "--format", "json", watch=empty))] == [
        "USA>RUS"
    ]


def test_text_files_in_another_encoding_are_refused_by_name(empty: Path, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text(SANCTIONS, "utf-8")
    wrong.write_bytes("Россия и США договорились о встрече послов в Женеве.".encode("cp1251"))
    done = detente("import", "text", wrong, right, watch=empty)
    assert done.returncode == 1
    assert f"{wrong}: byte 1" in done.stderr.replace("\n", "")
    assert "not in UTF-8" in done.stderr
    assert len(Store(empty / "data").view().documents()) == 1


def test_a_stream_of_two_thousand_texts_is_taken_in(empty: Path, shared: Path) -> None:
    path = shared / "text" / "stream_2025_feb_may.jsonl.gz"
    done = detente("import", "jsonl", path, watch=empty)
    assert "2,198 new documents" in done.stdout, done.stdout + done.stderr
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        russian = sum(json.loads(line)["lang"] == "ru" for line in stream)
    assert (
        f"{russian:,} documents kept but not coded: in a language that is not coded yet (ru)" in done.stdout
    )
    brief = " ".join(good("brief", "--length", "full", watch=empty).split())
    assert f"{russian:,} in a language that is not coded yet (ru)" in brief
    view = Store(empty / "data").view()
    assert len(view.documents()) == 2198
    documents = {document.document_id: document for document in view.documents()}
    for mention in view.mentions():
        document = documents[str(mention.document_id)]
        assert mention.span is not None
        whole = f"{document.title}\n{document.text}" if document.title else document.text
        assert whole[slice(*mention.span)] == mention.summary


HOSTILE = "=1+1 \x1b]8;;https://evil.example\x1b\\ \x9b31m \u202eesrever <script>alert(1)</script>"
COMMANDS = ("brief", "brief --format md", "brief --format html", "events", "events --format csv")
MORE = (
    "events --format json",
    "sources",
    "export jsonl",
    "export detente",
    "proposals",
    "proposals --format csv",
)


def hostile(folder: Path) -> Path:
    """Write coded events whose every free text is hostile, and return the file."""
    side = {"text": HOSTILE, "sector": "GOV"}
    told = [
        {
            "event_id": f"{HOSTILE}{status}",
            "event_type": "ACCUSE",
            "actor": [{**side, "code": "USA"}],
            "recipient": [{**side, "code": "RUS"}],
            "claimants": [{"text": HOSTILE, "code": None}],
            "status": status,
            "event_date": "2025-04-10",
            "summary": HOSTILE,
            "areas": ["cyber"],
            "reports": [
                {"source": HOSTILE, "url": "javascript:alert(1)", "published_at": "2025-04-10T00:00:00Z"}
            ],
        }
        for status in ("asserted", "alleged")
    ]
    return lines(folder / "hostile.jsonl", told)


def test_no_output_lets_a_source_command_the_terminal_or_the_page(empty: Path, tmp_path: Path) -> None:
    good("import", "detente", hostile(tmp_path), watch=empty)
    event = good("events", watch=empty).split()[0]
    for call in (*COMMANDS, *MORE, f"explain {event}", f"explain {event} --format json"):
        said = good(*call.split(), watch=empty)
        assert not set(said) & set("\x1b\x9b\u202e"), call
        assert "html" not in call or "<script" not in said
        assert "json" in call or "export" in call or "javascript:" not in said, call
        assert "csv" not in call or not re.search(r"(^|,)\"?=", said, re.MULTILINE), call


def test_a_source_id_is_a_word(empty: Path, tmp_path: Path) -> None:
    told = refused("import", "jsonl", lines(tmp_path / "in.jsonl", []), "--source", "=x\n<y>", watch=empty)
    assert told.startswith("detente: --source:") or "--source" in told


def test_wrong_lines_are_counted_once(empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text("{}\nnope\n", encoding="utf-8")
    done = detente("import", "detente", path, watch=empty)
    assert (done.returncode, done.stderr.count("rejected:")) == (1, 2)
    assert "2 rejected" in done.stdout
    path.write_text("nope\n" * 60, encoding="utf-8")
    done = detente("import", "detente", path, watch=empty)
    assert done.returncode == 1
    assert "wrong.jsonl:51: not read from here on" in done.stderr


def test_a_number_without_value_says_why_and_what_is_near(made: Path) -> None:
    said = good("explain", "tension/all/all/2016", watch=made)
    assert "no value (curated: a curated source gives counts and shares, no levels)" in said
    near = re.search(r"^Near it with a value: ([^ ,]+),", said, re.MULTILINE)
    assert near is not None
    assert near[1] == "tension_acts/all/all/2016"
    assert "no value" not in good("explain", near[1], watch=made)
    assert "tension_acts/all/cyber/2025" in good("explain", "tension_acts/all/cyber/2029", watch=made)


def test_the_proposals_of_the_guide_are_in_a_fresh_watch(made: Path) -> None:
    guide = (Path(__file__).resolve().parents[1] / "docs" / "guide.md").read_text(encoding="utf-8")
    ids = re.findall(r"^    detente (?:confirm|reject) (\w+)$", guide, re.MULTILINE)
    offered = good("proposals", watch=made)
    assert len(ids) == 2
    for name in ids:
        assert f"{name}  open" in offered


def test_the_trackers_of_another_pair_say_why_they_hold_nothing(tmp_path: Path) -> None:
    good("init", tmp_path / "w", "--dyad", "CHN,USA")
    for call in ("treaties", "sanctions --timeline", "people", "dates"):
        done = detente(*call.split(), watch=tmp_path / "w")
        assert (done.returncode, done.stdout) == (0, "nothing\n")
        assert "trackers are of RUS and USA" in done.stderr


def test_an_unknown_feed_is_an_error(empty: Path) -> None:
    (empty / "detente.toml").write_text('[sources]\nfeeds = ["nope"]\n', encoding="utf-8")
    assert "no feed 'nope'" in refused("sources", watch=empty)


def test_a_reason_that_many_sources_share_is_told_once() -> None:
    rows: list[dict[str, Any]] = [{"source": name, "why": "no network"} for name in "abc"]
    rows.append({"source": "d", "why": "gone"})
    said = noted(rows, "why", "text")
    assert said.count("no network") == 1
    assert said.count("(1)") == 4
    assert "gone" in said
    assert noted(rows, "why", "csv").count("no network") == 3


@pytest.mark.parametrize("call", ["brief --out", "brief --html", "export detente --out"])
def test_a_place_that_cannot_be_written_is_named(made: Path, tmp_path: Path, call: str) -> None:
    said = refused(*call.split(), tmp_path / "none" / "x", watch=made, status=3)
    assert str(tmp_path / "none") in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(made: Path) -> None:
    program = str(Path(sys.executable).parent / "detente")
    with Path("/dev/full").open("w") as full:
        call = [program, "--watch", str(made), "events"]
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    assert done.returncode == 3
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_texts_are_never_written_over(tmp_path: Path) -> None:
    path = lines(tmp_path / "in.jsonl", [{"id": "1", "text": SANCTIONS}])
    before = path.read_bytes()
    assert "to be read" in refused("code", path, "--out", path)
    rejected = lines(tmp_path / "x.rejects.jsonl", [{"id": "1", "text": SANCTIONS}])
    assert "to be read" in refused("code", rejected, "--out", tmp_path / "x")
    assert path.read_bytes() == rejected.read_bytes() == before


@pytest.mark.parametrize(
    "title",
    ["US imposes sanctions Monday", "US announces new sanctions", "Russia says ready for talks Monday"],
)
def test_days_and_deeds_are_no_sides(tmp_path: Path, title: str) -> None:
    path = lines(
        tmp_path / "in.jsonl", [{"id": "1", "title": title, "text": SANCTIONS, "date": "2025-03-18"}]
    )
    good("code", path, "--out", tmp_path / "out.jsonl")
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    words = {side["text"].lower() for event in told for side in (*event["actor"], *event["recipient"])}
    assert not {word for word in words if re.search("sanctions|talks|monday", word)}
    assert any(event["direction"] == "USA>RUS" for event in told)


def test_stopped_at_any_moment_it_says_so_and_is_made_whole(empty: Path, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "in.jsonl", [{**DOCUMENTS[0], "id": str(n), "url": f"{WIRE}/{n}"} for n in range(40)]
    )
    code = (
        "import signal, sys, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from detente.watch.intake import Intake\n"
        "Intake._relinked = lambda *_: signal.raise_signal(signal.SIGINT)\n"
        "from detente.__main__ import main\n"
        "main()\n"
    )
    call = [sys.executable, "-c", code, "--watch", str(empty), "import", "jsonl", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 3
    assert "stopped by you" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(tables(empty).values())
    assert "40 new documents" in good("import", "jsonl", path, watch=empty)


def test_a_proposal_quotes_no_outlet_in_our_own_words(made: Path) -> None:
    said = good("proposals", "--all", watch=made)
    assert "(in our words)" in said
    assert "“" not in said, "the bundled record holds no passages"
