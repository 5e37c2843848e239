"""The commands are found by their files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.cli._discovery import commands
from detente.errors import PluginError

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
