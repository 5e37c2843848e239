"""Planted and absent reciprocity over 260 weeks: python -m benchmarks.reciprocity [RUNS].

The simulator's setting tit-for-tat (0.3 of each act of conflict returned by either side), the same without
reaction, and autoregressions in which the second side returns 0.3 or nothing.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.analysis.reciprocity import LAGS, reciprocity
from detente.analysis.series import Series
from detente.simulation import settings, simulate

Floats = NDArray[np.float64]
TIMES = tuple(dt.date(2018, 1, 1) + dt.timedelta(weeks=week) for week in range(260))
CONFLICT = (3, 4)


def tried(pair: Callable[[int], tuple[Floats, Floats]], true: float, runs: int) -> str:
    """Return how often an answer is found: of the second side, of the first, of either; and how much."""
    found, returned, held = [], [], []
    for seed in range(runs):
        first, second = (
            Series(TIMES, each, "week", name) for each, name in zip(pair(seed), "AB", strict=True)
        )
        there, back = reciprocity(first, second, runs=199)
        found.append((there.found, back.found))
        returned.append(there.returned)
        held.append(there.lower <= true <= there.upper)
    by_second, by_first = np.mean(found, axis=0)
    either = np.mean(np.any(found, axis=1))
    return (
        f"B answers A {by_second:.2f}, A answers B {by_first:.2f}, either {either:.2f} of {runs}; "
        f"B returns {np.mean(returned):.2f} in the mean, 90% band holds {true:.2f} in {np.mean(held):.2f}"
    )


def simulated(share: float, *, true: bool = False) -> Callable[[int], tuple[Floats, Floats]]:
    """Return a maker of the two sides' weekly acts of conflict: as told and coded, or as they `true`ly
    were."""
    setting = settings()["tit-for-tat"]
    setting = setting.model_copy(update={"reaction": setting.reaction.model_copy(update={"share": share})})

    def make(seed: int) -> tuple[Floats, Floats]:
        world = simulate(setting, seed)
        if true:
            first, second = (world.made[:, side, 2:].sum(axis=1) for side in (0, 1))
        else:
            first, second = (world.counts(CONFLICT, side) for side in (0, 1))
        return first.astype(float), second.astype(float)

    return make


def autoregressions(memory: float, share: float) -> Callable[[int], tuple[Floats, Floats]]:
    """Return a maker of two autoregressions, the second of which answers the first after a week."""

    def make(seed: int) -> tuple[Floats, Floats]:
        noise = np.random.default_rng(seed).standard_normal((310, 2))
        found = np.zeros((310, 2))
        for week in range(1, 310):
            found[week] = memory * found[week - 1] + noise[week]
            found[week, 1] += share * found[week - 1, 0]
        return found[50:, 0], found[50:, 1]

    return make


def main() -> None:
    """Print a line for each kind of series."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for share in (0.3, 0.0):
        for true, name in ((False, "as told"), (True, "as made")):
            told = tried(simulated(share, true=true), share, runs)
            print(f"simulator, {share} returned, acts {name}: {told}", flush=True)
    for memory in (0.0, 0.3, 0.8):
        for share in (0.3, 0.0):
            carried = share * (1 - memory**LAGS) / (1 - memory)
            told = tried(autoregressions(memory, share), carried, runs)
            print(f"AR {memory}, {share} returned a week later: {told}", flush=True)


if __name__ == "__main__":
    main()
