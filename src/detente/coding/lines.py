"""`detente code`: texts in, events out, a line each; a bad line goes to the rejects, the rest is coded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.coding.coder import Coder
from detente.errors import BadInput, Unavailable
from detente.lang import LANGUAGES
from detente.records import Reject

LONGEST_LINE = 4 << 20


class CodingLine(BaseModel):
    """One line of the input; unknown fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    text: str
    lang: str | None = None
    date: dt.date | None = None
    title: str = ""
    actor: str | None = None
    recipient: str | None = None


@dataclass
class CodingCounts:
    """How many texts were coded, events found, and lines rejected."""

    texts: int = 0
    events: int = 0
    rejected: int = 0


def code_file(source: Path, out: Path, coder: Coder | None = None) -> CodingCounts:
    """Code the texts of `source` into `out`; bad lines go to `out`.rejects.jsonl with the reason.

    Memory is bounded by the longest line, 4 MiB; a longer one is rejected. Raises Unavailable where a
    file cannot be read or written.
    """
    counts, own = CodingCounts(), coder or Coder()
    rejects = out.with_name(f"{out.name}.rejects.jsonl")
    try:
        with source.open("rb") as lines, out.open("w", encoding="utf-8") as events:
            bad = list(_coded(lines, source, events.write, own, counts))
        rejects.unlink(missing_ok=True)
        if bad:
            rejects.write_text("".join(f"{each.model_dump_json()}\n" for each in bad), encoding="utf-8")
    except OSError as error:
        where = str(error.filename or source)
        raise Unavailable(error.strerror or str(error), where=where, do="check the path") from error
    return counts


def _coded(
    lines: BinaryIO, source: Path, write: Callable[[str], object], coder: Coder, counts: CodingCounts
) -> Iterator[Reject]:
    for number, raw in _lines(lines):
        try:
            line = _read(raw)
        except ValueError as error:
            counts.rejected += 1
            yield Reject(where=f"{source}:{number}", reason=str(error))
            continue
        try:
            events = coder.code(
                line.id, line.text, lang=line.lang or "en", date=line.date, title=line.title,
                actor=line.actor, recipient=line.recipient,
            )  # fmt: skip
        except BadInput as error:  # of a type step that answers from outside
            counts.rejected += 1
            yield Reject(where=f"{source}:{number}", reason=error.what)
            continue
        counts.texts += 1
        for event in events:
            counts.events += 1
            write(f"{event.model_dump_json()}\n")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
        if raw.strip():
            yield number, raw


def _read(raw: bytes) -> CodingLine:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE} bytes")
    try:
        line = CodingLine.model_validate_json(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{field or 'line'}: {first['msg']}") from error
    if (line.lang or "en") not in LANGUAGES:
        raise ValueError(f"lang: texts in {line.lang!r} are not coded yet")
    return line
