"""Rules that foretell a series: the baselines, and the further members of the pool."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rule = Callable[[Floats, int, str], Floats]
MONTH = {"day": 28, "week": 4, "month": 1, "quarter": 1, "year": 1}
"""Periods in 28 days, at least one."""
YEAR = {"day": 364, "week": 52, "month": 12, "quarter": 4, "year": 0}
"""Periods in a year; 364 days keep the weekday."""


def no_change(values: Floats, _ahead: int, _freq: str) -> Floats:
    """Return the last value."""
    return values


def recent(values: Floats, _ahead: int, freq: str) -> Floats:
    """Return the mean of the last 28 days."""
    width = MONTH[freq]
    total = np.append(0.0, np.cumsum(values))
    end = np.arange(1, values.size + 1)
    start = np.maximum(end - width, 0)
    return np.asarray((total[end] - total[start]) / (end - start))


def seasonal(values: Floats, ahead: int, freq: str) -> Floats:
    """Return the mean of the same period of the years before; NaN before two years are known."""
    year, n = YEAR[freq], values.size
    found = np.full(n, np.nan)
    for origin in range(2 * year - 1 if year else n, n):
        found[origin] = values[(origin + ahead) % year : origin + 1 : year].mean()
    return found


def ar1(values: Floats, ahead: int, _freq: str) -> Floats:
    """Return the forecast of a first-order autoregression fitted to all values so far."""
    count = np.arange(1, values.size + 1)
    mean = np.cumsum(values) / count
    pairs = np.append(0.0, np.cumsum(values[1:] * values[:-1]))
    power = np.cumsum(values**2)
    spread = power / count - mean**2
    phi = (pairs / np.maximum(count - 1, 1) - mean**2) / np.maximum(spread, 1e-12)
    return np.asarray(mean + np.clip(phi, 0.0, 0.98) ** ahead * (values - mean))


def long_mean(values: Floats, _ahead: int, _freq: str) -> Floats:
    """Return the mean of all values so far."""
    return np.asarray(np.cumsum(values) / np.arange(1, values.size + 1))


def smoothed(speed: float) -> Rule:
    """Return the rule of exponential smoothing, in which the newest period weighs `speed`."""

    def rule(values: Floats, _ahead: int, _freq: str) -> Floats:
        found, level, weight = np.empty(values.size), 0.0, 0.0
        for t, value in enumerate(values):
            level, weight = level * (1 - speed) + value, weight * (1 - speed) + 1
            found[t] = level / weight
        return found

    return rule


def halfway(speed: float) -> Rule:
    """Return the rule that goes half the way from exponential smoothing back to the mean of all."""

    def rule(values: Floats, ahead: int, freq: str) -> Floats:
        return np.asarray((smoothed(speed)(values, ahead, freq) + long_mean(values, ahead, freq)) / 2)

    return rule


BASELINES: dict[str, Rule] = {"no-change": no_change, "28-day mean": recent, "seasonal": seasonal, "ar1": ar1}
MEMBERS: dict[str, Rule] = {
    "seasonal, stable": seasonal,
    "ar1, stable": ar1,
    "long mean": long_mean,
    "slow": smoothed(0.1),
    "halfway": halfway(0.25),
}
