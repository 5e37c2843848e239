"""The HTML brief in a real browser: narrow screens, both colour schemes, links, silence on the console."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from detente.outputs.brief import Brief
from detente.outputs.formats import render

ColorScheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def page_file(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "brief.html"
    file.write_text(render(brief, "html"), encoding="utf-8")
    return file


def opened(browser: Browser, file: Path, width: int, scheme: ColorScheme = "light") -> tuple[Page, list[str]]:
    page = browser.new_page(viewport=ViewportSize(width=width, height=800), color_scheme=scheme)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    return page, heard


@pytest.mark.parametrize("width", [320, 360, 900])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_and_nothing_is_fetched(
    browser: Browser, page_file: Path, width: int, scheme: ColorScheme
) -> None:
    page, heard = opened(browser, page_file, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == [page_file.as_uri()]
    page.close()


def test_a_citation_leads_to_its_source(browser: Browser, page_file: Path) -> None:
    page, _ = opened(browser, page_file, 360)
    page.click("text='[1]' >> nth=0")
    assert page.url.endswith("#source-1")
    assert page.locator("#source-1").evaluate(
        "node => node.getBoundingClientRect().top < innerHeight && node.getBoundingClientRect().bottom > 0"
    )
    assert page.locator("#source-1 a").first.get_attribute("href") == "https://wire.example/call"
    page.close()


def test_a_figure_leads_to_its_address(browser: Browser, page_file: Path) -> None:
    page, _ = opened(browser, page_file, 900)
    page.click("text='[counted]' >> nth=0")
    assert "tension_acts/all/all/2025" in page.locator(":target").inner_text()
    page.close()


def test_dark_is_dark_and_words_stand_out(browser: Browser, page_file: Path) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        page, _ = opened(browser, page_file, 900, "dark" if scheme == "dark" else "light")
        ink, paper = (
            page.evaluate(f"getComputedStyle(document.body).{name}.match(/\\d+/g).map(Number)")
            for name in ("color", "backgroundColor")
        )
        assert (sum(paper) < 150) is dark
        assert abs(sum(ink) - sum(paper)) > 500
        page.close()


def test_a_phone_keeps_the_links_to_sections_and_says_what_its_bars_are(
    browser: Browser, page_file: Path
) -> None:
    phone, _ = opened(browser, page_file, 390)
    assert phone.locator("nav a").first.is_visible()
    assert phone.locator("figcaption .narrow").is_visible()
    phone.close()
    wide, _ = opened(browser, page_file, 1280)
    assert not wide.locator("figcaption .narrow").is_visible()
    wide.close()
