"""Takes a picture of a page: benchmarks/screenshot.py URL_OR_FILE OUT.png [--phone] [--dark] [--height N].

Needs Chromium on the PATH and playwright (in the dev extra). The picture is of the top of the page; with
`--height 0` of all of it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

WIDTH, PHONE, HEIGHT = 900, 360, 1400


def take(address: str, out: Path, *, width: int, height: int, dark: bool) -> None:
    """Write a PNG of the page at `address` to `out`; `height` 0 takes the whole page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium on the PATH: install the chromium package")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(
            viewport=ViewportSize(width=width, height=height or HEIGHT),
            color_scheme="dark" if dark else "light",
        )
        page.goto(address)
        page.screenshot(path=out, full_page=height == 0)
        browser.close()


def main() -> None:
    """Read the command line and take the picture."""
    parser = argparse.ArgumentParser(description="Take a picture of a page.")
    parser.add_argument("page", help="an address or an HTML file")
    parser.add_argument("out", type=Path)
    parser.add_argument("--phone", action="store_true", help=f"{PHONE} pixels wide")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--height", type=int, default=HEIGHT, help="in pixels; 0 for the whole page")
    given = parser.parse_args()
    address = given.page if "://" in given.page else Path(given.page).resolve().as_uri()
    width = PHONE if given.phone else WIDTH
    take(address, given.out, width=width, height=given.height, dark=given.dark)


if __name__ == "__main__":
    main()
