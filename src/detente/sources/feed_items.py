"""What a feed holds before it becomes documents, and JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

_JSON_VERSION = "jsonfeed.org/version/1"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item as the feed has it; title and text come with whether they are markup.

    `date` is the publisher's own string, `moment` the same in UTC by the feed library, "" if it had none.
    """

    guid: str = ""
    url: str = ""
    title: tuple[str, bool] = ("", False)
    text: tuple[str, bool] = ("", False)
    date: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What could be read of a feed, and what was wrong with it."""

    items: tuple[FeedItem, ...] = ()
    problems: tuple[str, ...] = ()
    title: str = ""
    language: str = ""


def json_items(raw: bytes, url: str) -> Found:
    """Return the items of a JSON Feed; relative links are resolved against `url`."""
    try:
        feed = json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return Found(problems=(f"not readable as JSON ({error})",))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Found(problems=("JSON, but no JSON Feed: it has no list of items",))
    problems = []
    if _JSON_VERSION not in str(feed.get("version", "")):
        problems.append(f"JSON without a version of JSON Feed ({str(feed.get('version'))[:80]!r})")
    wrong = sum(not isinstance(item, dict) for item in items)
    if wrong:
        problems.append(f"{wrong} items are no JSON objects")
    base = _text(feed, "feed_url") or url
    found = tuple(_item(item, urljoin_safe(url, base)) for item in items if isinstance(item, dict))
    return Found(found, tuple(problems), _text(feed, "title"), _text(feed, "language"))


def urljoin_safe(base: str, link: str) -> str:
    """Return `link` resolved against `base`, or "" where they make no address."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _item(item: Mapping[str, object], base: str) -> FeedItem:
    link = _text(item, "url") or _text(item, "external_url")
    markup, text = _text(item, "content_html"), _text(item, "content_text")
    return FeedItem(
        guid=_text(item, "id"),
        url=urljoin_safe(base, link) if link else "",
        title=(_text(item, "title"), False),
        text=(markup, True) if markup else (text or _text(item, "summary"), False),
        date=_text(item, "date_published") or _text(item, "date_modified"),
    )


def _text(values: Mapping[str, object], name: str) -> str:
    """Return a field as text; version 1 says that a number as an id is to be read as one."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
