"""No command writes over what belongs to the watch, and no two outputs go to one place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.cli import main
from detente.watch import Watch


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watch")
    Watch.init(folder, ("CHN", "IND"))
    (folder / "briefs.jsonl").touch()
    return folder


def run(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Return the exit status of a command on the watch, and what it says on standard error."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["detente", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brief", "--out", "detente.toml"], "detente.toml is the settings file of the watch"),
        (["brief", "--html", "./data/../briefs.jsonl"], "is a file of the watch"),
        (["brief", "--pdf", "briefs.lock"], "is a file of the watch"),
        (["export", "jsonl", "--out", "data/store.json"], "is in the data folder of the watch"),
        (["export", "detente", "--out", "linked"], "linked is the settings file"),
        (["index", "--plot", "data/new.svg"], "is in the data folder"),
        (["forecast", "--plot", "data/new.png"], "is in the data folder"),
        (["simulate", "conflict", "--out", "data"], "is in the data folder"),
        (["simulate", "conflict", "--series", "forecasts.jsonl"], "is a file of the watch"),
        (["code", "in.jsonl", "--out", "llm_answers.sqlite"], "is a file of the watch"),
        (["evaluate", "in.jsonl", "--confusion", "detente.toml"], "--confusion: detente.toml is"),
        (["evaluate", "in.jsonl", "--plot", "data/x.png"], "is in the data folder"),
        (["brief", "--html", "a", "--out", "a"], "--html goes to a too"),
        (["brief", "--html", "a", "--pdf", "./a"], "--html goes to a too"),
        (["brief", "--html", "-"], "cannot be printed"),
        (["brief", "--out", "a", "--pdf", "-"], "cannot be printed"),
        (["evaluate", "in.jsonl", "--confusion", "-"], "cannot be printed"),
    ],
)
def test_what_belongs_to_the_watch_is_no_target(
    watch: Path,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    link = watch / "linked"
    if not link.is_symlink():
        link.symlink_to("detente.toml")
    before = {path: path.read_bytes() for path in watch.rglob("*") if path.is_file()}
    status, told = run(watch, arguments, monkeypatch, capsys)
    assert (status, said in " ".join(told.split())) == (2, True), told
    assert {path: path.read_bytes() for path in watch.rglob("*") if path.is_file()} == before


def test_other_files_are_written(
    watch: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(watch, ["export", "jsonl", "--out", "mine.jsonl"], monkeypatch, capsys)[0] == 0
    assert (watch / "mine.jsonl").is_file()


def test_where_there_is_no_watch_a_folder_of_that_name_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "in.jsonl").touch()
    arguments = ["code", "in.jsonl", "--out", "data/out.jsonl"]
    assert run(tmp_path, arguments, monkeypatch, capsys) == (0, "")
