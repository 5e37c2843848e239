"""Issue areas of news texts: a file of labels by id, and beside it the file of texts.

The areas of a text are those of all events coded in it, whatever their modality and status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.errors import BadInput, WrongUse
from detente.evaluation.base import Item, Judged, SetKind, counts
from detente.evaluation.figures import Average, Figure
from detente.evaluation.files import Strict, checked, has_key, json_rows, parts, yaml_file
from detente.records import CodedEvent


class Text(Strict):
    """One text; a title that may belong to another item of the day (`topic_sure` false) is left out."""

    id: str
    text: str
    lang: str = "en"
    date: dt.date | None = None
    title: str | None = None
    topic_sure: bool = True


def _fits(path: Path) -> bool:
    return path.is_file() and bool(parts(path, ".yml")) and has_key(path, "labels")


def _read(path: Path, texts: Path | None) -> Iterator[Item]:
    if texts is None:
        raise WrongUse(
            "the labels need their texts", where=str(path), do="name the file of texts with --texts"
        )
    labels: dict[str, list[str]] = checked(dict[str, list[str]], yaml_file(path).get("labels"), str(path))
    left = set(labels)
    for where, row in json_rows(texts):
        if row.get("id") in left:
            text: Text = checked(Text, row, where)
            left.discard(text.id)
            yield Item(
                text.id, text.text, partial(_judge, labels[text.id]), lang=text.lang, date=text.date,
                title=(text.title or "") if text.topic_sure else "",
            )  # fmt: skip
    if left:
        raise BadInput(
            f"{len(left)} labelled ids are not in the texts", where=str(texts), do="name the right file"
        )


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
