"""Issue areas of news texts: a file of labels by id, and beside it the file of texts.

The areas of a text are those of all events coded in it, whatever their modality and status. A title that may
belong to another item of the day is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, SetKind, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import checked, has_key, labelled, parts, yaml_file
from detente.records import CodedEvent


def _fits(path: Path) -> bool:
    return path.is_file() and bool(parts(path, ".yml")) and has_key(path, "labels")


def _read(path: Path, texts: Path | None) -> Iterator[Item]:
    labels: dict[str, list[str]] = checked(dict[str, list[str]], yaml_file(path).get("labels"), str(path))
    for text in labelled(labels, path, texts):
        yield Item(
            text.id, text.text, partial(_judge, labels[text.id]), lang=text.lang, date=text.date,
            title=(text.title or "") if text.topic_sure else "",
        )  # fmt: skip


def _judge(labels: Sequence[str], events: Sequence[CodedEvent]) -> Judged:
    found = {area for event in events for area in event.areas}
    return Judged(
        (*counts("area", set(labels), found), *counts("some", ["text"], ["text"] if events else []))
    )


KIND = SetKind(
    "areas",
    "labels of issue areas by text id (YAML), with the texts in --texts",
    _fits,
    _read,
    (
        Figure("areas micro-F1", "area", Average.MICRO_F1),
        Figure("areas, recall", "area", Average.RECALL),
        Figure("areas, precision", "area", Average.PRECISION),
        Figure("texts with an event", "some", Average.RECALL),
        Figure("area F1", "area", Average.MICRO_F1, each=True),
    ),
    needs_texts=True,
)
