"""A polite HTTP client: it says who it is, asks no more than it may, and never waits without end.

One `Client` serves one run, from several threads at once. Requests to one host are kept apart; each
address is checked against the host's robots.txt, redirects too; only http and https are followed. A
request ends at its deadline however slowly the bytes trickle, and holds no more bytes than its limit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

import detente
from detente.errors import FetchFailed
from detente.sources.bodies import Body, Want, check
from detente.sources.hops import BadStatus, TryAgain, explain, next_hop, refused, retry_after
from detente.sources.pace import Clock, Pace
from detente.sources.robots import Robots, RobotsAnswer

T = TypeVar("T")
MEGABYTE = 1 << 20
REDIRECTS = frozenset({301, 302, 303, 307, 308})
WORTH_A_RETRY = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    `silence` is how long the host may say nothing, `deadline` how long one answer may take in all,
    `longest_wait` the longest Retry-After that is sat out (all in seconds); `attempts` counts the first.
    """

    silence: float = 20.0
    deadline: float = 60.0
    longest_wait: float = 60.0
    max_bytes: int = 20 * MEGABYTE
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its bytes, where they came from in the end, and what to send next time.

    `status` is 200, or 304 where nothing has changed since `etag` or `last_modified`; then `content` is
    empty. `content_type` is the whole header, in lower case.
    """

    content: bytes
    url: str
    status: int
    content_type: str
    etag: str | None
    last_modified: str | None
    fetched_at: dt.datetime

    @property
    def not_modified(self) -> bool:
        """Whether the host said that nothing has changed."""
        return self.status == 304

    @property
    def raw_hash(self) -> str:
        """The SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def user_agent(contact: str = "") -> str:
    """Return the truthful user agent: what this is, and whom to write to."""
    about = "open-source reader of public news on relations between states"
    reach = f"; contact: {contact}" if contact else ""
    return f"detente/{detente.__version__} ({about}{reach})".encode("ascii", "replace").decode()


class Client:
    """Fetches addresses one by one; use it as a context manager.

    `contact` goes into the user agent, `seconds_per_host` is the least time between two requests to one
    host (a host's own Crawl-delay, or a larger `interval`, wins).
    """

    def __init__(
        self,
        contact: str = "",
        *,
        seconds_per_host: float = 2.0,
        limits: Limits | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.limits, self.clock = limits or Limits(), clock or Clock()
        self._interval = seconds_per_host
        self._headers = {"User-Agent": user_agent(contact), "Accept-Encoding": "gzip"}
        self._pace = Pace(self.clock, self.limits.longest_wait)
        self._robots = Robots(self._robots_txt, self.clock)
        self._stack = ExitStack()
        self._portal: BlockingPortal
        self._http: httpx.AsyncClient

    def __enter__(self) -> Self:
        self._portal = self._stack.enter_context(start_blocking_portal())
        timeout = httpx.Timeout(self.limits.silence)
        client = httpx.AsyncClient(headers=self._headers, timeout=timeout, follow_redirects=False)
        self._http = self._stack.enter_context(self._portal.wrap_async_context_manager(client))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def get(
        self,
        url: str,
        want: Want,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        interval: float = 0.0,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Return what stands at `url`, or an answer with `not_modified` where it is as `etag` says.

        Connection errors, 429 and 5xx are tried again, after the time that Retry-After names if it does.
        Raises FetchFailed with the reason (BadStatus, with the status, where there was an answer).
        """
        headers = {"Accept": want.accept}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        limit, pause = max_bytes or self.limits.max_bytes, max(interval, self._interval)
        return self._patiently(lambda: self._follow(url, want, headers, pause, limit))

    def _patiently(self, step: Callable[[], T]) -> T:
        """Return what `step` returns, trying again where it raises TryAgain."""
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return step()
            except TryAgain as failure:
                pause = failure.wait or self.limits.backoff * 2 ** (attempt - 1)
                self._pace.hold(failure.host, pause)
                if attempt == self.limits.attempts or pause > self.limits.longest_wait:
                    raise failure.final(attempt) from failure
        raise AssertionError("the loop above returns or raises")

    def _follow(self, url: str, want: Want, headers: dict[str, str], interval: float, limit: int) -> Fetched:
        here = url
        for _ in range(self.limits.redirects + 1):
            if problem := refused(here):
                raise FetchFailed(problem, where=here)
            rules = self._robots.rules(here)
            if no := rules.refusal(here):
                raise FetchFailed(no, where=here, do=rules.advice)
            self._pace.wait(urlsplit(here).netloc, max(interval, rules.delay))
            answer, body = self._ask(here, headers, limit)
            if answer.status_code not in REDIRECTS:
                return self._result(here, answer, body, want, headers)
            here = next_hop(here, answer.headers.get("location", ""), url)
        raise FetchFailed(f"more than {self.limits.redirects} redirects", where=url, do="check the address")

    def _result(
        self, url: str, answer: httpx.Response, body: bytes, want: Want, sent: dict[str, str]
    ) -> Fetched:
        status, got = answer.status_code, answer.headers
        kind = got.get("content-type", "").strip().lower()
        if status in WORTH_A_RETRY:
            raise self._later(answer, url)
        conditional = "If-None-Match" in sent or "If-Modified-Since" in sent
        if status != 200 and not (status == 304 and conditional):
            raise BadStatus(status, url)
        if status == 200:
            check(body, kind, want, url)
        unchanged = sent if status == 304 else {}
        return Fetched(
            content=body if status == 200 else b"",
            url=url,
            status=status,
            content_type=kind,
            etag=got.get("etag") or unchanged.get("If-None-Match"),
            last_modified=got.get("last-modified") or unchanged.get("If-Modified-Since"),
            fetched_at=self.clock.now(),
        )

    def _robots_txt(self, address: str) -> RobotsAnswer:
        return self._patiently(lambda: self._follow_robots(address))

    def _follow_robots(self, address: str) -> RobotsAnswer:
        here = address
        for _ in range(self.limits.redirects + 1):
            self._pace.wait(urlsplit(here).netloc, 0.0)
            answer, body = self._ask(here, {"Accept": "text/plain, */*;q=0.5"}, self.limits.max_bytes)
            if answer.status_code in WORTH_A_RETRY:
                raise self._later(answer, here)
            if answer.status_code not in REDIRECTS:
                return answer.status_code, body
            here = next_hop(here, answer.headers.get("location", ""), address)
        return 404, b""

    def _later(self, answer: httpx.Response, url: str) -> TryAgain:
        wait = retry_after(answer.headers.get("retry-after", ""), self.clock.now())
        return TryAgain(f"HTTP {answer.status_code}", url, status=answer.status_code, wait=wait)

    def _ask(self, url: str, headers: dict[str, str], limit: int) -> tuple[httpx.Response, bytes]:
        pairs = [(name.encode(), value.encode("latin-1", "ignore")) for name, value in headers.items()]
        sent = httpx.Headers(pairs)
        try:
            return self._portal.call(self._exchange, url, sent, limit)
        except TimeoutError as error:
            late = f"the answer took longer than {self.limits.deadline:g} seconds"
            raise FetchFailed(late, where=url, do="run the update again later") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise explain(error, url) from error

    async def _exchange(self, url: str, headers: httpx.Headers, limit: int) -> tuple[httpx.Response, bytes]:
        with anyio.fail_after(self.limits.deadline):
            async with self._http.stream("GET", url, headers=headers) as answer:
                if answer.status_code != 200:
                    return answer, b""
                body = Body(answer.headers.get("content-encoding", ""), limit, url)
                async for chunk in answer.aiter_raw():
                    body.add(chunk)
                return answer, body.whole()
