"""A local server that behaves as badly as told, a clock that never really waits, and a client on both."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.sources.http import Client, Limits
from detente.sources.pace import Clock

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class BadServer:
    """Paths and what they answer, one after the other (the last one again and again), and what was asked."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, *answers: Answer) -> str:
        """Let `path` give `answers`, and return its full address."""
        self.answers[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append((handler.path, headers))
        left = self.answers.get(handler.path)
        if left is None:
            handler.send_error(404)
        else:
            (left.pop(0) if len(left) > 1 else left[0])(handler)


@pytest.fixture
def server() -> Iterator[BadServer]:
    """Return a running server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                bad.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    bad = BadServer(f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield bad
    bad.stopping.set()
    http.shutdown()
    http.server_close()
    thread.join()


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
