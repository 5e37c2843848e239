"""What came over the wire: undone compression within bounds, and whether it is what was asked for."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from detente.errors import FetchFailed

_AT_A_TIME = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Want:
    """What kind of answer is wanted.

    `accept` is sent as a header; an answer fits if its media type starts with one of `types`, or its first
    4,096 bytes match `looks`. With `strict` the bytes have to match, whatever the type says.
    """

    name: str
    accept: str
    types: tuple[str, ...]
    looks: re.Pattern[bytes]
    strict: bool = False


FEED = Want(
    "a feed",
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    (
        *("application/rss", "application/atom", "application/xml", "application/rdf", "application/json"),
        *("application/feed+json", "application/x-rss", "text/xml", "text/rss", "text/plain"),
    ),
    re.compile(rb"<\?xml|<rss\b|<feed\b|<rdf:RDF|jsonfeed\.org/version", re.IGNORECASE),
)
PAGE = Want(
    "a web page",
    "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    ("text/html", "application/xhtml"),
    re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE),
)
TEXT = Want("a text", "text/plain, */*;q=0.5", ("text/", "application/"), re.compile(rb"\A[^\0]+\Z"))
ZIP = Want("a zip archive", "application/zip, */*;q=0.5", (), re.compile(rb"\APK"), strict=True)


def check(body: bytes, content_type: str, want: Want, where: str) -> None:
    """Raise FetchFailed if `body` is empty, of another kind than wanted, or a zip archive that was cut."""
    if not body:
        raise FetchFailed("the answer is empty", where=where)
    fits = any(content_type.lower().startswith(name) for name in want.types) and not want.strict
    if not fits and not want.looks.search(body[:4096]):
        kind = content_type or "something without a type"
        raise FetchFailed(
            f"sent {kind}, which is not {want.name}", where=where, do="check the address in a browser"
        )
    if want is ZIP and not zipfile.is_zipfile(io.BytesIO(body)):
        raise FetchFailed("the zip archive is cut: its directory is missing", where=where)


class Body:
    """Collects an answer's bytes, undoing gzip; never holds more than `limit` bytes of either form."""

    def __init__(self, encoding: str, limit: int, where: str) -> None:
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            raise FetchFailed(f"sent in an encoding that was not asked for: {name}", where=where)
        self._inflate = zlib.decompressobj(_GZIP) if "gzip" in name else None
        self._limit, self._where = limit, where
        self._received, self._parts, self._size = 0, list[bytes](), 0

    def add(self, chunk: bytes) -> None:
        """Take the next bytes off the wire. Raises FetchFailed where they are too many, or no gzip."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise self._too_large()
        if self._inflate is None:
            return self._keep(chunk)
        try:
            more = True
            while more:
                part = self._inflate.decompress(chunk, _AT_A_TIME)
                self._keep(part)
                chunk = self._inflate.unconsumed_tail or self._next_member()
                more = bool(chunk) or len(part) == _AT_A_TIME
        except zlib.error as error:
            raise FetchFailed(f"the gzip stream is broken ({error})", where=self._where) from error

    def whole(self) -> bytes:
        """Return all bytes. Raises FetchFailed where a gzip stream ends early."""
        if self._inflate is not None and self._received and not self._inflate.eof:
            raise FetchFailed("the gzip stream ends early: the answer was cut", where=self._where)
        return b"".join(self._parts)

    def _next_member(self) -> bytes:
        """Return what follows a finished gzip member, if that is another member; padding is dropped."""
        rest = self._inflate.unused_data if self._inflate is not None else b""
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._inflate = zlib.decompressobj(_GZIP)
        return rest

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise self._too_large()
        self._parts.append(part)

    def _too_large(self) -> FetchFailed:
        return FetchFailed(f"larger than {self._limit:,} bytes", where=self._where)
