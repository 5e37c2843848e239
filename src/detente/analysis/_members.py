"""What each rule would have foretold at each origin, as quantiles, and how well that did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scoringrules import crps_quantile

from detente.analysis._rules import BASELINES, MEMBERS, Rule

Floats = NDArray[np.float64]
LEVELS = np.round(np.arange(0.025, 0.9999, 0.025), 3)
FIRST = 13
"""Periods known before the first forecast."""
FEWEST_ERRORS = 6
REMEMBERED = 520
"""A rule's errors of so many origins tell how wrong it can be."""
SHARPNESS = 8.0
"""How strongly past scores weigh the members of the pool: weight ~ exp(-SHARPNESS * excess over the best)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Square roots for what is never below zero, else the values themselves; nothing falls below `floor`."""

    roots: bool
    floor: float = -np.inf

    @classmethod
    def of(cls, values: Floats) -> Scale:
        """Return the scale that makes the scatter of `values` even."""
        roots = bool((values >= 0).all())
        return cls(roots, 0.0 if roots else -np.inf)

    def to(self, values: Floats) -> Floats:
        """Return `values` on the scale."""
        return np.sqrt(values) if self.roots else values

    def back(self, scaled: Floats) -> Floats:
        """Return the values that stand at `scaled`."""
        kept = np.maximum(scaled, self.floor)
        return kept**2 if self.roots else kept

    def spread(self, errors: Floats) -> Floats:
        """Return quantiles of past `errors`; on roots halfway to those of a normal of their size."""
        own = np.quantile(errors, LEVELS)
        if not self.roots:
            return np.asarray(own)
        return np.asarray((own + ndtri(LEVELS) * np.sqrt(np.mean(errors**2) * (1 + 1 / errors.size))) / 2)


@dataclass(frozen=True, slots=True)
class Table:
    """Quantiles (origin, member, level) and CRPS (origin, member) by the origins' positions in the series.

    NaN where a member has no forecast, or its target is not known yet.
    """

    origins: NDArray[np.int64]
    quantiles: Floats
    crps: Floats
    names: tuple[str, ...]

    def pool(self, row: int, ahead: int) -> Floats:
        """Return the pool's quantiles at the origin `row`: those of the members, in the mean.

        They weigh by their scores of the targets that were known at that origin.
        """
        usable = np.isfinite(self.quantiles[row, :, 0])
        usable[: len(BASELINES)] = False
        if not usable.any():
            return np.full(LEVELS.size, np.nan)
        past = self.crps[: max(row - ahead + 1, 0)][:, usable]
        past = past[np.isfinite(past).all(axis=1)]
        if past.size and past.mean(axis=0).min() > 0:
            mean = past.mean(axis=0)
            weights = np.exp(-SHARPNESS * (mean / mean.min() - 1))
        else:
            weights = np.ones(int(usable.sum()))
        return np.asarray(weights @ self.quantiles[row, usable] / weights.sum())


def table(
    values: Floats, ahead: int, freq: str, most: int, versions: Sequence[Floats] | None = None
) -> Table:
    """Return what each rule foretold `ahead` periods, at the last `most` origins (FIRST known at the least).

    Every forecast uses the values up to its origin alone: the rule's own, and its errors of targets known by
    then. `versions[t]` are the values up to position t as they were known there, where they changed later.
    The last origin is the last value. Baselines come first: plain ones, in the units of the series and with
    their own past errors. Members of the pool work on a scale that makes the scatter even.
    """
    plain = Scale(roots=False, floor=0.0 if values.min() >= 0 else -np.inf)
    scale = Scale.of(values)
    origins = np.arange(max(FIRST - 1, values.size - most), values.size)
    names = (*BASELINES, *MEMBERS)
    quantiles = np.full((origins.size, len(names), LEVELS.size), np.nan)
    for place, rule in enumerate((*BASELINES.values(), *MEMBERS.values())):
        used = plain if place < len(BASELINES) else scale
        if versions is None:
            quantiles[:, place] = _quantiles(used.to(values), rule, ahead, freq, origins, used)
            continue
        for row, origin in enumerate(origins.tolist()):
            known, last = used.to(versions[origin]), np.array([origin])
            quantiles[row, place] = _quantiles(known, rule, ahead, freq, last, used)[0]
    target = np.append(values, np.full(ahead, np.nan))[origins + ahead]
    crps = np.full(quantiles.shape[:2], np.nan)
    known = np.isfinite(quantiles[:, :, 0]) & np.isfinite(target)[:, None]
    seen = np.broadcast_to(target[:, None], known.shape)[known]
    if seen.size:
        crps[known] = crps_quantile(seen, quantiles[known], LEVELS)
    return Table(origins, quantiles, crps, names)


def _quantiles(
    scaled: Floats, rule: Rule, ahead: int, freq: str, origins: NDArray[np.int64], scale: Scale
) -> Floats:
    foretold = rule(scaled, ahead, freq)
    errors = scaled[ahead:] - foretold[: scaled.size - ahead]
    found = np.full((origins.size, LEVELS.size), np.nan)
    for row, origin in enumerate(origins):
        past = errors[max(0, origin - ahead + 1 - REMEMBERED) : max(origin - ahead + 1, 0)]
        past = past[np.isfinite(past)][1:]
        if past.size >= FEWEST_ERRORS - 1 and np.isfinite(foretold[origin]):
            found[row] = scale.back(foretold[origin] + scale.spread(past))
    return found
