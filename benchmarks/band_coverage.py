"""How often the 90% band covers the latent intensity: python -m benchmarks.band_coverage [SEEDS] [SETTING].

Each bundled setting of the simulator is run with SEEDS seeds (10; numbered from 5000, so that none was
looked at when the model was made) through the index as it ships, weekly, against the intensity that only
the simulator knows. A setting that breaks an assumption of the model is marked; the bar (85 to 95 percent
of weeks) is for the others.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from detente.settings import IndexSection
from detente.simulation import World, settings, simulate
from detente.watch.index import Choice, index
from detente.watch.simulated import material

FIRST_SEED = 5000
MEASURES = {"tension": (3, 4), "cooperation": (1, 2)}
TABLE_IS_GOOD = IndexSection(coder_weight=1)


def covered(world: World) -> dict[str, tuple[float, float, float]]:
    """Return by measure the share of weeks covered, the middle ratio of estimate to truth, and the width."""
    asked = Choice("week", "all", "all", measures=tuple(MEASURES))
    found = index(material(world), asked, world.setting.states, [], TABLE_IS_GOOD).rows
    said = {}
    for name, classes in MEASURES.items():
        rows = [row.observation for row in found if row.observation.measure == name]
        weeks = [(row.time_value - world.setting.start).days // 7 for row in rows]
        truth = world.truth(set(classes), scored=True)[weeks]
        lower, value, upper = (
            np.array([getattr(row, end) for row in rows], dtype=float) for end in ("lower", "value", "upper")
        )
        share = float(((lower <= truth) & (truth <= upper)).mean())
        said[name] = share, float(np.nanmedian(value / truth)), float(np.median((upper - lower) / truth))
    return said


def main() -> None:
    """Print a line for each setting."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    wanted = sys.argv[2:] or list(settings())
    for name in wanted:
        setting, begin = settings()[name], time.perf_counter()
        runs = [covered(simulate(setting, FIRST_SEED + seed)) for seed in range(seeds)]
        told = []
        for measure in MEASURES:
            share, ratio, width = np.mean([run[measure] for run in runs], axis=0)
            ends = [run[measure][0] for run in runs]
            told.append(
                f"{measure} {share:.1%} ({min(ends):.0%}-{max(ends):.0%}), x{ratio:.2f}, width {width:.2f}"
            )
        mark = "breaks" if setting.breaks else "      "
        seconds = (time.perf_counter() - begin) / seeds
        print(f"{name:15} {mark} {' | '.join(told)}  {seconds:.1f} s a run", flush=True)


if __name__ == "__main__":
    main()
