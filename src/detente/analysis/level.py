"""The level under a series of counts: a Poisson state-space model, fitted to many series at once.

    n[t] ~ Poisson(offset[t] * exp(x[t])),  x[t] = level[t] + u[t]
    level[t] = level[t-1] + N(0, drift**2),  u[t] ~ N(0, scatter**2)

x is found by Newton steps that are Kalman smoothers (J. Durbin and S. J. Koopman, Time Series Analysis by
State Space Methods, 2nd ed., 2012, ch. 10); drift and scatter are integrated over a grid with their
Laplace-approximated likelihood (H. Rue et al., JRSS B 71, 2009), under exponential priors that prefer a
quiet series.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DRIFTS = np.array([0.02, 0.07, 0.16, 0.35, 0.7])
SCATTERS = np.array([0.03, 0.2, 0.4, 0.8])
DRIFT_RATE, SCATTER_RATE = 4.0, 10.0
"""Rates of the exponential priors: the mean drift is 1/4, the mean scatter 1/10 of a log unit a period."""

START_SPREAD = 3.0
STEPS = 5
LONGEST = 1.0
"""Newton steps, and the longest of them in logs: a full step overshoots where counts are few."""

NO_DATA = 1e8


class Level(NamedTuple):
    """Mean and standard deviation of x[series, t], the log of the intensity at offset 1."""

    mean: Floats
    spread: Floats


class _State(NamedTuple):
    mean: Floats
    spread2: Floats
    loglik: Floats


def fit(counts: Floats, offset: Floats, observed: Bools) -> Level:
    """Return the level of each series.

    `counts`, `offset` (> 0 where observed) and `observed` have shape (series, t). What is not observed is
    bridged: its spread grows with the distance from the data. Counts need not be whole numbers.
    """
    drift, scatter = (axis.ravel() for axis in np.meshgrid(DRIFTS, SCATTERS, indexing="ij"))
    series, periods = counts.shape
    grid = len(drift)
    drifts, scatters = (np.tile(each, series) ** 2 for each in (drift, scatter))
    many, bases = (np.repeat(each, grid, axis=0).T.copy() for each in (counts, offset))
    state = _mode(many, bases, np.repeat(observed, grid, axis=0).T.copy(), drifts, scatters)
    prior = -DRIFT_RATE * drift - SCATTER_RATE * scatter + np.log(drift * scatter)  # the grid is even in logs
    weight = state.loglik.reshape(series, grid) + prior
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    means = state.mean.T.reshape(series, grid, periods)
    second = state.spread2.T.reshape(series, grid, periods) + means**2
    mean = np.einsum("sg,sgt->st", weight, means)
    return Level(mean, np.sqrt(np.maximum(np.einsum("sg,sgt->st", weight, second) - mean**2, 1e-12)))


def _mode(counts: Floats, offset: Floats, observed: Bools, drift2: Floats, scatter2: Floats) -> _State:
    """Return mode and spread of x and the log likelihood; arrays have shape (t, series)."""
    total = np.where(observed, counts, 0).sum(axis=0)
    rate = (total + 0.5) / np.where(observed, offset, 0).sum(axis=0).clip(1e-9)
    start = np.log(rate)
    x = np.broadcast_to(start, counts.shape).copy()
    for _ in range(STEPS):
        mu = np.maximum(offset * np.exp(np.clip(x, -30, 30)), 1e-10)
        noise = np.where(observed, 1 / mu, NO_DATA)
        step = np.where(observed, (counts - mu) / mu, 0.0)
        state = _smooth(x + step, noise, start, drift2, scatter2)
        x = x + np.clip(state.mean - x, -LONGEST, LONGEST)
    own = counts * np.log(mu) - mu + 0.5 * (np.log(2 * np.pi * noise) + step**2 / noise)
    return state._replace(loglik=state.loglik + np.where(observed, own, 0.0).sum(axis=0))


def _smooth(z: Floats, noise: Floats, start: Floats, drift2: Floats, scatter2: Floats) -> _State:
    """Return the smoothed signal (level + scatter) of z = signal + N(0, noise), and the likelihood of z."""
    periods = len(z)
    level, spread = np.empty_like(z), np.empty_like(z)
    mean, var = start.copy(), np.full_like(start, START_SPREAD**2)
    loglik = np.zeros_like(start)
    total = noise + scatter2
    seen = noise < NO_DATA
    for t in range(periods):
        if t:
            var = var + drift2
        level[t], spread[t] = mean, var
        whole = var + total[t]
        gain, error = var / whole, z[t] - mean
        loglik -= np.where(seen[t], 0.5 * (np.log(2 * np.pi * whole) + error * error / whole), 0.0)
        mean = mean + gain * error
        var = var * (1 - gain)
    return _back(z, total, noise, level, spread, scatter2, loglik)


def _back(
    z: Floats,
    total: Floats,
    noise: Floats,
    level: Floats,
    spread: Floats,
    scatter2: Floats,
    loglik: Floats,
) -> _State:
    """Return the smoothed signal from what the filter predicted (Durbin and Koopman, ch. 4.4)."""
    r, big_n = np.zeros_like(loglik), np.zeros_like(loglik)
    mean, var = np.empty_like(z), np.empty_like(z)
    for t in range(len(z) - 1, -1, -1):
        whole = spread[t] + total[t]
        keep = total[t] / whole
        r = (z[t] - level[t]) / whole + keep * r
        big_n = 1 / whole + keep * keep * big_n
        smooth = level[t] + spread[t] * r
        smooth_var = spread[t] - spread[t] ** 2 * big_n
        share = scatter2 / total[t]  # of what z has beyond the level, the part that is scatter
        mean[t] = smooth + share * (z[t] - smooth)
        var[t] = (1 - share) ** 2 * smooth_var + share * noise[t]
    return _State(mean, var, loglik)
