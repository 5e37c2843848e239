"""One step of a fetch: which address may be asked, what an answer's failure means, and how long to wait."""

from __future__ import annotations

import datetime as dt
import email.utils
import errno
import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx

from detente.errors import FetchFailed

_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH})


class BadStatus(FetchFailed):
    """The host answered, but with a status that is no success."""

    def __init__(self, status: int, url: str, *, said: str = "", do: str = "") -> None:
        super().__init__(said or f"HTTP {status}", where=url, do=do or _ADVICE.get(status, ""))
        self.status = status


_ADVICE = {
    401: "the address needs a login",
    403: "the host refuses this client; ask the publisher",
    404: "look for the new address on the publisher's site",
    410: "the publisher has ended this address",
    429: "the host wants fewer requests: raise sources.seconds_per_host",
}


class TryAgain(FetchFailed):
    """A failure that may pass; `wait` is what the host asked for in seconds, 0 if it did not say."""

    def __init__(self, what: str, url: str, *, status: int | None = None, wait: float = 0.0) -> None:
        super().__init__(what, where=url)
        self.status, self.wait = status, wait

    @property
    def host(self) -> str:
        """The host (and port) that failed."""
        return urlsplit(self.where).netloc

    def final(self, attempts: int) -> FetchFailed:
        """Return the failure to show once no further attempt is made."""
        times = f", tried {attempts} times" if attempts > 1 else ""
        asked = f", asks to wait {self.wait:.0f} seconds" if self.wait else ""
        said = f"{self.what}{asked}{times}"
        if self.status is not None:
            return BadStatus(self.status, self.where, said=said, do=_ADVICE.get(self.status, ""))
        return FetchFailed(said, where=self.where, do="run the update again later")


def refused(url: str) -> str:
    """Return why `url` cannot be asked at all, or "" if it can."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}"
        return "" if parts.hostname and parts.port != 0 else "the address names no host"
    except ValueError as error:
        return f"not an address ({error})"


def next_hop(here: str, location: str, first: str) -> str:
    """Return the address that a redirect from `here` leads to; `first` is the one asked for at the start.

    Raises FetchFailed for a redirect without an address, to the same address, to a scheme that is not
    fetched, or from the open network into a private one.
    """
    try:
        there = urljoin(here, location.strip())
    except ValueError as error:
        raise FetchFailed(f"redirects to no address ({error})", where=here) from error
    if not location.strip() or there == here:
        raise FetchFailed("redirects to itself", where=here, do="check the address")
    if problem := refused(there):
        raise FetchFailed(f"redirects to {there[:200]}: {problem}", where=here)
    if _private(there) and not _private(first):
        raise FetchFailed("redirects into a private network", where=here)
    return there


def _private(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def retry_after(header: str, now: dt.datetime) -> float:
    """Return the seconds that a Retry-After header (seconds or an HTTP date) asks for; 0 if none or past."""
    value = header.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return 0.0
    when = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max((when - now).total_seconds(), 0.0)


def explain(error: Exception, url: str) -> FetchFailed:
    """Return the failure that a transport error means: TryAgain where it may pass."""
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | ValueError):
        return FetchFailed(f"not an address that can be asked ({error})", where=url)
    if isinstance(error, httpx.TimeoutException):
        return TryAgain("no answer in time", url)
    if isinstance(error, httpx.RemoteProtocolError):
        if "location header" in str(error):  # httpx has no type of its own for it
            return FetchFailed(f"redirects to no address ({error})", where=url)
        return TryAgain(f"the answer was cut or is no HTTP ({error})", url)
    if _without_network(error):
        return FetchFailed(f"no connection ({error})", where=url, do="check the network")
    return TryAgain(f"no connection ({error or type(error).__name__})", url)


def _without_network(error: BaseException | None) -> bool:
    """Whether the host's name is unknown or there is no network: trying again at once is idle."""
    while error is not None:
        if isinstance(error, socket.gaierror) or getattr(error, "errno", None) in _NO_NETWORK:
            return True
        error = error.__cause__ or error.__context__
    return False
