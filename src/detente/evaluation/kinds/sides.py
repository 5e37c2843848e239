"""Sentences with both sides given: which type, quad class, and friendly or not. No act coded is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, Pair, SetKind, Sure, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import Strict, checked, has_fields, json_rows
from detente.evaluation.matching import quad, root, side
from detente.records import CodedEvent

FIELDS = ("id", "text", "actor", "recipient", "event_type", "quad_class")


class Line(Strict):
    """One sentence; `event_type` has YIELD for CONCEDE and RETREAT, `quad_class` is VC, MC, VX or MX."""

    id: str
    text: str
    actor: str
    recipient: str
    event_type: str
    quad_class: str


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for where, row in json_rows(path):
        line: Line = checked(Line, row, where)
        yield Item(line.id, line.text, partial(_judge, line), actor=line.actor, recipient=line.recipient)


def _judge(line: Line, events: Sequence[CodedEvent]) -> Judged:
    """Judge the one event that is coded between the two sides (none where the coder could not)."""
    event = next((each for each in events if each.event_type), None)
    coded = root(event.event_type) if event else None
    found = quad(event) if event else None
    kind = "C" if line.quad_class.endswith("C") else "X"
    return Judged(
        (
            *counts("binary", [kind], [str(side(found))] if found else []),
            *counts("quad", [line.quad_class], [found] if found else []),
            *counts("root", [line.event_type], [coded] if coded else []),
            *counts("coded", ["text"], ["text"] if event else []),
        ),
        (Pair(line.event_type, coded),),
        (Sure(event.confidence, coded == line.event_type),) if event and event.confidence is not None else (),
    )


KIND = SetKind(
    "sides",
    "sentences with actor and recipient given: type, quad class, friendly or hostile",
    partial(has_fields, wanted=FIELDS),
    _read,
    (
        Figure("binary macro-F1", "binary", Average.MACRO_F1),
        Figure("quad macro-F1", "quad", Average.MACRO_F1),
        Figure("root macro-F1", "root", Average.MACRO_F1),
        Figure("coded", "coded", Average.RECALL),
        Figure("root micro-F1", "root", Average.MICRO_F1),
        Figure("root F1", "root", Average.MICRO_F1, each=True),
    ),
    classes="roots",
)
