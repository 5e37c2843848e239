"""Time of the analyses of a dyad: python -m benchmarks.analyses_speed.

40,000 events in five years, by week: turning points and forecasts of tension in each area and in all
together, reciprocity, and the split of the last rise. Then series as long as outside ones are.
"""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable

import numpy as np

from benchmarks.turning_points import ar, series
from detente.analysis.turning_points import turning_points
from detente.ontology.areas import load_areas
from detente.simulation import settings, simulate
from detente.watch.analyses import Analyses
from detente.watch.asked import Choice
from detente.watch.simulated import material


def timed(what: str, work: Callable[[], object]) -> float:
    """Do `work`, print and return the seconds that it took."""
    begin, used = time.perf_counter(), time.process_time()
    work()
    seconds = time.perf_counter() - begin
    print(f"{what}: {seconds:.1f} s ({time.process_time() - used:.1f} s of one processor)", flush=True)
    return seconds


def main() -> None:
    """Print the seconds of each part."""
    world = simulate(settings()["dense"], 1)
    held, areas, draw = material(world), list(load_areas()), random.Random(1)  # noqa: S311 - a repeatable sample
    events = [
        e.model_copy(update={"areas": tuple(draw.sample(areas, draw.randrange(3)))}) for e in held.events
    ]
    held = dataclasses.replace(held, events=events)
    print(f"{len(events):,} events, {world.setting.weeks} weeks, {len(areas)} areas")

    def of(area: str) -> Analyses:
        return Analyses(held, Choice("week", area=area), ("RUS", "USA"), areas, 0.33)

    each = [of(area) for area in ("all", *areas)]
    total = timed("turning points", lambda: [asked.turning_points("tension", 0.05) for asked in each])
    total += timed("forecasts", lambda: [asked.forecasts("tension", 0.05) for asked in each])
    total += timed("reciprocity", lambda: each[0].responses("tension_acts", 0.05))
    total += timed("the last rise", lambda: each[0].rise())
    print(f"the whole analysis: {total:.1f} s")
    rng = np.random.default_rng(1)
    for length in (60, 360):
        timed(f"turning points of {length} periods", lambda n=length: turning_points(series(ar(rng, 0.6, n))))  # type: ignore[misc]


if __name__ == "__main__":
    main()
