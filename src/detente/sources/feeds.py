"""Feeds to documents: RSS, Atom, RDF and JSON Feed. What can be read is read; the rest is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.records import Document
from detente.sources.dates import published
from detente.sources.feed_items import FeedItem, Found, json_items
from detente.sources.feed_xml import xml_items
from detente.sources.plain import one_line, plain, tidy

LARGEST_FEED = 8 << 20
MOST_ITEMS = 5_000
LONGEST_TITLE = 1_000
LONGEST_TEXT = 500_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where texts come from, and what holds where they do not say it themselves.

    `outlet` is the publisher's name, `timezone` (IANA) the zone of dates without one, `lang` ISO 639-1.
    """

    source_id: str
    outlet: str | None = None
    lang: str | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class FeedReading:
    """The documents of a feed, in its order, and what could not be read.

    `n_items` counts the items of the feed, `n_rejected` those of them that gave no document and are no
    exact copy of one that did; `title` is the feed's own.
    """

    documents: tuple[Document, ...]
    problems: tuple[str, ...]
    n_items: int = 0
    n_rejected: int = 0
    title: str = ""


def read_feed(raw: bytes, origin: Origin, url: str = "", content_type: str = "") -> FeedReading:
    """Return what a feed holds; never raises, whatever the bytes.

    An item is one document: its title, its content (or else its summary) as plain text, its link, guid and
    date. Items of one guid but different content are different documents; exact copies are one. `url` is
    the feed's own address (relative links are resolved against it).
    """
    if not raw.strip():
        return FeedReading((), ("the feed is empty",))
    if len(raw) > LARGEST_FEED:
        return FeedReading((), (f"larger than {LARGEST_FEED:,} bytes: not read",))
    found = _items(raw, url, content_type)
    problems = list(found.problems)
    if len(found.items) > MOST_ITEMS:
        problems.append(f"{len(found.items):,} items: the first {MOST_ITEMS:,} were read")
    lang = origin.lang or _language(found.language)
    documents: dict[str, Document] = {}
    copies = 0
    for number, item in enumerate(found.items[:MOST_ITEMS], start=1):
        document, flaws = _document(item, origin, lang)
        problems.extend(f"item {number}: {flaw}" for flaw in flaws)
        if document is not None:
            copies += document.document_id in documents
            documents.setdefault(document.document_id, document)
    problems.extend(_repeats(documents.values(), copies))
    total = len(found.items)
    rejected = total - copies - len(documents)
    title = one_line(found.title)
    return FeedReading(tuple(documents.values()), tuple(problems), total, rejected, title)


def _items(raw: bytes, url: str, content_type: str) -> Found:
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return json_items(raw, url)
    return xml_items(raw, url, _charset(raw, content_type))


def _charset(raw: bytes, content_type: str) -> str:
    """Return the encoding: UTF-8 where the bytes prove it, else the header's, else "" (the feed's own)."""
    if b"\0" not in raw and not raw.isascii():
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return named[1] if named else ""


def _language(declared: str) -> str | None:
    match = re.fullmatch(r"([a-zA-Z]{2})(?:[-_].*)?", declared)
    return match[1].lower() if match else None


def _document(item: FeedItem, origin: Origin, lang: str | None) -> tuple[Document | None, list[str]]:
    flaws = []
    title, text = _plain(item.title, one=True), _plain(item.text, one=False)
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        flaws.append(f"{len(title) + len(text):,} characters: cut at {LONGEST_TITLE:,} and {LONGEST_TEXT:,}")
        title, text = title[:LONGEST_TITLE], text[:LONGEST_TEXT]
    url = _address(item.url)
    if item.url and url is None:
        flaws.append(f"no web address: {item.url[:80]!r}")
    if not (title or text or url):
        return None, [*flaws, "no title, no text and no web address"]
    when = published(item.date, origin.timezone, lang) or published(item.moment)
    if item.date and when is None:
        flaws.append(f"no date that can be read: {item.date[:80]!r}")
    known = when.fields if when else {}
    guid = one_line(item.guid)[:LONGEST_TITLE] or None
    fields = {"external_id": guid, "lang": lang, "outlet": origin.outlet, **known}
    return Document.of(origin.source_id, url, title, text, **fields), flaws


def _plain(value: tuple[str, bool], *, one: bool) -> str:
    text, markup = value
    seen = plain(text) if markup else tidy(text)
    return one_line(seen) if one else seen


def _address(link: str) -> str | None:
    link = one_line(link)
    try:
        parts = urlsplit(link)
        return link if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _repeats(documents: Iterable[Document], copies: int) -> Iterator[str]:
    if copies:
        yield f"{copies} items are exact copies of others"
    ids = Counter(document.external_id for document in documents if document.external_id)
    shared = sum(count > 1 for count in ids.values())
    if shared:
        yield f"{shared} ids stand for several items with different content: all kept"
