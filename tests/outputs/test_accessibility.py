"""What axe finds in the HTML brief of three watches, on a wide screen, on a dark phone and as printed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from benchmarks.brief_speed import EVENTS, row
from detente.ontology.areas import load_areas
from detente.outputs.formats import render
from detente.watch import Watch

WATCHES = ("record", "imported", "empty")


def _acts(folder: Path) -> Path:
    """Return a file of a hundred generated acts of five years, some of them only alleged."""
    draw, areas = random.Random(1), sorted(load_areas())  # noqa: S311 - a repeatable sample
    file = folder / "acts.jsonl"
    rows = (row(number, draw, areas) for number in range(0, EVENTS, EVENTS // 100))
    file.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each watch."""
    folder, found = tmp_path_factory.mktemp("pages"), {}
    for name in WATCHES:
        watch = Watch.init(folder / name, ("RUS", "USA"), record=name == "record")
        if name == "imported":
            took = watch.import_files("detente", [_acts(folder)])
            assert not took.rejects
        found[name] = folder / f"{name}.html"
        found[name].write_text(render(watch.brief(), "html"), encoding="utf-8")
    return found


def found_by_axe(browser: Browser, file: Path, width: int, medium: str) -> list[str]:
    """Return the rules broken, each with the first place."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), bypass_csp=True)
    page = context.new_page()
    page.emulate_media(media="print" if medium == "print" else "screen")
    page.emulate_media(color_scheme="dark" if medium == "dark" else "light")
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    broken = Axe().run(page).response["violations"]
    context.close()
    return [f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:200]}" for rule in broken]


@pytest.mark.parametrize("name", WATCHES)
@pytest.mark.parametrize(("width", "medium"), [(900, "light"), (360, "dark"), (900, "print")])
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, width: int, medium: str
) -> None:
    assert found_by_axe(browser, pages[name], width, medium) == []


def test_axe_is_heard(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """A page with pale words and an image without a text is not passed."""
    spoiled = tmp_path / "spoiled.html"
    text = pages["record"].read_text(encoding="utf-8")
    spoiled.write_text(
        text.replace("--quiet: #59636e", "--quiet: #c9ced3").replace(" alt=", " data-alt="), encoding="utf-8"
    )
    broken = {rule.split()[0] for rule in found_by_axe(browser, spoiled, 900, "light")}
    assert {"color-contrast", "image-alt"} <= broken
