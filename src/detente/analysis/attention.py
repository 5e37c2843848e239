"""Attention apart from behaviour: what the sources would have told of constant conduct, by period.

The reports y[source, t] of a dyad and the items e[source, t] of the same sources with everybody follow

    y[source, t] ~ Poisson(rate[source] * e[source, t] * conduct[t])

so that the rate of a source is known from the periods it shares with others, and conduct is free. What is
told by several sources counts once; how much they overlap is read off the number of distinct acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ENOUGH = 20
"""Items a period below which the number of items says too little of a source's attention."""

POOLED = 4.0
"""Weight of the mean rate of all sources in the rate of each, in reports."""

UNBRIDGED = 0.7
"""Standard deviation of the log rate of sources that share no period with others: nothing tells it."""

LOST_SIGHT = 4
"""Periods without an item after which a source counts as gone."""

MARKED = 0.1
"""Share of the coverage that comes or goes at once for the period to be marked."""

ROUNDS = 30


@dataclass(frozen=True)
class Attention:
    """The coverage of each period, 1 at the mean of the observed ones (0: not observed).

    `draws[s, t]` is what it may as well have been, given how well the rates of the sources are known.
    `marks` are (t, source, True where it comes and False where it goes).
    """

    coverage: Floats
    draws: Floats
    marks: tuple[tuple[int, int, bool], ...]


def attention(items: Floats, reports: Floats, distinct: Floats, dice: Floats, span: Floats) -> Attention:
    """Return the attention of each period.

    `items` and `reports` have shape (source, t), `distinct` (t) is the number of distinct acts, `dice`
    (draws, sources) are standard normal numbers, `span` (t) is the share of each period that could be seen.
    """
    seen = _dense(items, span)
    rate = _rates(seen, reports)
    scale = _overlap(seen, rate, reports, distinct)
    coverage = _normal(_told(seen, rate, scale))
    spread = 1 / np.sqrt(_bridges(seen, reports) + POOLED)
    shift = dice * spread + UNBRIDGED * dice[:, _leaders(seen)] * (len(set(_leaders(seen))) > 1)
    draws = np.stack([_normal(_told(seen, rate * np.exp(each), scale)) for each in shift])
    return Attention(coverage, draws, _marks(items, seen, rate))


def _dense(items: Floats, span: Floats) -> Floats:
    """Return items a full period; a source with too few items is taken as steady whenever it is seen."""
    full = items / np.maximum(span, 1e-9)
    found = np.zeros_like(items)
    for place, row in enumerate(full):
        active = items[place] > 0
        if active.any():
            middle = float(np.median(row[active]))
            found[place] = row if middle >= ENOUGH else np.where(active, middle, 0.0)
    return found


def _rates(items: Floats, reports: Floats) -> Floats:
    """Return the reports an item and unit of conduct of each source, shrunk to the mean rate."""
    rate = np.full(len(items), (reports.sum() + 0.5) / max(float(items.sum()), 1.0))
    usual = rate.copy()
    for _ in range(ROUNDS):
        expected = rate @ items
        conduct = np.divide(reports.sum(axis=0), expected, out=np.zeros_like(expected), where=expected > 0)
        rate = (reports.sum(axis=1) + POOLED) / ((items * conduct).sum(axis=1) + POOLED / usual)
    return rate


def _told(items: Floats, rate: Floats, scale: float) -> Floats:
    """Return the distinct acts told of constant conduct; `scale` is how many there are to tell."""
    if not np.isfinite(scale):
        return np.asarray(rate @ items)
    chance = np.minimum(rate[:, None] * items / scale, 0.98)
    return np.asarray(scale * (1 - (1 - chance).prod(axis=0)))


def _overlap(items: Floats, rate: Floats, reports: Floats, distinct: Floats) -> float:
    """Return how many acts of unit conduct there are to tell: inf where no act was told twice."""
    expected = rate @ items
    conduct = np.divide(reports.sum(axis=0), expected, out=np.zeros_like(expected), where=expected > 0)
    wanted, most = float(distinct.sum()), float(reports.sum())
    if len(items) < 2 or wanted >= most * (1 - 1e-6):
        return float("inf")
    low, high = float(expected.max()) * 0.2 + 1e-9, float(expected.max()) * 1e4 + 1e-6
    for _ in range(60):
        middle = float(np.sqrt(low * high))
        told = float((conduct * _told(items, rate, middle)).sum())
        low, high = (middle, high) if told < wanted else (low, middle)
    return high


def _bridges(items: Floats, reports: Floats) -> Floats:
    """Return for each source the reports by which its rate can be held against that of the others."""
    active = items > 0
    found = np.zeros(len(items))
    for place, here in enumerate(active):
        others = np.delete(reports, place, axis=0).sum(axis=0)
        own, theirs = float(reports[place].sum()), float(others[here].sum())
        found[place] = own * theirs / (own + theirs) if own + theirs else 0.0
    return found


def _leaders(items: Floats) -> list[int]:
    """Return for each source the first of those that it shares periods with, directly or through others."""
    active = (items > 0).astype(float)
    leaders = list(range(len(items)))
    for one, other in zip(*np.nonzero(np.triu(active @ active.T, 1)), strict=True):
        low, high = sorted((leaders[one], leaders[other]))
        leaders = [low if each == high else each for each in leaders]
    return leaders


def _normal(told: Floats) -> Floats:
    mean = told[told > 0].mean() if (told > 0).any() else 1.0
    return np.asarray(told / mean)


def _marks(items: Floats, seen: Floats, rate: Floats) -> tuple[tuple[int, int, bool], ...]:
    """Return where a source comes or goes that carries a good part of the coverage."""
    observed = np.flatnonzero(items.sum(axis=0) > 0)
    if not len(observed):
        return ()
    weight, found = rate[:, None] * seen, []
    for place, row in enumerate(items):
        for first, last in _runs(np.flatnonzero(row > 0), observed):
            part = weight[place, first : last + 1].sum() / max(weight[:, first : last + 1].sum(), 1e-12)
            if part >= MARKED and first > observed[0]:
                found.append((int(first), place, True))
            if part >= MARKED and last < observed[-1]:
                after = observed[observed > last]
                found.append((int(after[0]), place, False))
    return tuple(sorted(found))


def _runs(active: NDArray[np.intp], observed: NDArray[np.intp]) -> Sequence[tuple[int, int]]:
    """Return first and last period of each run in which a source was seen, short silences passed over."""
    if not len(active):
        return ()
    rank = np.searchsorted(observed, active)
    breaks = np.flatnonzero(np.diff(rank) > LOST_SIGHT)
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(active) - 1)
    return [(int(active[a]), int(active[b])) for a, b in zip(starts, ends, strict=True)]
