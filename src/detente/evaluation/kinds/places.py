"""Real sentences as raw text: labels of pairs of sides by text id and place, and beside them the texts.

A row (TSV) names a text, where in it the sentence, the actor and the recipient stand (six offsets), and
what it tells of the two: type (NONE for no act), mode, modality, status. Only labelled pairs are judged, for
nobody has said what else the texts tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from detente.errors import BadInput
from detente.evaluation.base import Item, Judged, Pair, SetKind, Sure, counts
from detente.evaluation.figures import Average, Count, Figure
from detente.evaluation.files import checked, labelled, lines, parts, tsv_rows
from detente.evaluation.matching import same_sides
from detente.ontology.plover import EVENT_TYPES
from detente.records import CodedEvent

COLUMNS = ("item", "places", "type", "mode", "modality", "status")
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Label:
    """The truth of one pair: offsets in its text of sentence, actor and recipient; `type` None for no act."""

    places: tuple[int, ...]
    type: str | None


def _fits(path: Path) -> bool:
    found = parts(path, ".tsv")
    return bool(found) and next(lines(found[0]), "").rstrip("\n") == "\t".join(COLUMNS)


def _read(path: Path, texts: Path | None) -> Iterator[Item]:
    labels = _labels(path)
    for text in labelled(labels, path, texts):
        judge = partial(_judge, text.text, labels[text.id])
        yield Item(text.id, text.text, judge, lang=text.lang, date=text.date)


def _labels(path: Path) -> dict[str, list[Label]]:
    found: defaultdict[str, list[Label]] = defaultdict(list)
    for file in parts(path, ".tsv"):
        for where, cells in tsv_rows(file, COLUMNS):
            places: list[int] = checked(list[int], cells["places"].split(), where)
            if len(places) != 6 or cells["type"] not in (*EVENT_TYPES, NONE):
                raise BadInput("not six places, or no PLOVER type", where=where, do="mend the line")
            kind = None if cells["type"] == NONE else cells["type"]
            found[cells["item"]].append(Label(tuple(places), kind))
    return dict(found)


def _judge(text: str, labels: Sequence[Label], events: Sequence[CodedEvent]) -> Judged:
    judged = [_pair(text, label, events) for label in labels]
    return Judged(
        tuple(count for each in judged for count in each.counts),
        tuple(pair for each in judged for pair in each.pairs),
        tuple(sure for each in judged for sure in each.sure),
    )


def _pair(text: str, label: Label, events: Sequence[CodedEvent]) -> Judged:
    first, last, *sides = label.places
    actor, recipient = text[sides[0] : sides[1]], text[sides[2] : sides[3]]
    between = [
        event
        for event in events
        if event.span and event.span[0] < last and first < event.span[1]
        if same_sides(event, actor, recipient, text)
    ]
    right = [event for event in between if event.event_type == label.type]
    coded = next((event.event_type for event in (*right, *between)), None)
    told = ["text"] if label.type else []
    return Judged(
        (
            *counts("right", told, ["text"] if right else []),
            *counts("sides", told, ["text"] if between and told else []),
            *(() if told else counts("nothing", ["text"], ["text"] if between else [])),
            Count("events", "event", len(right), len(between), len(right)),
        ),
        (Pair(label.type, coded),),
        tuple(Sure(e.confidence, e in right) for e in between if e.confidence is not None),
    )


KIND = SetKind(
    "places",
    "labels of pairs of sides by text id and place (TSV), with the texts in --texts, coded as raw text",
    _fits,
    _read,
    (
        Figure("right sides and type, recall", "right", Average.RECALL),
        Figure("right type, of acts coded between labelled sides", "events", Average.PRECISION),
        Figure("right sides, recall", "sides", Average.RECALL),
        Figure("pairs without an act that got one", "nothing", Average.RECALL),
    ),
    classes="types",
    needs_texts=True,
)
