"""robots.txt by RFC 9309: who may be asked for what, and how often.

Section 2.3.1: a file that is there is obeyed; one that is "unavailable" (a 4xx answer) allows all; one
that is "unreachable" (a 5xx answer, no answer) disallows all. 429 is taken as unreachable, since a host
that is asked too often has not said that it has no rules. A file is kept for a day at most (2.4) and read
up to 512 KiB (2.5).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from detente.errors import FetchFailed
from detente.sources.pace import Clock

PRODUCT = "detente"
"""The name that a robots.txt addresses this client by."""

GOOD_FOR = 24 * 3600.0
CLOSED_FOR = 600.0
"""Seconds after which a host that could not be reached is asked again."""

READ_AT_MOST = 512 * 1024
LONGEST_DELAY = 60.0

RobotsAnswer = tuple[int, bytes]
"""Status and body of a robots.txt, after redirects."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows: its parsed file, or None and why all is disallowed ("" = all is allowed).

    `until` is the reading of the monotonic clock at which they have to be read again.
    """

    parsed: Protego | None
    closed_because: str
    until: float

    def refusal(self, url: str) -> str:
        """Return why `url` must not be asked for, or "" if it may."""
        if self.parsed is None:
            return self.closed_because
        return "" if self.parsed.can_fetch(url, PRODUCT) else "robots.txt does not allow it"

    @property
    def advice(self) -> str:
        """What to do about a refusal."""
        return (
            "run the update again later" if self.parsed is None else "ask the publisher, or drop the source"
        )

    @property
    def delay(self) -> float:
        """Seconds that the host wants between requests (0 if it does not say; 60 at most)."""
        asked = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return min(max(float(asked or 0), 0.0), LONGEST_DELAY)


def read_rules(status: int, body: bytes, now: float) -> Rules:
    """Return the rules that a robots.txt answer sets, by the three cases of RFC 9309."""
    if 200 <= status < 300:
        text = body[:READ_AT_MOST].decode("utf-8-sig", "replace")
        return Rules(Protego.parse(text), "", now + GOOD_FOR)
    if 400 <= status < 500 and status != 429:
        return Rules(None, "", now + GOOD_FOR)
    return _closed(f"HTTP {status}", now)


def _closed(why: str, now: float) -> Rules:
    return Rules(None, f"{why} when asked for robots.txt, which counts as a no", now + CLOSED_FOR)


@dataclass(slots=True)
class Robots:
    """The rules of every host met, read once a day through `fetch` (which may raise FetchFailed)."""

    fetch: Callable[[str], RobotsAnswer]
    clock: Clock
    _rules: dict[str, Rules] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def rules(self, url: str) -> Rules:
        """Return the rules for the host of `url`, read now if they are unknown or too old."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            known = self._rules.get(site)
        if known is not None and self.clock.monotonic() < known.until:
            return known
        rules = self._read(f"{site}/robots.txt")
        with self._lock:
            self._rules[site] = rules
        return rules

    def _read(self, address: str) -> Rules:
        try:
            status, body = self.fetch(address)
        except FetchFailed as error:
            return _closed(error.what, self.clock.monotonic())
        return read_rules(status, body, self.clock.monotonic())
