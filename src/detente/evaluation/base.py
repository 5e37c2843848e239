"""What a kind of test set offers: how to tell it, its texts, and how the coder's answer to each is judged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from detente.evaluation.figures import Count, Figure
from detente.records import CodedEvent


class Pair(NamedTuple):
    """The true class of an act and the coded one; None is "no act"."""

    true: str | None
    coded: str | None


class Sure(NamedTuple):
    """How sure the coder was of an event (0..1), and whether type, sides and direction are right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What one text adds to the figures, to the confusion table, and to the calibration."""

    counts: tuple[Count, ...] = ()
    pairs: tuple[Pair, ...] = ()
    sure: tuple[Sure, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a set as it is given to the coder, and the judge of what comes back."""

    id: str
    text: str
    judge: Callable[[Sequence[CodedEvent]], Judged]
    lang: str = "en"
    date: dt.date | None = None
    title: str = ""
    actor: str | None = None
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class SetKind:
    """A kind of test set. `read(path, texts)` gives its items; `texts` is a file of texts, where needed.

    Both functions raise BadInput where a line does not fit. `classes` says what the confusion table is of:
    "types", "roots" (CONCEDE and RETREAT as one), "quads", or "" where there is none. Several kinds may fit
    one file; the one that comes first by `rank` is taken where none is named.
    """

    name: str
    description: str
    fits: Callable[[Path], bool]
    read: Callable[[Path, Path | None], Iterable[Item]]
    figures: tuple[Figure, ...]
    classes: str = ""
    rank: int = 1
    needs_texts: bool = False


def counts(of: str, gold: Iterable[str], found: Iterable[str]) -> tuple[Count, ...]:
    """Return the counts of one text for a figure: how often each class is true, found, and both."""
    true, coded = Counter(gold), Counter(found)
    both = true & coded
    return tuple(Count(of, name, true[name], coded[name], both[name]) for name in sorted(true | coded))
