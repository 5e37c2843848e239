"""Figures from counts by text, with bootstrap intervals that resample texts.

Every figure is a function of sums over the texts, so that a resample is a weighted sum. Source of the
percentile bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEED = 20_260_101
RESAMPLES = 1_000
LEVEL = (2.5, 97.5)
_AT_ONCE = 100
ALL = "all"


class Average(StrEnum):
    """How counts become a figure (0..1)."""

    MACRO_F1 = "macro-F1"
    MICRO_F1 = "micro-F1"
    RECALL = "recall"
    PRECISION = "precision"


class Count(NamedTuple):
    """How often a text has a class (`gold`), the coder gives it (`found`), and both agree (`hit`)."""

    of: str
    cls: str
    gold: int
    found: int
    hit: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to print: its name, the counts it is of, the average; `each` gives one for each class."""

    name: str
    of: str
    average: Average
    each: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One figure (0..1) with its 95% interval; `n` is what it is a share of. None: nothing to divide by."""

    figure: str
    cls: str
    value: float | None
    lower: float | None
    upper: float | None
    n: int


def resampled(counts: Floats, number: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Return the sums of `counts` [text, ...] over `number` resamples of the texts, drawn with return."""
    size, dice = len(counts), np.random.default_rng(seed)
    flat = counts.reshape(size, -1)
    chance = np.full(size, 1 / max(size, 1))
    parts = [
        dice.multinomial(size, chance, size=min(_AT_ONCE, number - first)) @ flat
        for first in range(0, number, _AT_ONCE)
    ]
    return np.concatenate(parts).reshape(number, *counts.shape[1:])


def interval(values: Floats) -> tuple[float | None, float | None]:
    """Return the 95% percentile interval of `values`, passing over those that are undefined."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, LEVEL)
    return float(low), float(high)


def rows(figures: Sequence[Figure], texts: Sequence[Sequence[Count]]) -> list[Row]:
    """Return the figures of a set from the counts of each text."""
    keys = sorted({(count.of, count.cls) for text in texts for count in text})
    if not keys:
        return []
    table = _table(keys, texts)
    sums, drawn = table.sum(axis=0), resampled(table)
    return [row for figure in figures for row in _rows(figure, keys, sums, drawn)]


def _table(keys: list[tuple[str, str]], texts: Sequence[Sequence[Count]]) -> Floats:
    """Return [text, key, gold | found | hit]."""
    place = {key: position for position, key in enumerate(keys)}
    table = np.zeros((len(texts), len(keys), 3))
    for number, text in enumerate(texts):
        for count in text:
            table[number, place[count.of, count.cls]] += (count.gold, count.found, count.hit)
    return table


def _rows(figure: Figure, keys: list[tuple[str, str]], sums: Floats, drawn: Floats) -> Iterator[Row]:
    own = [position for position, (of, _) in enumerate(keys) if of == figure.of]
    groups = {keys[position][1]: [position] for position in own} if figure.each else {ALL: own}
    for name, places in groups.items():
        value = float(_value(figure.average, sums[places][None])[0])
        if figure.each and not np.isfinite(value):
            continue
        low, high = interval(_value(figure.average, drawn[:, places]))
        column = 1 if figure.average is Average.PRECISION else 0
        yield Row(
            figure.name,
            name,
            value if np.isfinite(value) else None,
            low,
            high,
            int(sums[places, column].sum()),
        )


def _value(average: Average, counts: Floats) -> Floats:
    """Return a figure for each of `counts` [sample, class, gold | found | hit]; NaN where it is undefined."""
    gold, found, hit = np.moveaxis(counts, 2, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        if average is Average.MACRO_F1:
            scores = np.where(gold > 0, 2 * hit / (gold + found), 0.0)
            return np.asarray(scores.sum(axis=1) / (gold > 0).sum(axis=1))
        gold, found, hit = gold.sum(axis=1), found.sum(axis=1), hit.sum(axis=1)
        if average is Average.MICRO_F1:
            return np.asarray(2 * hit / (gold + found))
        return np.asarray(hit / (gold if average is Average.RECALL else found))
