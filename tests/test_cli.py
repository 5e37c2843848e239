"""The commands are found by their files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente import tables
from detente.cli import main
from detente.cli._discovery import commands
from detente.errors import PluginError
from detente.watch import Watch

ONE = "import typer\nCOMMANDS = typer.Typer()\n@COMMANDS.command()\ndef {}() -> None: ...\n"


def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> list[str | None]:
    """Return the names of the commands that a folder with `files` gives."""
    package = tmp_path / f"commands_{tmp_path.name}"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, text in files.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    __import__(package.name)
    return [command.callback.__name__ for command in commands(sys.modules[package.name]) if command.callback]


def test_a_file_is_enough_and_the_list_is_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder(tmp_path, monkeypatch, one=ONE.format("walk"), two=ONE.format("run")) == ["run", "walk"]


def test_two_commands_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PluginError, match=r"two: the command 'walk' is taken"):
        folder(tmp_path, monkeypatch, one=ONE.format("walk"), two=ONE.format("walk"))


def test_a_file_without_commands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PluginError, match=r"one: offers no COMMANDS"):
        folder(tmp_path, monkeypatch, one="")


def test_a_closed_pipe_ends_a_command_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "detente", "formats"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "text": "Mali expelled the ambassador of Togo."}\nbad\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "detente", "code", "in.jsonl", "--out", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert [json.loads(line)["direction"] for line in done.stdout.splitlines()] == ["MLI>TGO"]
    assert done.returncode == 1
    assert "in.jsonl:2: " in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_files_that_are_written_take_a_dash_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tables.save_lines(["one", "two"], Path("-"), "--out") == 2
    tables.save_bytes(b"%PDF", Path("-"), "--out")
    assert capfdbinary.readouterr().out == b"one\ntwo\n%PDF"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "nosuch"),
        (["explain", "one", "two"], "See 'detente explain --help'."),
        (["index", "--nosuch"], "--nosuch"),
        (["init", "--dyad"], "--dyad"),
        (["--watch"], "--watch"),
    ],
)
def test_wrong_use_is_said_in_two_lines_at_most(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["detente", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert told.startswith("detente: ")
    assert said in told
    assert len(told.splitlines()) <= 2


def test_a_page_without_an_article_is_told_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    Watch.init(tmp_path / "w", ("CHN", "IND"))
    page = tmp_path / "a.html"
    page.write_bytes(b"garbage")
    monkeypatch.setattr(sys, "argv", ["detente", "--watch", str(tmp_path / "w"), "import", "html", str(page)])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err.splitlines()
    assert ended.value.code == 1
    assert [line.split(":")[0] for line in told] == ["rejected"]
    assert not caplog.records


def test_without_a_command_the_help_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["detente"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "turning-points" in capsys.readouterr().out


def said(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command line prints, on either stream."""
    monkeypatch.setattr(sys, "argv", ["detente", *arguments])
    with pytest.raises(SystemExit):
        main()
    return "".join(capsys.readouterr())


def test_a_file_without_its_layout_is_told_the_layouts_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "saved.html"
    path.touch()
    told = said(["import", str(path)], monkeypatch, capsys)
    assert f"the layout is missing (name the layout first: detente import html {path})" in told
    assert "the layout is missing" in said(["import", str(path), "other.html"], monkeypatch, capsys)
    assert "no file given (write: detente import jsonl FILE)" in said(
        ["import", "jsonl"], monkeypatch, capsys
    )


def test_an_area_is_explained_by_its_title_and_areas_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    by_id = said(["background", "arms_control"], monkeypatch, capsys)
    assert said(["background", "Arms control"], monkeypatch, capsys) == by_id
    listed = said(["background"], monkeypatch, capsys).splitlines()
    assert "arms_control            Arms control" in listed
    assert len(listed) == 9
    assert "no background on 'nosuch'" in said(["background", "nosuch"], monkeypatch, capsys)
