"""A local site that behaves as badly as told, a clock that never really waits, and a client on both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from detente.sources.http import Client, Limits
from detente.sources.pace import Clock
from tests.website import Site, running


@pytest.fixture
def server() -> Iterator[Site]:
    """Return a running site on a free port of this machine."""
    with running() as site:
        yield site


@dataclass
class FakeClock:
    """A clock whose waits take no time."""

    now: dt.datetime = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    passed: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.waits.append(seconds)
        self.passed += seconds

    def clock(self) -> Clock:
        """Return the clock as the client takes it."""
        return Clock(lambda: self.now + dt.timedelta(seconds=self.passed), lambda: self.passed, self.sleep)


@pytest.fixture
def fake_clock() -> FakeClock:
    """Return a clock whose waits take no time."""
    return FakeClock()


@pytest.fixture
def limits() -> Limits:
    """Return limits small enough for a test."""
    return Limits(silence=0.5, deadline=0.8, longest_wait=60, max_bytes=200_000, redirects=3, attempts=3)


@pytest.fixture
def client(fake_clock: FakeClock, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Return an open client that waits on the fake clock."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Client("editor@example.org", limits=limits, clock=fake_clock.clock()) as opened:
        yield opened
