"""Which mentions stand in one report: one address, one document, or copies of one text."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from detente.linking._points import reports_of
from detente.linking._rules import rules
from detente.records import Mention


def reports(mentions: Sequence[Mention]) -> list[int]:
    """Return for each mention the number of its report, counted from 0 in the order of `mentions`."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while (up := parent.setdefault(name, name)) != name:
            parent[name] = name = parent[up]
        return name

    roots: list[str] = []
    for mention in mentions:
        names = sorted(_names(mention))
        for name in names[1:]:
            parent[root(name)] = root(names[0])
        roots.append(names[0])
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(name), len(numbers)) for name in roots]


def _names(mention: Mention) -> set[str]:
    found = reports_of(mention)
    if mention.copy_of:
        found.add(mention.copy_of)
    if mention.document_id:
        words = mention.summary.casefold().split()
        if len(words) >= rules().copy_words:
            found.add("text:" + " ".join(words))
    return found


def outlet_of(mention: Mention) -> str:
    """Return who published the mention: its outlet, else the host of its address, else its source."""
    if mention.outlet:
        return mention.outlet
    try:
        host = urlsplit(mention.url or "").hostname
    except ValueError:
        host = None
    return (host or mention.source_id).removeprefix("www.")
