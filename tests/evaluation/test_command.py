"""`detente evaluate`: what it prints and writes, and the behavioural checks against a fake server."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner
from werkzeug import Request, Response

from detente.cli import app
from detente.coders.codebook import Codebook
from detente.errors import WrongUse

CASES = """\
cases:
  - text: "Peru expelled two Serbian diplomats."
    events: ["SANCTION expel PER>SRB"]
  - text: "Peru praised Serbia."
    events: ["SUPPORT - PER>SRB", "AID - PER>SRB"]
"""
DEFINITION = {code: (Codebook.bundled().label(code)) for code in ("SANCTION", "SUPPORT")}


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "family.yml"
    path.write_text(CASES, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.stdout


def test_text_has_figures_confusion_and_calibration(cases: Path) -> None:
    told = run(cases)
    assert told.startswith("family.yml as cases, coder ")
    assert "cases with everything right" in told
    assert "Confusion: true classes down" in told
    assert "Expected calibration error" in told


def test_csv_has_the_figures_and_json_everything(cases: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(cases, "--format", "csv"))))
    assert list(rows[0]) == ["figure", "cls", "value", "lower", "upper", "n"]
    assert rows[0]["value"] == "0.5"
    told = json.loads(run(cases, "--format", "json"))
    assert told["figures"][0] == {"figure": "cases with everything right", "cls": "all", "value": 0.5,
                                  "lower": 0.0, "upper": 1.0, "n": 2}  # fmt: skip
    assert {"true": "AID", "coded": "none", "n": 1} in told["confusion"]
    assert told["calibration"]["n"] == 2


@pytest.mark.parametrize(("name", "start"), [("plot.png", b"\x89PNG"), ("plot.svg", b"<?xml")])
def test_the_plot_is_written(cases: Path, name: str, start: bytes) -> None:
    run(cases, "--plot", cases.with_name(name))
    assert cases.with_name(name).read_bytes().startswith(start)


def test_a_plot_of_another_form_is_refused(cases: Path) -> None:
    with pytest.raises(WrongUse, match=r"neither \.png nor \.svg"):
        run(cases, "--plot", "plot.gif")


def test_the_confusion_table_is_written_for_the_index(cases: Path) -> None:
    out = cases.with_name("confusion.csv")
    run(cases, "--confusion", out)
    note, *rows = out.read_text(encoding="utf-8").splitlines()
    assert note == "# source: detente evaluate family.yml, cases, 2 texts"
    name = next(csv.DictReader(rows))["coder"]
    assert rows == [
        "coder,true,coded,n",
        f"{name},AID,,1",
        f"{name},SANCTION,SANCTION,1",
        f"{name},SUPPORT,SUPPORT,1",
    ]


def test_the_index_reads_that_file(cases: Path) -> None:
    error_rates = pytest.importorskip("detente.ontology.error_rates", reason="the index has no reader yet")
    out = cases.with_name("confusion.csv")
    run(cases, "--confusion", out)
    [cells] = error_rates.read_confusion(out.read_text(encoding="utf-8"), "here").values()
    assert sum(cell.n for cell in cells) == 3


def test_a_table_of_other_classes_is_no_data_for_the_index(cases: Path) -> None:
    row = {
        "id": "a",
        "text": "Peru praised Serbia.",
        "actor": "Peru",
        "recipient": "Serbia",
        "quad_class": "VC",
    }
    path = cases.with_name("s.jsonl")
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(WrongUse, match="a table of quads, not of types"):
        run(path, "--confusion", "c.csv")


def test_an_error_is_one_line_with_its_exit_status(cases: Path) -> None:
    command = [sys.executable, "-m", "detente", "evaluate", "none.yml"]
    if not (Path(__file__).parents[2] / "src" / "detente" / "__main__.py").exists():
        command = [str(Path(sys.executable).with_name("detente")), "evaluate", "none.yml"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cases.parent, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "detente: none.yml: there is no such file or folder (check the path)\n"


Chooser = Callable[[str, dict[str, str]], str]


def reader(word: str, labels: dict[str, str]) -> str:
    """Choose by the definition alone."""
    wanted = DEFINITION["SANCTION" if word == "expelled" else "SUPPORT"]
    assert wanted is not None
    return next(name for name, definition in labels.items() if definition == wanted.definition)


def by_name(word: str, labels: dict[str, str]) -> str:
    """Choose by the name alone, or the first label where the name is not there."""
    name = "SANCTION" if word == "expelled" else "SUPPORT"
    return name if name in labels else next(iter(labels))


def serve(server: HTTPServer, choose: Chooser, monkeypatch: pytest.MonkeyPatch) -> None:
    def handler(request: Request) -> Response:
        system, user = (each["content"] for each in json.loads(request.data)["messages"])
        lines = [line[2:].split(": ", 1) for line in system.splitlines() if line.startswith("- ")]
        labels = dict(lines)
        acts: list[dict[str, Any]] = [
            {"number": each["number"], "label": choose(each["word"], labels)}
            for each in json.loads(user)["acts"]
        ]
        said = {"choices": [{"message": {"content": json.dumps({"acts": acts})}}]}
        return Response(json.dumps(said), content_type="application/json")

    server.expect_request("/v1/chat/completions").respond_with_handler(handler)
    for name, value in (
        ("CODING_CODER", "llm"),
        ("LLM_ADDRESS", server.url_for("/v1")),
        ("LLM_MODEL", "fake"),
    ):
        monkeypatch.setenv(f"DETENTE_{name}", value)


@pytest.mark.parametrize(
    ("choose", "shares"),
    [(reader, [1.0, 1.0, 1.0, 0.0]), (by_name, [1.0, 0.0, 0.0, 1.0])],
    ids=["by definition", "by name"],
)
def test_the_checks_tell_a_reader_of_definitions_from_one_of_names(
    cases: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, choose: Chooser, shares: list[float]
) -> None:
    serve(httpserver, choose, monkeypatch)
    told = json.loads(run(cases, "--behaviour", "--format", "json"))
    assert [row["value"] for row in told] == shares
    assert [row["n"] for row in told] == [2, 2, 2, 2]


def test_a_coder_that_reads_no_definitions_cannot_be_checked(cases: Path) -> None:
    with pytest.raises(WrongUse, match="reads no definitions"):
        run(cases, "--behaviour")
