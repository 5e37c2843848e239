"""Every feed in the folder of real and malformed feeds, and the answers that came with them."""

from __future__ import annotations

import ast
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from detente.records import Document
from detente.sources.feeds import FeedReading, Origin, read_feed
from detente.sources.plain import one_line, plain

ORIGIN = Origin("real", "Real", None, "UTC")


def read(path: Path) -> FeedReading:
    return read_feed(path.read_bytes(), ORIGIN)


@pytest.fixture(scope="module")
def feeds(shared: Path) -> Path:
    return shared / "feeds"


@pytest.fixture(scope="module")
def readings(feeds: Path) -> dict[str, FeedReading]:
    manifest = json.loads((feeds / "MANIFEST.json").read_text(encoding="utf-8"))
    start = time.monotonic()
    found = {entry["file"]: read(feeds.parent / entry["file"]) for entry in manifest}
    assert len(found) == 3377
    assert time.monotonic() - start < 40
    return found


def test_each_file_gives_valid_documents_or_a_reason(readings: dict[str, FeedReading]) -> None:
    for name, reading in readings.items():
        keys = [document.document_id for document in reading.documents]
        assert len(keys) == len(set(keys)), name
        assert len(keys) + reading.n_rejected <= reading.n_items, name
        assert reading.n_rejected == 0 or reading.problems, f"{name}: items are missing without a reason"
        for document in reading.documents:
            assert Document.model_validate(document.model_dump()) == document, name
            assert document.title or document.text or document.url, name
            assert "\x00" not in document.title + document.text, name
            assert document.published_at is None or document.published_at.utcoffset() is not None, name


def test_files_that_hold_items_give_documents(readings: dict[str, FeedReading]) -> None:
    real = {name: reading for name, reading in readings.items() if "/feedreader_real/" in name}
    assert len(real) == 47
    without = sorted(name for name, reading in real.items() if not reading.documents)
    assert len(without) <= 1, without
    for name, reading in readings.items():
        if reading.n_items == 0 and not name.endswith(".json"):
            continue
        assert reading.documents or reading.problems, name


def test_markup_and_scripts_do_not_reach_the_text(readings: dict[str, FeedReading]) -> None:
    real = [reading for name, reading in readings.items() if "/feedreader_real/" in name]
    texts = [document.text for reading in real for document in reading.documents]
    assert len(texts) > 500
    marked = [text for text in texts if re.search(r"</?(?:p|div|img|script|br|a)\b[^>]*>|javascript:", text)]
    assert len(marked) / len(texts) < 0.01, marked[:2]


@dataclass
class Gold:
    """What a set of feeds should give: numbers of items, titles, links; and how much of it was found."""

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def tally(self, what: str, hit: bool, note: str) -> None:
        self.wanted[what] += 1
        self.found[what] += hit
        if not hit:
            self.missed.append(f"{what} {note}")

    def title(self, title: str, documents: tuple[Document, ...], note: str) -> None:
        forms = {one_line(title), one_line(plain(title))}
        if "" not in forms:
            self.tally("titles", any(document.title in forms for document in documents), f"{note}: {title!r}")

    def links(self, links: list[str], documents: tuple[Document, ...], note: str) -> None:
        wanted = {_bare(link) for link in links if re.match("https?://", link.strip())}
        if wanted:
            self.tally("links", any(_bare(doc.url or "") in wanted for doc in documents), f"{note}: {links}")

    def share(self, what: str) -> float:
        return self.found[what] / self.wanted[what]

    def report(self, name: str) -> str:
        return f"{name}: " + ", ".join(f"{self.found[k]}/{self.wanted[k]} {k}" for k in sorted(self.wanted))


def _bare(link: str) -> str:
    return one_line(link).rstrip("/").lower()


def test_feed_rs_expectations(feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = Gold()
    for answer in sorted((feeds / "feed-rs").glob("*.serde.json")):
        stem = answer.name.removesuffix(".serde.json")
        source = next(path for end in (".xml", ".json") if (path := answer.with_name(stem + end)).exists())
        entries = json.loads(answer.read_text(encoding="utf-8"))["entries"]
        reading = read(source)
        gold.tally("counts", reading.n_items == len(entries), f"{stem}: {reading.n_items} of {len(entries)}")
        for entry in entries:
            gold.title((entry["title"] or {}).get("content", ""), reading.documents, stem)
            links = [link["href"] for link in entry["links"] if link["rel"] in (None, "alternate")]
            gold.links(links, reading.documents, stem)
    with capsys.disabled():
        sys.stdout.write("\n" + gold.report("feed-rs"))
    assert gold.share("counts") == 1, gold.missed
    assert gold.share("titles") >= 0.98, gold.missed
    assert gold.share("links") >= 0.98, gold.missed


def test_gofeed_expectations(feeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = Gold()
    for source, expected in _gofeed(feeds / "gofeed"):
        entries = expected.get("items") or expected.get("entries") or []
        reading = read(source)
        gold.tally("counts", reading.n_items == len(entries), f"{source.name}: {reading.n_items}")
        for entry in entries:
            title = entry.get("title")
            gold.title(title if isinstance(title, str) else "", reading.documents, source.name)
            links = [entry["link"]] if entry.get("link") else []
            links += [link for link in entry.get("links") or [] if isinstance(link, str)]
            gold.links(links, reading.documents, source.name)
    with capsys.disabled():
        sys.stdout.write("\n" + gold.report("gofeed"))
    assert gold.share("counts") >= 0.995, gold.missed
    assert gold.share("titles") >= 0.97, gold.missed
    assert gold.share("links") >= 0.9, gold.missed


def _gofeed(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for answer in sorted(folder.glob("*.json")):
        source = answer.with_suffix(".xml")
        if answer.name.endswith("_expected.json"):
            source = answer.with_name(answer.name.replace("_expected", ""))
        if source.exists() and source != answer:
            expected = json.loads(answer.read_text(encoding="utf-8"))
            if expected:
                yield source, expected


@pytest.mark.parametrize("folder", ["feedparser_wellformed", "feedparser_illformed"])
def test_the_expectations_inside_the_files(
    feeds: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = Gold()
    for source in sorted((feeds / folder).glob("*.xml")):
        for name, value in _stated(source.read_bytes()[:3000]):
            documents = read(source).documents
            if name == "title":
                gold.title(value, documents, source.name)
            else:
                gold.links([value], documents, source.name)
    with capsys.disabled():
        sys.stdout.write("\n" + gold.report(folder))
    assert gold.share("titles") >= 0.95, gold.missed
    assert gold.share("links") >= 0.85, gold.missed


def _stated(head: bytes) -> Iterator[tuple[str, str]]:
    """Yield the title and the link that a file's own comment expects of its first entry."""
    for name in ("title", "link"):
        pattern = rf"entries\[0\](?:\['{name}'\]|\.{name}) == (u?'(?:[^'\\]|\\.)*'|u?\"[^\"]*\")\s"
        match = re.search(pattern.encode(), head)
        if match and match[1].isascii():
            yield name, str(ast.literal_eval(match[1].decode().lstrip("u")))
