"""The same sentences as raw text: is an act of the right type found between the right sides?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, Pair, SetKind, Sure, counts
from detente.evaluation.figures import Average, Count, Figure
from detente.evaluation.files import checked, has_fields, json_rows
from detente.evaluation.kinds.sides import FIELDS, Line
from detente.evaluation.matching import root, same_sides
from detente.records import CodedEvent


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for where, row in json_rows(path):
        line: Line = checked(Line, row, where)
        yield Item(line.id, line.text, partial(_judge, line))


def _judge(line: Line, events: Sequence[CodedEvent]) -> Judged:
    between = [event for event in events if same_sides(event, line.actor, line.recipient, line.text)]
    right = [event for event in between if root(event.event_type) == line.event_type]
    coded = next(iter(right or between), None)
    return Judged(
        (
            *counts("right", ["text"], ["text"] if right else []),
            *counts("sides", ["text"], ["text"] if between else []),
            Count("events", "event", len(right), len(events), len(right)),
            *counts("some", ["text"], ["text"] if events else []),
        ),
        (Pair(line.event_type, root(coded.event_type) if coded else None),),
        tuple(Sure(e.confidence, e in right) for e in events if e.confidence is not None),
    )


KIND = SetKind(
    "raw",
    "the same sentences as raw text: an event with the right sides (head overlap) and type",
    partial(has_fields, wanted=FIELDS),
    _read,
    (
        Figure("right sides and root, recall", "right", Average.RECALL),
        Figure("right sides and root, precision", "events", Average.PRECISION),
        Figure("right sides, recall", "sides", Average.RECALL),
        Figure("texts with an event", "some", Average.RECALL),
    ),
    classes="roots",
    rank=2,
)
