"""GDELT 2.0 event exports: 61 columns, tab-separated, without a header, plain or zipped."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from detente.errors import WrongUse
from detente.ontology.cameo import Crossing, to_plover
from detente.records import Exposure, Mention, Reject
from detente.sources.exposure import Seen
from detente.sources.files.base import FileFormat, ReadContext
from detente.sources.gdelt.fold import Told, fold
from detente.sources.gdelt.mentions import mention_of, states_of
from detente.sources.gdelt.rows import Row, parse
from detente.sources.parsed import parsed

log = logging.getLogger(__name__)


def read(path: Path, context: ReadContext) -> Iterator[Mention | Reject | Exposure]:
    """Yield the mentions of a file, then its exposure, with a Reject in the place of each bad line.

    A mention is a row between the two states of `context.dyad` (or between any two), except statements and
    appeals (CAMEO 01, 02), which PLOVER drops. Two mirrored rows of one joint act give one mention;
    `n_kept` of the exposure counts both, so the rows folded are the sum of `n_kept` over state "all" less the
    number of mentions. Raises BadInput where no row can be read.
    """
    seen, between = Seen(), list[Told]()
    crossings: dict[str, Crossing] = {}
    for item in _rows(path):
        if isinstance(item, Reject):
            yield item
            continue
        try:
            crossing = to_plover(item.code)
        except WrongUse as error:
            yield Reject(where=f"{path}:{item.number}", reason=str(error))
            crossing = None
        states = states_of(item)
        seen.see(item.name, item.added.date(), filter(None, states))
        if crossing and (pair := _pair(states, context)):
            crossings[item.code] = crossing
            between.append(Told(item, pair))
    kept = fold(between)
    for told in kept:
        _count(told, seen)
        yield mention_of(told, crossings[told.row.code], context)
    log.info("%s: %d mentions, %d mirrored rows folded", path, len(kept), len(between) - len(kept))
    yield from seen.rows(context.source_id, context.dyad)


def _pair(states: tuple[str | None, str | None], context: ReadContext) -> tuple[str, str] | None:
    a, b = states
    if a is None or b is None or a == b:
        return None
    return (a, b) if context.dyad is None or {a, b} == set(context.dyad) else None


def _count(told: Told, seen: Seen) -> None:
    for row in filter(None, (told.row, told.folded)):
        seen.keep(row.added.date(), told.states)


def _rows(path: Path) -> Iterator[Row | Reject]:
    """Yield rows, each once however often the file repeats it, and rejects."""
    names: set[str] = set()
    for item in parsed(path, ".csv", parse):
        if isinstance(item, Reject):
            yield item
        elif item.name not in names:
            names.add(item.name)
            yield item


FORMAT = FileFormat(
    name="gdelt2",
    description="GDELT 2.0 event exports (61 columns), plain or zipped",
    suffixes=(".export.csv", ".export.csv.zip"),
    read=read,
)
