"""Contrasts that see a change of level: the mean of a stretch against the rest of its segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LONG = 600
CACHED = 1 << 16
"""Numbers worked on at once."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Stretches [start, end) and the segment [left, right) in which each of them lies."""

    start: Ints
    end: Ints
    left: Ints
    right: Ints

    @classmethod
    def of(cls, bounds: Sequence[int], shortest: int) -> Grid:
        """Return the stretches to compare within the segments between `bounds` (0 first, n last)."""
        rows = [_stretches(a, b, shortest) for a, b in pairwise(bounds)]
        table = np.concatenate([*rows, np.zeros((0, 4), dtype=np.int64)])
        return cls(*(np.ascontiguousarray(column) for column in table.T))

    def contrasts(self, series: Floats) -> Floats:
        """Return (rows, stretches): the sums over the stretches of rows whose segments have mean zero."""
        total = _running(series)
        return np.ascontiguousarray((total[self.end] - total[self.start]).T)

    @property
    def penalty(self) -> Floats:
        """What a stretch must exceed for its length, so that all lengths compete alike (Dumbgen, Spokoiny
        2001)."""
        whole, part = self.right - self.left, self.end - self.start
        return np.asarray(np.sqrt(2 * np.log(np.e * whole / np.minimum(part, whole - part))))


def _stretches(left: int, right: int, shortest: int) -> NDArray[np.int64]:
    """Return rows (start, end, left, right): every split of the segment, and seeded stretches inside it.

    Lengths grow by a fifth, starts move by an eighth of the length (seeded intervals, Kovacs et al. 2023); in
    a long segment twice as far.
    """
    n = right - left
    growth, part = (1.2, 8) if n <= LONG else (1.4, 4)
    if n < 2 * shortest:
        return np.zeros((0, 4), dtype=np.int64)
    splits = np.arange(left + shortest, right - shortest + 1)
    found = [np.column_stack([np.full_like(splits, left), splits])]
    length = float(shortest)
    while length <= n - 2 * shortest:
        starts = np.arange(left + shortest, right - shortest - int(length) + 1, max(1, int(length) // part))
        found.append(np.column_stack([starts, starts + int(length)]))
        length = max(length + 1, length * growth)
    both = np.concatenate(found)
    return np.column_stack([both, np.full(len(both), left), np.full(len(both), right)])


def strongest(series: Floats, grid: Grid, scale: Floats) -> tuple[Floats, Ints]:
    """Return, for each row of `series`, the greatest penalised |contrast| / `scale` and where it is.

    The stretches are gone through in parts that stay in the processor's cache.
    """
    total, rows = _running(series), series.shape[0]
    weight, penalty = (1 / scale)[:, None], grid.penalty[:, None]
    height, at = np.full(rows, -np.inf), np.zeros(rows, dtype=np.int64)
    step = max(1, CACHED // rows)
    for first in range(0, grid.start.size, step):
        part = slice(first, first + step)
        found = total[grid.end[part]] - total[grid.start[part]]
        np.abs(found, out=found)
        found *= weight[part]
        found -= penalty[part]
        top = found.max(axis=0)
        higher = np.flatnonzero(top > height)
        height[higher] = top[higher]
        at[higher] = first + found[:, higher].argmax(axis=0)
    return height, at


def _running(series: Floats) -> Floats:
    """Return (n + 1, rows): the sums of all before each position."""
    total = np.zeros((series.shape[1] + 1, series.shape[0]))
    np.cumsum(series.T, axis=0, out=total[1:])
    return total
