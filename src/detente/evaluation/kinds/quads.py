"""Sentences in five classes: the four quad classes, and neutral.

A side that is given is given to the coder too, so that one event is coded; without an act the sentence is
neutral. Where no side is given the text is coded raw, and its class is that of the act that the coder is
most sure of among those told as actual, asserted or confirmed (the first of equals); without one it is
neutral.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, Pair, SetKind, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import Strict, checked, has_fields, json_rows
from detente.evaluation.matching import happened, quad
from detente.records import CodedEvent

NEUTRAL = "neutral"


class Line(Strict):
    """One sentence; `quad_class` is VC, MC, VX, MX or begins with "neutral"; a side may be unknown."""

    id: str
    text: str
    actor: str | None = None
    recipient: str | None = None
    quad_class: str

    @property
    def cls(self) -> str:
        """The class, without what a set says besides of what is neutral."""
        return NEUTRAL if self.quad_class.startswith(NEUTRAL) else self.quad_class


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for where, row in json_rows(path):
        line: Line = checked(Line, row, where)
        yield Item(line.id, line.text, partial(_judge, line), actor=line.actor, recipient=line.recipient)


def _judge(line: Line, events: Sequence[CodedEvent]) -> Judged:
    paired = line.actor is not None or line.recipient is not None
    acts = [event for event in events if (event.event_type if paired else happened(event))]
    act = max(acts, key=lambda event: event.confidence or 0.0, default=None)
    found = (quad(act) if act else None) or NEUTRAL
    way = "with a side given" if paired else "raw"
    return Judged(
        (*counts("class", [line.cls], [found]), *counts(way, [line.cls], [found])),
        (Pair(None if line.cls == NEUTRAL else line.cls, None if found == NEUTRAL else found),),
    )


KIND = SetKind(
    "quads",
    "sentences in five classes: the four quad classes and neutral",
    partial(has_fields, wanted=("id", "text", "actor", "recipient", "quad_class"), without=("event_type",)),
    _read,
    (
        Figure("five classes, macro-F1", "class", Average.MACRO_F1),
        Figure("five classes, with a side given, macro-F1", "with a side given", Average.MACRO_F1),
        Figure("five classes, raw, macro-F1", "raw", Average.MACRO_F1),
        Figure("class F1", "class", Average.MICRO_F1, each=True),
    ),
    classes="quads",
)
