"""Values made comparable: normal scores of ranks, with the rhythm of the calendar taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
CYCLES = 3
"""How many whole cycles there must be before a rhythm is estimated."""


def normal_scores(values: Floats) -> Floats:
    """Return for each value the normal quantile of its rank (van der Waerden); ties share their mean rank.

    No monotone rescaling of the values changes the scores, so that counts, sums and logarithms of one series
    have the same turning points, and one huge value is only the greatest.
    """
    greatest = ranks(values)
    least = values.size + 1 - ranks(-values)
    return np.asarray(ndtri(((greatest + least) / 2 - 0.5) / values.size))


def ranks(values: Floats) -> Floats:
    """Return the rank of each value from 1 on, of equal ones the greatest.

    Like scipy.stats.rankdata(method="max"), which takes a second to load.
    """
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray(number.cumsum()[place], dtype=np.float64)


def scored(values: Floats, times: Sequence[dt.date], freq: str) -> Floats:
    """Return the normal scores of `values` without the rhythm of their frequency (weekday, month,
    quarter)."""
    scores = normal_scores(values)
    place = _places(times, freq)
    if place is None:
        return scores
    for each in np.unique(place):
        here = place == each
        scores[here] -= np.median(scores[here])
    return normal_scores(scores)


def _places(times: Sequence[dt.date], freq: str) -> NDArray[np.int64] | None:
    rhythm = {"day": 7, "month": 12, "quarter": 4}.get(freq)
    if rhythm is None or len(times) < CYCLES * rhythm:
        return None
    if freq == "day":
        return np.array([day.weekday() for day in times])
    return np.array([day.month for day in times])
