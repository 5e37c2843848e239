"""Forecasts as full distributions, held against the simplest rules before they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scoringrules import crps_quantile, interval_score

from detente.analysis._members import FIRST, LEVELS, Table, table
from detente.analysis._rules import BASELINES
from detente.analysis.series import Floats, Series, later
from detente.errors import WrongUse
from detente.findings import Forecast, Skill

AHEAD = (1, 4, 12)
MOST = 104
"""Origins that are looked back upon."""
POOL = "pool"
RUNS, BLOCK = 999, 4


@dataclass(frozen=True, slots=True)
class Tried:
    """The forecasts of one horizon at all origins, and which model is given: the pool or a baseline."""

    table: Table
    pool: Floats
    baseline: str
    model: str
    tested: Sequence[int]

    def quantiles(self, row: int, model: str) -> Floats:
        """Return the quantiles (LEVELS) of `model` at an origin."""
        if model == POOL:
            return np.asarray(self.pool[row])
        return np.asarray(self.table.quantiles[row, self.table.names.index(model)])


def look_back(
    series: Series, ahead: Sequence[int] = AHEAD, versions: Sequence[Floats] | None = None
) -> dict[int, Tried]:
    """Return by horizon (periods) what would have been foretold at each origin, and which model is to be
    given.

    Every forecast uses the values up to its origin alone, of `versions[t]` where they are given: the known
    values of the series up to the t-th of them, as they were known then. Raises WrongUse where too few values
    are known.
    """
    values, _ = _values(series)
    return {each: tried(values, each, series.freq, versions) for each in ahead}


def forecasts(series: Series, looks: Mapping[int, Tried], chances: Mapping[int, float]) -> list[Forecast]:
    """Return the forecast of each horizon from the last period with a value.

    The pool's distribution is given, or that of the baseline that did better: see `skill`. `chances`
    are those of a turning point by horizon (detente.analysis.chances).
    """
    _, last = _values(series)
    found = []
    for ahead, made in looks.items():
        drawn = made.quantiles(len(made.table.origins) - 1, made.model)
        found.append(
            Forecast(
                series=series.label,
                freq=series.freq,
                origin=series.times[last],
                target=later(series.times[last], ahead, series.freq),
                ahead=ahead,
                model=made.model,
                levels=tuple(LEVELS.tolist()),
                quantiles=tuple(np.maximum.accumulate(drawn).tolist()),
                turning_point=chances.get(ahead),
            )
        )
    return found


def tried(values: Floats, ahead: int, freq: str, versions: Sequence[Floats] | None = None) -> Tried:
    """Return what would have been foretold at each origin, and which model is to be given.

    A baseline is chosen by its CRPS in the first half of the origins, for the pool to be held against in the
    second. Given is what did best in the second half: the pool, or any baseline.
    """
    rows = table(values, ahead, freq, MOST, versions)
    pool = np.stack([rows.pool(row, ahead) for row in range(rows.origins.size)])
    known = [r for r, t in enumerate(rows.origins) if t + ahead < values.size and np.isfinite(pool[r, 0])]
    early, late = known[: len(known) // 2], known[len(known) // 2 :]
    named = [name for name in BASELINES if _scored(rows, name, known)]
    if not late or not early or not named:
        return Tried(rows, pool, "", POOL, late)
    baseline = min(named, key=lambda name: float(rows.crps[early, rows.names.index(name)].mean()))
    own = crps_quantile(values[rows.origins[late] + ahead], pool[late], LEVELS).mean()
    against = {name: float(rows.crps[late, rows.names.index(name)].mean()) for name in named}
    best = min(named, key=lambda name: against[name])
    return Tried(rows, pool, baseline, POOL if own <= against[best] else best, late)


def _scored(rows: Table, name: str, known: Sequence[int]) -> bool:
    return bool(known) and bool(np.isfinite(rows.crps[known, rows.names.index(name)]).all())


def skill(series: Series, looks: Mapping[int, Tried], seed: int = 0) -> list[Skill]:
    """Return how well the pool and each baseline did over the later half of the origins, by horizon.

    `difference` is the mean CRPS less that of the best baseline, with a 90% interval from 999 resamplings in
    blocks of four or the horizon.
    """
    values, _ = _values(series)
    found = []
    for ahead, made in looks.items():
        if not made.tested or not made.baseline:
            continue
        target = values[made.table.origins[list(made.tested)] + ahead]
        best = np.stack([made.quantiles(row, made.baseline) for row in made.tested])
        for model in (POOL, *BASELINES):
            quantiles = np.stack([made.quantiles(row, model) for row in made.tested])
            if np.isfinite(quantiles).all():
                found.append(_skill(series, made, model, ahead, (target, quantiles, best), seed))
    return found


def _skill(
    series: Series, made: Tried, model: str, ahead: int, data: tuple[Floats, Floats, Floats], seed: int
) -> Skill:
    target, quantiles, best = data
    low, high = (quantiles[:, int(np.argmin(np.abs(LEVELS - level)))] for level in (0.05, 0.95))
    crps = crps_quantile(target, quantiles, LEVELS)
    apart = crps - crps_quantile(target, best, LEVELS)
    lower, upper = _resampled(apart, max(BLOCK, ahead), seed)
    return Skill(
        series=series.label,
        freq=series.freq,
        ahead=ahead,
        model=model,
        given=model == made.model,
        baseline=made.baseline,
        n=target.size,
        crps=float(crps.mean()),
        interval_score=float(np.mean(interval_score(target, low, high, 0.1))),
        coverage=float(np.mean((target >= low) & (target <= high))),
        difference=float(apart.mean()),
        lower=lower,
        upper=upper,
    )


def _resampled(values: Floats, block: int, seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, values.size, size=(RUNS, -(-values.size // block)))
    rows = ((starts[:, :, None] + np.arange(block)) % values.size).reshape(RUNS, -1)[:, : values.size]
    low, high = np.quantile(values[rows].mean(axis=1), [0.05, 0.95])
    return float(low), float(high)


def _values(series: Series) -> tuple[Floats, int]:
    known = series.known
    if known.size < FIRST + 2:
        raise WrongUse(
            f"{known.size} {series.freq}s with a value are too few",
            where=series.label,
            do=f"give {FIRST + 2} or more, or another frequency",
        )
    return series.adjusted[known], int(known[-1])
