"""What the strongest contrast would be if nothing but the memory of the series were at work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.analysis._contrasts import Grid, strongest
from detente.analysis._memory import Floats, Memory, estimate, simulate
from detente.analysis._scores import ranks

PERSISTENCE = np.array([-0.3, 0.0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.88, 0.95])
"""The lag-1 memories for which the bias of their estimate is simulated."""
EACH, MOST, FEWEST = 2_500_000, 1500, 60
"""How many series are simulated for each of them, times the squared length; and at the most and the least.

What this simulation errs by all series of a length err by, short ones the most.
"""
CAUTION = 2.5
"""What p values are multiplied by: no series is exactly an autoregression
(docs/decisions/turning-point-null.md)."""
USUAL = 0.3
"""The memory for which contrasts of different length are put on one scale."""


SEVERAL = (1, 2, 4)
"""How many stretches are looked for at once: a change can hide in the memory that other changes feign."""


class Test(NamedTuple):
    """The strongest contrasts in a series: the chance that memory alone gives such, their stretches, this
    memory."""

    p: float
    stretches: tuple[tuple[int, int], ...]
    memory: Memory


def demeaned(series: Floats, bounds: Sequence[int]) -> Floats:
    """Return `series` (rows, n) with the mean of each segment between `bounds` taken out."""
    found = np.array(series, dtype=np.float64)
    for left, right in pairwise(bounds):
        found[:, left:right] -= found[:, left:right].mean(axis=1, keepdims=True)
    return found


def further_changes(
    scores: Floats,
    bounds: Sequence[int],
    shortest: int,
    runs: int,
    seed: int,
    several: Sequence[int] = SEVERAL,
    memory: Memory | None = None,
) -> Test:
    """Return the test of further changes of level in `scores` (n), given the changes at `bounds`.

    Stretches are taken out in turn, each the strongest of what is left. The null is a Gaussian autoregression
    with the memory that remains, corrected for what taking out hides; each of `runs` draws this memory anew
    within its error of estimation, and goes through the same. For each number of `several` the strength
    of the stretches is ranked among the runs; `p` is CAUTION times the share of runs whose best rank is as
    good: a test of the whole family of stretches and numbers at once. 1.0 where no segment is long enough. A
    `memory` that is given is taken as it is.
    """
    grid = Grid.of(bounds, shortest)
    if not grid.start.size:
        return Test(1.0, (), memory or Memory(np.zeros(1), scores.size))
    rng = np.random.default_rng(seed)
    residual = _unit(demeaned(scores[None, :], bounds))
    scale = _scale(tuple(bounds), shortest)
    found = _pursued(residual, grid, scale, max(several))
    memory = memory or _memory(found.rest, _left(tuple(bounds), shortest, max(several)))
    paths = _unit(demeaned(simulate(rng, memory.draws(rng, runs), scores.size), bounds))
    null = _pursued(paths, grid, scale, max(several))
    chosen = np.array(several) - 1
    strengths = np.vstack([found.strength, null.strength])[:, chosen]
    ranked = np.column_stack([ranks(-column) for column in strengths.T])
    best = ranked.min(axis=1)
    number = several[int(ranked[0].argmin())]
    at = found.at[0, :number]
    stretches = tuple(zip(grid.start[at].tolist(), grid.end[at].tolist(), strict=True))
    share = np.count_nonzero(best <= best[0]) / (runs + 1)
    return Test(min(1.0, CAUTION * float(share)), stretches, memory)


class Pursuit(NamedTuple):
    """Rows without their strongest stretches, these (rows, number), and their statistics summed up so far."""

    rest: Floats
    at: NDArray[np.int64]
    strength: Floats


def _pursued(rows: Floats, grid: Grid, scale: Floats, number: int) -> Pursuit:
    rest, chosen, heights = rows, [], []
    for _ in range(number):
        height, at = strongest(rest, grid, scale)
        rest = _without(rest, grid, at)
        heights.append(height)
        chosen.append(at)
    return Pursuit(rest, np.stack(chosen, axis=1), np.cumsum(np.stack(heights, axis=1), axis=1))


def _memory(rest: Floats, shown: Floats) -> Memory:
    """Return the memory of what is left of a row, its first lag corrected for what was taken out.

    The correction is an indirect inference: the memory of an AR(1) of which as much would be left.
    """
    first = float(np.interp(_lag1(rest)[0], shown, PERSISTENCE))
    memory = estimate(rest[0])
    partial = memory.partial.copy()
    partial[0] = first if partial.size == 1 else max(first, partial[0])
    slope = float(np.interp(first, PERSISTENCE, np.gradient(shown, PERSISTENCE)))
    return Memory(partial, rest.shape[1], 1 / min(max(slope, 0.3), 1.0))


@lru_cache(maxsize=256)
def _scale(bounds: tuple[int, ...], shortest: int) -> Floats:
    """Return the scale of each contrast at the usual memory."""
    rows = _paths(np.random.default_rng(0), np.full(4 * _each(bounds), USUAL), bounds)
    return np.asarray(Grid.of(bounds, shortest).contrasts(rows).std(axis=0))


@lru_cache(maxsize=256)
def _left(bounds: tuple[int, ...], shortest: int, number: int) -> Floats:
    """Return, by PERSISTENCE, the lag-1 that is left where `number` stretches are taken out."""
    rows = _paths(np.random.default_rng(number), np.repeat(PERSISTENCE, _each(bounds)), bounds)
    rest = _pursued(rows, Grid.of(bounds, shortest), _scale(bounds, shortest), number).rest
    left = _lag1(rest).reshape(PERSISTENCE.size, -1).mean(axis=1)
    return np.asarray(np.maximum.accumulate(left) + 1e-9 * np.arange(left.size))


def _each(bounds: Sequence[int]) -> int:
    return min(max(EACH // bounds[-1] ** 2, FEWEST), MOST)


def _paths(rng: np.random.Generator, memory: Floats, bounds: Sequence[int]) -> Floats:
    """Return a series without a change for each lag-1 `memory`, as a series to be tested is prepared."""
    return _unit(demeaned(simulate(rng, memory[:, None], bounds[-1]), bounds))


def _unit(rows: Floats) -> Floats:
    spread = rows.std(axis=1, keepdims=True)
    return np.asarray(rows / np.where(spread > 0, spread, 1.0))


def _lag1(rows: Floats) -> Floats:
    power = (rows * rows).sum(axis=1)
    return np.asarray((rows[:, 1:] * rows[:, :-1]).sum(axis=1) / np.where(power > 0, power, 1.0))


def _without(rows: Floats, grid: Grid, at: NDArray[np.int64]) -> Floats:
    """Return `rows` with the means of the chosen stretch and of the rest of its segment taken out."""
    place = np.arange(rows.shape[1])
    segment = (place >= grid.left[at, None]) & (place < grid.right[at, None])
    inside = (place >= grid.start[at, None]) & (place < grid.end[at, None])
    found = rows.copy()
    for part in (inside, segment & ~inside):
        mean = (rows * part).sum(axis=1) / np.maximum(part.sum(axis=1), 1)
        found -= part * mean[:, None]
    return found
