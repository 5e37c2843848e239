"""A feed and a GDELT server in little, watches that fetch from them, and what such a watch then holds."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import yaml

from detente.sources.gdelt.rules import layout
from detente.store import Store
from detente.watch import Watch
from tests.website import Site, say


def feed(*items: tuple[str, str, str, str]) -> str:
    """Return an RSS feed of (address, title, text, RFC 822 date)."""
    told = "".join(
        f"<item><link>{url}</link><guid>{url}</guid><title>{title}</title>"
        f"<description>{text}</description><pubDate>{date}</pubDate></item>"
        for url, title, text, date in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{told}</channel></rss>'


def export(*pairs: tuple[str, str]) -> bytes:
    """Return a zipped GDELT 2.0 export with a row for each pair of states."""
    rows = []
    for number, (actor, recipient) in enumerate(pairs):
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
            "GoldsteinScale": "-2.0",
            "DATEADDED": "20250318201500",
            "SOURCEURL": f"https://www.news.example/{number}",
        }
        rows.append("\t".join(told.values()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20250318201500.export.CSV", "".join(f"{row}\n" for row in rows))
    return buffer.getvalue()


def serve_export(site: Site, content: bytes, sent: bytes | None = None) -> str:
    """Serve a GDELT list that names `content`, give `sent` for it, and return the list's address."""
    named = site.serve(
        "/20250318201500.export.CSV.zip", say(content if sent is None else sent, kind="application/zip")
    )
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return site.serve("/lastupdate.txt", say(f"{len(content)} {digest} {named}\n", kind="text/plain"))


def make_watch(folder: Path, feeds: dict[str, str], gdelt: str | None, timeout: float = 0.5) -> Watch:
    """Make a watch without the record whose sources are these feeds (id: address) and this GDELT list."""
    Watch.init(folder, ("RUS", "USA"), record=False)
    promises = folder / "promises"
    promises.mkdir()
    for name, url in feeds.items():
        told = {
            "id": name,
            "publisher": f"The {name}",
            "title": "News",
            "url": url,
            "homepage": "https://news.example/",
            "country": "USA",
            "kind": "independent",
            "funding": "private",
            "language": "en",
            "timezone": "UTC",
            "licence": "made for a test",
            "cadence": "daily",
            "sampling": "stream",
            "least": 1,
            "most": 100,
            "seconds_between": 1,
            "pages": True,
            "confirmed": None,
            "note": "a feed of a test",
            "source": "a feed of a test",
        }
        (promises / f"{name}.yml").write_text(yaml.safe_dump(told), "utf-8")
    settings = f"""
[watch]
dyad = ["RUS", "USA"]
record = false
[sources]
promises = "promises"
feeds = [{", ".join(f'"{name}"' for name in feeds)}]
gdelt = {str(gdelt is not None).lower()}
gdelt_list = "{gdelt or "http://127.0.0.1:9/"}"
seconds_per_host = 0.0
timeout = {timeout}
"""
    (folder / "detente.toml").write_text(settings, "utf-8")
    return Watch.open(folder)


def tables(folder: Path) -> dict[str, list[Any]]:
    """Return what the data tables of a watch hold, sorted; without runs' stamps and times of fetches."""
    view = Store(folder / "data").view()
    fetches = [fetch.model_dump(exclude={"at"}) for fetch in view.fetches()]
    return {
        "documents": [*view.documents()],
        "mentions": [*view.mentions()],
        "events": [*view.events(live_only=False)],
        "observations": [*view.observations()],
        "exposure": [*view.exposure()],
        "fetches": sorted(fetches, key=str),
    }
