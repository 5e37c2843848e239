"""What an export format offers, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.records import Document, Event, Mention


@dataclass(frozen=True)
class Reported:
    """An event with its mentions, earliest first, and for each the number of its report and its outlet."""

    event: Event
    mentions: tuple[Mention, ...]
    reports: tuple[int, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class Holdings:
    """What a watch knows and can give out. Each part is read when it is asked for, once."""

    documents: Iterable[Document]
    events: Iterable[Reported]


@dataclass(frozen=True)
class ExportFormat:
    """One layout to export: its name on the command line, a line of help, and the lines of the file."""

    name: str
    description: str
    lines: Callable[[Holdings], Iterator[str]]
