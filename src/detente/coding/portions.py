"""Portions of lines coded one after another, or in several processes at once, in the order they came."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.coding.coder import Coder
from detente.errors import BadInput, Unavailable
from detente.lang import LANGUAGES

LONGEST_LINE = 4 << 20
Line = tuple[int, bytes]


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


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of a line: its events as JSON, or the reason why it was not coded."""

    number: int
    events: tuple[str, ...] = ()
    reason: str = ""


def coded(portions: Iterator[list[Line]], make: Callable[[], Coder], workers: int) -> Iterator[Coded]:
    """Yield what became of each line, in order; a single portion is coded in this process.

    Each of `workers` processes makes its own coder. At most two portions a process are held. Raises
    Unavailable where a process ends before its work.
    """
    first, second = next(portions, []), next(portions, None)
    if second is None or workers < 2:
        own = make() if first else None
        for portion in chain([first], [second] if second else [], portions):
            yield from _coded(portion, own) if own is not None else ()
        return
    try:
        yield from _at_once(chain([first, second], portions), make, workers)
    except BrokenProcessPool as error:
        what = "a process that was coding ended before its time"
        raise Unavailable(
            what, where="code", do="see whether there is enough memory, and try again"
        ) from error


def _at_once(portions: Iterator[list[Line]], make: Callable[[], Coder], workers: int) -> Iterator[Coded]:
    with ProcessPoolExecutor(workers, get_context("spawn"), _prepare, (make,)) as pool:
        waiting = deque[Future[list[Coded]]]()
        for portion in portions:
            waiting.append(pool.submit(_portion, portion))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        for done in waiting:
            yield from done.result()


_own: list[Coder] = []


def _prepare(make: Callable[[], Coder]) -> None:
    _own.append(make())


def _portion(lines: list[Line]) -> list[Coded]:
    return _coded(lines, _own[0])


def _coded(lines: Sequence[Line], coder: Coder) -> list[Coded]:
    read = [(number, _tried(raw)) for number, raw in lines]
    coder.read_ahead((line.title, line.text, line.date) for _, line in read if isinstance(line, CodingLine))
    return [_line(number, line, coder) for number, line in read]


def _tried(raw: bytes) -> CodingLine | str:
    """Return a line, or the reason why it cannot be read."""
    try:
        return _read(raw)
    except ValueError as error:
        return str(error)


def _line(number: int, read: CodingLine | str, coder: Coder) -> Coded:
    if isinstance(read, str):
        return Coded(number, reason=read)
    try:
        events = coder.code(
            read.id, read.text, lang=read.lang or "en", date=read.date, title=read.title,
            actor=read.actor, recipient=read.recipient,
        )  # fmt: skip
    except ValueError as error:
        return Coded(number, reason=str(error))
    except BadInput as error:  # of a type step that answers from outside
        return Coded(number, reason=error.what)
    return Coded(number, tuple(event.model_dump_json() for event in events))


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
