"""How long to wait before the next request to a host."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.errors import FetchFailed


def utc_now() -> dt.datetime:
    """Return the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a client sees it: the moment (UTC), a clock that never goes back, a way to wait (seconds)."""

    now: Callable[[], dt.datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """Keeps requests to one host apart; one object serves all threads of a client.

    `longest` is the longest wait in seconds that is sat out. A host that asked for more is left alone:
    every request to it fails at once until its time has come.
    """

    clock: Clock
    longest: float
    _free_at: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str, interval: float) -> None:
        """Wait until `host` may be asked again, and claim the next `interval` seconds for this request.

        Raises FetchFailed where the wait would exceed `longest`.
        """
        with self._lock:
            now = self.clock.monotonic()
            start = max(now, self._free_at.get(host, now))
            if start - now > self.longest:
                raise FetchFailed(
                    f"the host asked to be left alone for another {start - now:.0f} seconds",
                    where=host,
                    do="run the update again later",
                )
            self._free_at[host] = start + interval
        if start > now:
            self.clock.sleep(start - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leave `host` alone for at least `seconds` from now (it sent Retry-After)."""
        with self._lock:
            until = self.clock.monotonic() + seconds
            self._free_at[host] = max(until, self._free_at.get(host, until))
