"""`detente code`: texts in, events out, a line each; a bad line goes to the rejects, the rest is coded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from detente.coding.coder import Coder
from detente.coding.portions import LONGEST_LINE, Coded, Line, coded
from detente.drafts import draft_of
from detente.errors import Unavailable
from detente.records import Reject

PORTION = 64


@dataclass
class CodingCounts:
    """How many texts were coded, events found, and lines rejected."""

    texts: int = 0
    events: int = 0
    rejected: int = 0


def code_file(
    source: Path, out: Path, make: Callable[[], Coder] = Coder, workers: int | None = None
) -> CodingCounts:
    """Code the texts of `source` into `out`; bad lines go to `out`.rejects.jsonl with the reason.

    `make` gives the coder, in each of `workers` processes (by default one a core; a short file is coded in
    this one). The order of the lines is kept. Memory is bounded by PORTION lines a process, each
    of at most 4 MiB; a longer one is rejected. An earlier `out` stays until the end. Raises Unavailable where
    a file cannot be read or written, or a process ends before its work.
    """
    rejects = out.with_name(f"{out.name}.rejects.jsonl")
    try:
        with _opened(source) as lines, draft_of(out) as events:
            counts, bad = _code(lines, source, events, make, workers)
        rejects.unlink(missing_ok=True)
        if bad:
            rejects.write_text("".join(f"{each.model_dump_json()}\n" for each in bad), encoding="utf-8")
    except OSError as error:
        raise _unavailable(error, source) from error
    return counts


def code_stream(
    source: Path, events: TextIO, make: Callable[[], Coder] = Coder, workers: int | None = None
) -> tuple[CodingCounts, list[Reject]]:
    """Code the texts of `source` into an open stream; return the counts and the bad lines.

    The rest is as in `code_file`; what the stream itself refuses goes on as OSError.
    """
    with _opened(source) as lines:
        return _code(lines, source, events, make, workers)


def _code(
    lines: BinaryIO, source: Path, events: TextIO, make: Callable[[], Coder], workers: int | None
) -> tuple[CodingCounts, list[Reject]]:
    counts = CodingCounts()
    bad = [
        Reject(where=f"{source}:{each.number}", reason=each.reason)
        for each in coded(_portions(lines), make, workers or os.cpu_count() or 1)
        if _counted(each, counts, events.write)
    ]
    return counts, bad


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise _unavailable(error, source) from error


def _unavailable(error: OSError, source: Path) -> Unavailable:
    where = str(error.filename or source)
    return Unavailable(error.strerror or str(error), where=where, do="check the path")


def _counted(line: Coded, counts: CodingCounts, write: Callable[[str], object]) -> bool:
    """Write the events of a line and count it; return whether it was rejected."""
    if line.reason:
        counts.rejected += 1
        return True
    counts.texts += 1
    counts.events += len(line.events)
    for event in line.events:
        write(f"{event}\n")
    return False


def _portions(lines: BinaryIO) -> Iterator[list[Line]]:
    found = _lines(lines)
    while portion := list(islice(found, PORTION)):
        yield portion


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
        if raw.strip():
            yield number, raw
