"""Files opened with clear errors, and read line by line within bounds, gzip-compressed or not."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from detente.errors import BadInput, of_reading

_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4096


def read_whole(path: Path, limit: int) -> bytes:
    """Return the bytes of a file. Raises BadInput where it is empty, too large, or cannot be opened."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise BadInput(error.strerror or str(error), where=str(path), do="check the path") from error
    if not raw.strip():
        raise BadInput("the file is empty", where=str(path))
    if len(raw) > limit:
        raise BadInput(f"the file is larger than {limit:,} bytes", where=str(path))
    return raw


def open_lines(path: Path) -> io.BufferedReader:
    """Return the file opened for reading bytes, uncompressed on the fly if it is gzip (by content).

    Raises BadInput where it cannot be opened, is empty, or begins as no text in UTF-8 does.
    """
    try:
        stream = path.open("rb")
        if stream.peek(len(_GZIP)).startswith(_GZIP):
            stream.close()
            stream = io.BufferedReader(gzip.GzipFile(path))
        with ExitStack() as unless_good:
            unless_good.enter_context(stream)
            _check_head(stream.peek(_HEAD)[:_HEAD], path)
            unless_good.pop_all()
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(reason, where=str(path), do="check the path and the file") from error
    return stream


def _check_head(head: bytes, path: Path) -> None:
    if not head:
        raise BadInput("the file is empty", where=str(path))
    if _is_binary(head):
        raise BadInput(
            "a binary file, or text in UTF-16", where=str(path), do="give it as text in UTF-8, a line each"
        )


def _is_binary(head: bytes) -> bool:
    """Return whether `head` is in UTF-16, or no text: one NUL in a text spoils its line alone."""
    strewn = head.count(b"\0") > len(head) / 10 and all(b"\0" in line for line in head.splitlines() if line)
    return head.startswith(_UTF16) or strewn


def numbered_lines(stream: IO[bytes], longest: int) -> Iterator[tuple[int, bytes | BadInput]]:
    """Yield (number from 1, line without its end) of every line that is not blank.

    In place of a line that is longer than `longest` bytes or holds a NUL, or where the compressed file ends
    early, stands the BadInput that says so; an early end is the last.
    """
    number = 0
    while True:
        try:
            line = stream.readline(longest + 1)
            number += 1
            if not line:
                return
            if len(line) > longest and not line.endswith(b"\n"):
                _skip_line(stream)
                yield number, BadInput(f"the line is longer than {longest:,} bytes")
            elif b"\0" in line:
                yield number, BadInput("the line holds a NUL byte, which no text has")
            elif line.strip():
                yield number, line.rstrip(b"\r\n")
        except (EOFError, OSError, zlib.error) as error:
            yield number + 1, BadInput(f"the file cannot be read from here on ({of_reading(error)})")
            return


def _skip_line(stream: IO[bytes]) -> None:
    while (part := stream.readline(1 << 16)) and not part.endswith(b"\n"):
        pass
