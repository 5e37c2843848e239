"""Copies that linking missed: how many distinct acts stand behind the events of a period.

Acts of one kind (direction and type) fall on days as their neighbouring days lead to expect. Copies of an
act fall on the same day, so that days hold more pairs of one kind than chance makes. With `copies` a row of
an act, each of another type or date with chance `error`, and two places where a copy may come from,

    excess pairs / events = (c + c**2 / 4) / (1 + copies),  c = copies * (1 - error)

which is solved for `copies`. Deeds that truly come many to a day count as accounts of one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEIGHBOURS = 3
"""Days before and after a day that tell what to expect of it."""

LEAST_EVENTS, HALF_WINDOW = 300, 45
"""A window holds at least so many events (where there are), and reaches at least so many days either way."""


class Distinct(NamedTuple):
    """The part of the events that are distinct acts, by period, and the standard deviation of its log."""

    part: Floats
    spread: Floats


def distinct(daily: Floats, middles: NDArray[np.int64], error: float) -> Distinct:
    """Return the part of distinct acts around the days `middles`.

    `daily` (kind, day) are the events by kind and day, `error` the chance that a copy has another type or
    date.
    """
    if not daily.sum():
        return Distinct(np.ones(len(middles)), np.zeros(len(middles)))
    pairs = (daily * (daily - 1) / 2).sum(axis=0)
    chance = (daily * _around(daily) / 2).sum(axis=0)
    sums = [np.append(0.0, each.cumsum()) for each in (daily.sum(axis=0), pairs, chance)]
    found = np.array([_at(int(day), sums, error) for day in middles])
    return Distinct(found[:, 0], found[:, 1])


def _around(daily: Floats) -> Floats:
    """Return the mean of the days around each day, by kind, that day left out."""
    width = 2 * NEIGHBOURS + 1
    total = np.append(np.zeros((len(daily), 1)), np.pad(daily, ((0, 0), (NEIGHBOURS,) * 2)).cumsum(axis=1), 1)
    ones = np.append(0.0, np.pad(np.ones(daily.shape[1]), NEIGHBOURS).cumsum())
    summed = total[:, width:] - total[:, :-width] - daily
    return np.asarray(summed / np.maximum(ones[width:] - ones[:-width] - 1, 1))


def _at(day: int, sums: list[Floats], error: float) -> tuple[float, float]:
    days = len(sums[0]) - 1
    half = HALF_WINDOW
    while half < days and _between(sums[0], day, half) < LEAST_EVENTS:
        half *= 2
    events, pairs, chance = (_between(each, day, half) for each in sums)
    if not events:
        return 1.0, 0.0
    noise = np.sqrt(pairs + chance + 1)
    low, middle, high = (_part((pairs - chance + step) / events, error) for step in (noise, 0.0, -noise))
    return middle, float(np.log(high / low) / 2)


def _between(total: Floats, day: int, half: int) -> float:
    last = len(total) - 1
    return float(total[min(last, max(0, day + half + 1))] - total[min(last, max(0, day - half))])


def _part(ratio: float, error: float) -> float:
    """Return distinct acts for one event, where `ratio` is excess pairs for one event."""
    slope = 1 - ratio / (1 - error)
    same = 2 * (-slope + np.sqrt(max(slope**2 + ratio, 0.0)))
    return float(1 / max(1 + same / (1 - error), 0.5))
