"""News sentences with the CAMEO roots of several expert coders: agreed types, and false alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, SetKind, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import Strict, checked, has_fields, json_rows
from detente.evaluation.matching import happened, root
from detente.ontology.cameo import to_plover
from detente.records import CodedEvent

AGREED = 2
APPEAL = 2  # the crosswalk drops appeals together with statements; here they are the requests that they are


class Coded(Strict):
    """What one coder gave a sentence: CAMEO roots ("4", "19")."""

    root: tuple[int, ...]


class Line(Strict):
    """One sentence; `quads` is empty where the coders together found no event."""

    id: str
    text: str
    quads: tuple[str, ...]
    per_coder: dict[str, Coded]

    @property
    def roots(self) -> set[str]:
        """The PLOVER roots of what two or more coders gave; statements have none."""
        votes = Counter(code for coder in self.per_coder.values() for code in set(coder.root))
        found = {_plover(code) for code, number in votes.items() if number >= AGREED}
        return {name for name in found if name}


def _plover(cameo: int) -> str | None:
    if cameo == APPEAL:
        return "REQUEST"
    crossing = to_plover(f"{cameo:02}0")
    return root(crossing.event_type) if crossing else None


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for where, row in json_rows(path):
        line: Line = checked(Line, row, where)
        yield Item(line.id, line.text, partial(_judge, line))


def _judge(line: Line, events: Sequence[CodedEvent]) -> Judged:
    acts = [event for event in events if happened(event)]
    found = {str(root(event.event_type)) for event in acts}
    empty = "without an event" if not line.quads else "with an event"
    return Judged(
        (
            *counts("root", line.roots, found),
            *counts(empty, ["text"], ["text"] if acts else []),
        )
    )


KIND = SetKind(
    "roots",
    "news sentences coded by several experts in CAMEO: types that two agree on, and false alarms",
    partial(has_fields, wanted=("id", "text", "quads", "per_coder")),
    _read,
    (
        Figure("root micro-F1", "root", Average.MICRO_F1),
        Figure("root, recall", "root", Average.RECALL),
        Figure("root, precision", "root", Average.PRECISION),
        Figure("false alarms among texts without an event", "without an event", Average.RECALL),
        Figure("texts with an event that are coded", "with an event", Average.RECALL),
        Figure("root F1", "root", Average.MICRO_F1, each=True),
    ),
)
