"""Sentences with their sides marked <a>actor</a> and <r>recipient</r>, in the layout for training (TSV)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from detente.errors import BadInput
from detente.evaluation.base import Item, Judged, Pair, SetKind, Sure, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import lines, parts, tsv_rows
from detente.ontology.plover import EVENT_TYPES, quad_class
from detente.records import CodedEvent

COLUMNS = ("type", "mode", "modality", "status", "areas", "text")
NONE = "NONE"
_ACTOR, _RECIPIENT = re.compile(r"<a>(.+?)</a>"), re.compile(r"<r>(.+?)</r>")
_MARK = re.compile(r"</?[ar]>")


@dataclass(frozen=True, slots=True)
class Line:
    """The truth of one sentence; `type` is NONE where there is no act between the two."""

    type: str
    mode: str
    modality: str
    status: str
    areas: frozenset[str]


def _fits(path: Path) -> bool:
    found = parts(path, ".tsv")
    return bool(found) and next(lines(found[0]), "").rstrip("\n") == "\t".join(COLUMNS)


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for file in parts(path, ".tsv"):
        for where, cells in tsv_rows(file, COLUMNS):
            yield _item(where, file.stem, cells)


def _item(where: str, family: str, cells: dict[str, str]) -> Item:
    actor, recipient = _ACTOR.search(cells["text"]), _RECIPIENT.search(cells["text"])
    if cells["type"] not in (*EVENT_TYPES, NONE) or not (actor or recipient):
        raise BadInput("no PLOVER type, or no side marked", where=where, do="mend the line")
    areas = frozenset(cells["areas"].split(",")) - {"-", ""}
    line = Line(cells["type"], cells["mode"], cells["modality"], cells["status"], areas)
    return Item(
        f"{family}:{where.rpartition(':')[2]}",
        _MARK.sub("", cells["text"]),
        partial(_judge, line),
        actor=_MARK.sub("", actor[1]) if actor else "",
        recipient=_MARK.sub("", recipient[1]) if recipient else "",
    )


def _judge(line: Line, events: Sequence[CodedEvent]) -> Judged:
    event = next((each for each in events if each.event_type), None)
    coded = str(event.event_type) if event else NONE
    true = None if line.type == NONE else line.type
    right = event is not None and coded == line.type
    told = (
        *counts("mode", [line.mode], [event.mode or "-"]),
        *counts("modality", [line.modality], [str(event.modality)]),
        *counts("status", [line.status], [str(event.status)]),
        *counts("area", line.areas, event.areas),
    ) if event is not None and right else ()  # fmt: skip
    return Judged(
        (
            *counts("type", [line.type], [coded]),
            *counts("quad", [_quad(line.type)], [_quad(coded)]),
            *told,
        ),
        (Pair(true, event.event_type if event else None),),
        (Sure(event.confidence, right),) if event and event.confidence is not None else (),
    )


def _quad(event_type: str) -> str:
    return NONE if event_type == NONE else str(quad_class(event_type))


KIND = SetKind(
    "training",
    "sentences with the sides marked, in the layout of the training data (TSV, a file or a folder)",
    _fits,
    _read,
    (
        Figure("type macro-F1 (17 classes)", "type", Average.MACRO_F1),
        Figure("quad macro-F1 (5 classes)", "quad", Average.MACRO_F1),
        Figure("mode right, where the type is", "mode", Average.RECALL),
        Figure("modality right, where the type is", "modality", Average.RECALL),
        Figure("status right, where the type is", "status", Average.RECALL),
        Figure("areas micro-F1, where the type is right", "area", Average.MICRO_F1),
        Figure("type F1", "type", Average.MICRO_F1, each=True),
        Figure("modality, recall", "modality", Average.RECALL, each=True),
        Figure("status, recall", "status", Average.RECALL, each=True),
        Figure("area F1", "area", Average.MICRO_F1, each=True),
    ),
    classes="types",
)
