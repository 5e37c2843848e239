"""Where a change of level lies: its likelihood by position, the memory of the series taken into account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.analysis._memory import Floats

Ints = NDArray[np.int64]
SWEEPS = 3
SHARE = 0.9


class Place(NamedTuple):
    """The first period of the new level, and the first and last that hold 90% of its posterior."""

    at: int
    lower: int
    upper: int


def profile(segment: Floats, coefficients: Floats, shortest: int) -> Floats:
    """Return the posterior of the position of one step in `segment` (n), flat before the data.

    Entry i is for a step whose new level begins at i; those nearer than `shortest` to an end have 0. The
    likelihood is that of a Gaussian autoregression, level, size of the step and variance profiled out.
    """
    n = segment.size
    white = _whitened(segment, coefficients)
    steps = np.cumsum(np.concatenate([[1.0], -coefficients]))
    level = np.minimum(np.arange(n), coefficients.size)
    constant = steps[level]
    positions = np.arange(shortest, n - shortest + 1)
    regressor = _step_sums(white, constant, steps, positions)
    ones, power = constant @ constant, white @ white
    mean = constant @ white
    across = regressor[0] - regressor[1] * mean / ones
    within = regressor[2] - regressor[1] ** 2 / ones
    base = power - mean**2 / ones
    rss = np.maximum(base - across**2 / np.maximum(within, 1e-12), 1e-9 * max(base, 1e-9))
    log = -0.5 * (n - 2) * np.log(rss)
    found = np.zeros(n)
    found[positions] = np.exp(log - log.max())
    return np.asarray(found / found.sum())


def _whitened(segment: Floats, coefficients: Floats) -> Floats:
    white = segment.copy()
    for lag, each in enumerate(coefficients, start=1):
        white[lag:] -= each * segment[:-lag]
    return white


def _step_sums(white: Floats, constant: Floats, steps: Floats, positions: Ints) -> Floats:
    """Return, by position, the products of the filtered step with the series, the constant and itself."""
    n, lags = white.size, steps.size - 1
    after = [np.append(np.cumsum(row[::-1])[::-1], np.zeros(lags + 1)) for row in (white, constant)]
    padded = [np.append(row, np.zeros(lags + 1)) for row in (white, constant)]
    sums = np.zeros((3, positions.size))
    for lag, weight in enumerate(steps[:-1]):
        for place, row in enumerate(padded):
            sums[place] += weight * row[positions + lag]
        sums[2] += weight**2 * (positions + lag < n)
    for place, row in enumerate(after):
        sums[place] += steps[-1] * row[positions + lags]
    sums[2] += steps[-1] ** 2 * np.maximum(n - positions - lags, 0)
    return sums


def settle(scores: Floats, bounds: Sequence[int], coefficients: Floats, shortest: int) -> list[int]:
    """Return `bounds` with each inner one moved to its likeliest place between its neighbours."""
    found = list(bounds)
    for _ in range(SWEEPS):
        before = list(found)
        for i in range(1, len(found) - 1):
            left, right = found[i - 1], found[i + 1]
            if right - left >= 2 * shortest:
                found[i] = left + int(profile(scores[left:right], coefficients, shortest).argmax())
        if found == before:
            break
    return found


def places(scores: Floats, bounds: Sequence[int], coefficients: Floats, shortest: int) -> list[Place]:
    """Return the place of each inner bound, given the others."""
    found = []
    for left, at, right in zip(bounds, bounds[1:], bounds[2:], strict=False):
        mass = np.cumsum(profile(scores[left:right], coefficients, shortest))
        lower = int(np.searchsorted(mass, (1 - SHARE) / 2))
        upper = int(np.searchsorted(mass, (1 + SHARE) / 2))
        found.append(
            Place(at, left + min(lower, at - left), left + min(max(upper, at - left), right - left - 1))
        )
    return found
