"""RSS, Atom, CDF and RDF feeds to items, by feedparser; well-formed or not."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from detente.sources.feed_items import FeedItem, Found, urljoin_safe

_ENTITY = re.compile(rb"""<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')""")
_ABSOLUTE = re.compile(r"[A-Za-z][\w+.-]*:")
_ACTIVE = re.compile(r"</(?:script|style|iframe|noscript)\s*>", re.IGNORECASE)
_MOST_ENTITIES = 400
_MOST_EXPANDED = 1 << 20
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


def xml_items(raw: bytes, url: str, charset: str) -> Found:
    """Return the items of an XML feed, with a problem for whatever made it not well-formed.

    `url` resolves relative links, `charset` is what the HTTP header named ("" if nothing).
    """
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    result: dict[str, Any] = {}
    try:
        data = convert_to_utf8(headers, raw, result)
        if _grows(data):
            return Found(problems=("declares entities that grow when expanded: not read",))
        known = {"content-type": "application/xml; charset=utf-8"} if result.get("encoding") else {}
        parsed = feedparser.parse(
            io.BytesIO(data),
            response_headers=known,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FAILURES as error:
        return Found(problems=(f"not readable as a feed ({type(error).__name__}: {error})",))
    return _found(parsed, result, raw, url)


def _found(parsed: Mapping[str, Any], encoding: Mapping[str, Any], raw: bytes, url: str) -> Found:
    items = tuple(_item(entry, url) for entry in parsed["entries"])
    problems = []
    flaw = parsed.get("bozo_exception") or encoding.get("bozo_exception")
    if flaw is not None and not isinstance(flaw, _HARMLESS):
        problems.append(f"not well-formed ({flaw}); items that could be read: {len(items)}")
    if not items and not parsed.get("version"):
        page = re.search(rb"<html[\s>]|<!doctype html", raw[:4096], re.IGNORECASE)
        problems.append("a web page, not a feed" if page else "no feed: no known root element")
    feed = parsed["feed"]
    return Found(items, tuple(problems), _text(feed, "title"), _text(feed, "language"))


def _grows(data: bytes) -> bool:
    """Whether the declared entities are a bomb: too many, nested, or too large where they are used.

    Expat bounds what it expands itself (from 2.4.0 on), but not how often an entity is looked up, nor what
    the fallback for broken feeds does.
    """
    declared = _ENTITY.findall(data)
    if len(declared) > _MOST_ENTITIES:
        return True
    total = 0
    for name, double, single in declared:
        value, uses = double or single, data.count(b"&" + name + b";")
        if re.search(rb"&(?!#)", value) and uses > 1:
            return True
        total += uses * len(value)
    return total > _MOST_EXPANDED


def _item(entry: Mapping[str, Any], url: str) -> FeedItem:
    contents = [_markup(part) for part in _list(entry, "content")]
    summary = _detail(entry, "summary")
    body = max(contents, key=lambda part: len(part[0]), default=("", False))
    date = next(
        (_text(entry, name) for name in ("published", "created", "updated") if _text(entry, name)), ""
    )
    parsed = next(
        (entry.get(name) for name in ("published_parsed", "created_parsed") if entry.get(name)), None
    )
    return FeedItem(
        guid=_text(entry, "id"),
        url=_link(entry, url),
        title=_detail(entry, "title"),
        text=body if body[0].strip() else summary,
        date=date,
        moment=time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed) if parsed else "",
    )


def _link(entry: Mapping[str, Any], base: str) -> str:
    """Return the item's address; a guid stands in for it only if it is one itself."""
    hrefs = [
        str(part.get("href", "")) for part in _list(entry, "links") if part.get("rel") in ("alternate", None)
    ]
    link = next((href for href in (_text(entry, "link"), *hrefs) if href), "")
    if link == _text(entry, "id") and not _ABSOLUTE.match(link):
        return ""
    return (urljoin_safe(base, link) or link) if link else ""


def _detail(entry: Mapping[str, Any], name: str) -> tuple[str, bool]:
    detail = dict.get(entry, f"{name}_detail") if isinstance(entry, dict) else None
    return _markup(detail) if isinstance(detail, Mapping) else (_text(entry, name), True)


def _markup(part: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the value and whether it is markup: as feedparser judged, or because it carries a script."""
    value = str(part.get("value") or "")
    return value, "html" in str(part.get("type") or "html") or _ACTIVE.search(value) is not None


def _list(entry: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    values = entry.get(name)
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, list) else []


def _text(entry: Mapping[str, Any], name: str) -> str:
    """Return a text field, bypassing feedparser's substitution of one field for another."""
    value = dict.get(entry, name) if isinstance(entry, dict) else None
    return value.strip() if isinstance(value, str) else ""
