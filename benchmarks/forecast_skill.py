"""Forecasts of the dyads of icews_18: python -m benchmarks.forecast_skill [LEAST].

For each undirected pair of states with at least LEAST (500) rows in the 43 whole weeks, the state read from
the names alone and then from the country columns too, weekly tension, cooperation and volume, 1
and 4 weeks ahead: the pool beside the best baseline, which is chosen by its CRPS in the earlier half of the
origins and held against the pool in the later half. The pool was put together on the pairs with 200 to 499
rows. The simulator's steady setting does the same 1, 4 and 12 weeks ahead. Without the real test data only
that is run.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scoringrules import crps_quantile

from benchmarks.icews import rows
from detente.analysis._members import LEVELS
from detente.analysis.forecasting import tried
from detente.simulation import settings, simulate

Floats = NDArray[np.float64]
FIRST, WEEKS = dt.date(2018, 1, 1), 43
MEASURES = ("tension", "cooperation", "volume")


def dyads(least: int, *, countries: bool) -> dict[tuple[str, str], Floats]:
    """Return (measure, week) for each pair of states, by Goldstein's values."""
    found: defaultdict[tuple[str, str], Floats] = defaultdict(lambda: np.zeros((3, WEEKS)))
    for row in rows(countries=countries):
        a, b = row.states
        week = (row.day - FIRST).days // 7
        if a and b and a != b and week < WEEKS:
            made = (max(0.0, -row.goldstein), max(0.0, row.goldstein), 1.0)
            found[min(a, b), max(a, b)][:, week] += made
    return {pair: values for pair, values in found.items() if values[2].sum() >= least}


def compared(each: Iterable[Floats], ahead: int) -> str:
    """Return how the pool does beside the best baseline over `each` series."""
    own, best, inside = [], [], []
    for values in each:
        made = tried(values, ahead, "week")
        rows = list(made.tested)
        target, pool = values[made.table.origins[rows] + ahead], made.pool[rows]
        scale = values.mean() or 1.0
        own.append(crps_quantile(target, pool, LEVELS).mean() / scale)
        best.append(made.table.crps[rows, made.table.names.index(made.baseline)].mean() / scale)
        inside.append(np.mean((target >= pool[:, 1]) & (target <= pool[:, -2])))
    better = np.mean(np.array(own) < np.array(best))
    ratio = np.sum(own) / np.sum(best)
    return (
        f"CRPS {ratio:.3f} of the best baseline's, better on {better:.0%} of {len(own)}, "
        f"90% holds {np.mean(inside):.0%}"
    )


def main() -> None:
    """Print a line for each measure and horizon."""
    try:
        for countries in (False, True):
            pairs = dyads(int(sys.argv[1]) if len(sys.argv) > 1 else 500, countries=countries)
            for place, measure in enumerate(MEASURES):
                for ahead in (1, 4):
                    told = compared((values[place] for values in pairs.values()), ahead)
                    by = "country columns too" if countries else "names alone"
                    print(f"{by}: {measure}, {ahead} weeks: {told}", flush=True)
    except SystemExit:
        print("the parts on icews_18 are left out")
    for name in ("steady", "bursts", "shifts"):
        worlds = [simulate(settings()[name], seed) for seed in range(12)]
        for ahead in (1, 4, 12):
            told = compared((world.counts((3, 4)).astype(float) for world in worlds), ahead)
            print(f"simulator, {name}, acts of conflict, {ahead} weeks: {told}", flush=True)


if __name__ == "__main__":
    main()
