"""False alarms, power and delay of turning points: python -m benchmarks.turning_points [RUNS].

Prints the share of series without a change that give any point (block-shuffled and placebo series of
icews_18, autoregressions), the points of RUS-USA in 2018, the curve of planted shifts from 0.5 to 3 sigma in
260 weeks, the delay when run every other week, and how many series without a shift give any point in a year
of weekly runs. Without the real test data the parts on icews_18 are left out.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.icews import rows
from benchmarks.index_robustness import icews_material
from detente.analysis.series import Series
from detente.analysis.turning_points import turning_points
from detente.ontology.cameo import to_plover
from detente.ontology.plover import score
from detente.watch.analyses import Analyses
from detente.watch.asked import Choice

Floats = NDArray[np.float64]
FIRST, WEEKS = dt.date(2018, 1, 1), 43
STEP = 2
"""Weeks between two runs online."""
TIMES = tuple(FIRST + dt.timedelta(weeks=week) for week in range(400))


def series(values: Floats, exposure: Floats | None = None) -> Series:
    """Return weekly values as a series."""
    return Series(TIMES[: len(values)], values, "week", "benchmark", exposure=exposure)


def alarms(make: Callable[[], Series], runs: int) -> float:
    """Return the share of `runs` series with any turning point at a nominal 5%."""
    return sum(bool(turning_points(make(), runs=299)) for _ in range(runs)) / runs


def ar(rng: np.random.Generator, memory: float, weeks: int) -> Floats:
    """Return a Gaussian AR(1) of marginal standard deviation 1."""
    found, noise = np.empty(weeks), rng.standard_normal(weeks) * np.sqrt(1 - memory**2)
    found[0] = rng.standard_normal()
    for week in range(1, weeks):
        found[week] = memory * found[week - 1] + noise[week]
    return found


def shuffled(rng: np.random.Generator, values: Floats, length: int) -> Floats:
    """Return `values` with its blocks of `length` weeks in another order."""
    cuts = np.arange(int(rng.integers(0, length)) or length, len(values), length)
    blocks = np.split(values, cuts)
    return np.concatenate([blocks[place] for place in rng.permutation(len(blocks))])


def hostile(code: str) -> float:
    """Return how hostile an act of this CAMEO code is on the PLOVER scale."""
    crossing = to_plover(code)
    return max(0.0, -score(crossing.event_type, crossing.mode)) if crossing and crossing.event_type else 0.0


def icews(rng: np.random.Generator, runs: int) -> None:
    """Print the false alarms of block-shuffled and placebo series of icews_18."""
    severity: defaultdict[str, float] = defaultdict(float)
    weekly: list[list[float]] = [[] for _ in range(WEEKS)]
    own, volume = np.zeros(WEEKS), np.zeros(WEEKS, dtype=int)
    for row in rows():
        week = (row.day - FIRST).days // 7
        if week < WEEKS:
            if row.code not in severity:
                severity[row.code] = hostile(row.code)
            weekly[week].append(severity[row.code])
            if set(row.states) == {"RUS", "USA"}:
                own[week] += severity[row.code]
                volume[week] += 1
    every = [np.array(each) for each in weekly]
    exposure = np.array([len(each) for each in every], dtype=float)

    def placebo() -> Floats:
        return np.array(
            [rng.choice(each, n, replace=False).sum() for each, n in zip(every, volume, strict=True)]
        )

    for length in (3, 4, 5, 6, 8):
        share = alarms(lambda length=length: series(shuffled(rng, own, length)), runs)  # type: ignore[misc]
        print(f"block-shuffled RUS-USA tension, blocks of {length} weeks: {share:.3f} of {runs}", flush=True)
    print(
        f"placebo, weekly volumes kept: {alarms(lambda: series(placebo()), runs):.3f} of {runs}", flush=True
    )
    share = alarms(lambda: series(placebo(), exposure), runs)
    print(f"placebo, with exposure: {share:.3f} of {runs}", flush=True)
    share = alarms(lambda: series(placebo(), volume.astype(float)), runs)
    print(f"placebo, an act: {share:.3f} of {runs}", flush=True)
    found = Analyses(icews_material()[0], Choice("week"), ("RUS", "USA"), (), 0.33)
    for turn in found.turning_points("tension", 0.05):
        point = turn.point
        print(
            f"RUS-USA 2018: {point.date} [{point.lower}, {point.upper}] {point.direction}, "
            f"{point.before:.0f} to {point.after:.0f}, p {point.p_value:.3f}",
            flush=True,
        )


def power(rng: np.random.Generator, runs: int) -> None:
    """Print how well planted shifts in 260 weeks of AR(1) .3 are located."""
    print("shift (sigma)  any   within 3 weeks  within 8 weeks  interval holds it  points a series")
    for size in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0):
        misses, held, points = [], [], 0
        for _ in range(runs):
            week = int(rng.integers(40, 220))
            values = ar(rng, 0.3, 260)
            values[week:] += size
            found = turning_points(series(values), runs=299)
            points += len(found)
            nearest = min(found, key=lambda point: abs((point.date - TIMES[week]).days), default=None)
            misses.append(999 if nearest is None else abs((nearest.date - TIMES[week]).days) // 7)
            if nearest:
                held.append(nearest.lower <= TIMES[week] <= nearest.upper)
        away = np.array(misses)
        shares = [np.mean(away < limit) for limit in (999, 4, 9)]
        inside = np.mean(held) if held else np.nan
        print(
            f"{size:13.1f}  {shares[0]:.2f}  {shares[1]:14.2f}  {shares[2]:14.2f}  {inside:17.2f}  "
            f"{points / runs:15.2f}",
            flush=True,
        )


def online(rng: np.random.Generator, runs: int) -> None:
    """Print how many weeks after a shift a run every other week first gives a rise.

    99 stands for a rise that is not given within half a year.
    """
    for size in (1.0, 1.5, 2.0, 3.0):
        delays = []
        for _ in range(runs):
            values = ar(rng, 0.3, 156)
            values[104:] += size
            for now in range(106, 131, STEP):
                found = turning_points(series(values[:now]), runs=199)
                if any(point.direction == "up" and point.upper >= TIMES[104] for point in found):
                    delays.append(now - 104)
                    break
            else:
                delays.append(99)
        low, middle, high = np.quantile(delays, [0.1, 0.5, 0.9], method="nearest")
        print(f"online, {size} sigma: found after {middle} weeks (10% {low}, 90% {high})", flush=True)


def yearly(rng: np.random.Generator, runs: int) -> None:
    """Print how many series without a shift give any point in 52 runs, one a week, by rate of each run."""
    every = [ar(rng, 0.3, 156) for _ in range(runs)]
    for rate in (0.05, 0.02, 0.01):
        early = sum(
            any(turning_points(series(values[:now]), rate, runs=199) for now in range(105, 157))
            for values in every
        )
        print(f"a year of weekly runs at {rate}: a point in {early / runs:.2f} of {runs}", flush=True)


def main() -> None:
    """Print all of it."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rng = np.random.default_rng(2018)
    for weeks, memory in ((43, 0.0), (43, 0.47), (43, 0.7), (260, 0.3), (260, 0.6)):
        share = alarms(lambda weeks=weeks, memory=memory: series(np.exp(ar(rng, memory, weeks))), runs)  # type: ignore[misc]
        print(f"exp of AR(1) {memory}, {weeks} weeks: {share:.3f} of {runs}", flush=True)
    try:
        icews(rng, runs)
    except SystemExit:
        print("the parts on icews_18 are left out")
    power(rng, runs)
    online(rng, max(10, runs // 4))
    yearly(rng, max(10, runs // 2))


if __name__ == "__main__":
    main()
