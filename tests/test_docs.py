"""The pages for readers: complete, with links that arrive, and true to the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from detente import __version__
from detente.cli import app
from detente.errors import DetenteError
from detente.settings import Settings, _Section
from detente.watch import Known, Watch

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def commands() -> dict[str, set[str]]:
    """Return the options of each command, without --help."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return {
        name: {
            option
            for parameter in command.params
            if isinstance(parameter, TyperOption)
            for option in (*parameter.opts, *parameter.secondary_opts)
        }
        for name, command in group.commands.items()
    }


def part(name: str) -> str:
    """Return the guide's part on a command, "" where there is none."""
    found = re.search(rf"^### `detente {name}`\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_a_part_with_an_example_and_its_options(name: str) -> None:
    text = part(name)
    assert re.search(rf"^    detente {name}\b", text, re.MULTILINE)
    for option in commands()[name]:
        assert f"`{option}`" in text, f"{option} is not in the part on detente {name}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_guide_names_no_option_that_does_not_exist(name: str) -> None:
    assert set(re.findall(r"`(--[a-z-]+)`", part(name))) <= commands()[name]


def test_the_guide_and_the_readme_name_no_command_that_does_not_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^ {4}detente (?:--watch \w+ )?([a-z-]+)", GUIDE + readme, re.MULTILINE))
    assert named == set(commands())


def test_every_setting_is_in_the_guide_and_none_besides() -> None:
    settings = {
        f"{section}.{name}"
        for section, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Section)
        for name in field.annotation.model_fields
    }
    assert settings
    assert set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", GUIDE, re.MULTILINE)) == settings


def test_every_exit_status_is_in_the_guide() -> None:
    found = {DetenteError.exit_status}
    todo = [DetenteError]
    while todo:
        children = todo.pop().__subclasses__()
        found |= {child.exit_status for child in children}
        todo += children
    table = GUIDE.split("## Exit status")[1].split("## Commands")[0]
    assert set(map(int, re.findall(r"^\| (\d) \|", table, re.MULTILINE))) == found | {0}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_project_arrive(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in link and not link.startswith("#"):
            assert (page.parent / link.split("#")[0]).exists(), link


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in folder.glob("*.md")} - {"README.md"}


def test_the_changelog_has_this_version() -> None:
    assert f"## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_address_that_the_readme_explains_has_a_number(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (address,) = re.findall(r"^ {4}detente explain '([^']+)'", readme, re.MULTILINE)
    watch = Watch.init(tmp_path / "w", ("RUS", "USA"))
    found = watch.questions.explain(address, Known()).observation
    assert found is not None
    assert found.value
