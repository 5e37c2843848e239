"""Whether events given a confidence of 0.8 are right in 80 of 100 cases.

Expected calibration error over ten bins of equal width: Guo, Pleiss, Sun and Weinberger, On Calibration of
Modern Neural Networks (2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.evaluation.base import Sure
from detente.evaluation.figures import Floats, interval, resampled

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The events with a confidence in [low, high): their number, mean confidence, and share that is right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins that hold events, and the expected calibration error (0..1) with its 95% interval."""

    bins: tuple[Bin, ...]
    error: float
    lower: float | None
    upper: float | None
    n: int


def calibration(texts: Sequence[Sequence[Sure]]) -> Calibration | None:
    """Return the calibration over the events of all texts, None where there are none to judge."""
    table = np.zeros((len(texts), BINS, 3))
    for number, text in enumerate(texts):
        for sure in text:
            table[number, _bin(sure.confidence)] += (1, sure.right, sure.confidence)
    sums = table.sum(axis=0)
    if not sums[:, 0].sum():
        return None
    drawn = resampled(table)
    low, high = interval(_error(drawn))
    bins = tuple(_row(place, sums[place], drawn[:, place]) for place in range(BINS) if sums[place, 0])
    return Calibration(bins, float(_error(sums[None])[0]), low, high, int(sums[:, 0].sum()))


def _bin(confidence: float) -> int:
    return min(int(confidence * BINS + 1e-9), BINS - 1)


def _error(sums: Floats) -> Floats:
    """Return the expected calibration error for each of `sums` [sample, bin, number | right | confidence]."""
    number, right, confidence = np.moveaxis(sums, 2, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.abs(confidence - right).sum(axis=1) / number.sum(axis=1))


def _row(place: int, sums: Floats, drawn: Floats) -> Bin:
    number, right, confidence = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = interval(drawn[:, 1] / drawn[:, 0])
    return Bin(
        place / BINS,
        (place + 1) / BINS,
        int(number),
        float(confidence / number),
        float(right / number),
        low,
        high,
    )
