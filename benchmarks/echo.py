"""Alerts of escalation where nothing but coverage rises: python -m benchmarks.echo [RUNS].

In each of RUNS (100) simulated dyads the last 28 days are held against the 168 before them: as they are; with
two unlinked rows with new ids for each act of these days, a third of them of another type or date; with a
source added or dropped at their beginning. Then what the alert is for: twice or three times the conflict in
these days.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections.abc import Callable

from detente.findings import Rise
from detente.simulation import Setting, World, settings, simulate
from detente.simulation._setting import Shift
from detente.watch.analyses import Analyses
from detente.watch.asked import Choice, Material
from detente.watch.simulated import material, tripled, with_source

WEEKS, DAYS = 60, 28


def setting(name: str, size: float = 0.0) -> Setting:
    """Return a setting cut to 60 weeks, its hostility `size` (log) higher in the last four."""
    cut = settings()[name].model_copy(update={"weeks": WEEKS, "gaps": (), "shifts": ()})
    shift = Shift(week=WEEKS - 4, until=WEEKS, size=size, unit="log")
    return cut.model_copy(update={"shifts": (shift,)}) if size else cut


def asked(held: Material, world: World, last: dt.date) -> Rise:
    """Return the split of the rise up to `last`."""
    states = world.setting.states
    return Analyses(held, Choice("week"), (states[0], states[1]), (), 0.33).rise(last)


def alerts(
    name: str, change: Callable[[Material, World, int], Material], runs: int, size: float = 0.0
) -> str:
    """Return how many of `runs` dyads give an alert, and what their rises are made of, in the mean."""
    found = []
    for seed in range(runs):
        world = simulate(setting(name, size), seed)
        last = world.days[-1] + dt.timedelta(days=6)
        found.append(asked(change(material(world), world, seed), world, last))
    before, after, new, worse, told = (
        sum(getattr(each, field) for each in found) / runs
        for field in ("before", "after", "new_acts", "severity", "coverage")
    )
    return (
        f"{sum(each.escalation for each in found)} alerts in {runs}; hostility told a day {before:.2f} to "
        f"{after:.2f} = new acts {new:+.2f}, severity {worse:+.2f}, coverage {told:+.2f}"
    )


def as_it_is(held: Material, _world: World, _seed: int) -> Material:
    """Return what was told, unchanged."""
    return held


def copied(held: Material, world: World, seed: int) -> Material:
    """Return it with the last 28 days tripled."""
    return tripled(held, world.days[-4], seed)


def added(held: Material, world: World, seed: int) -> Material:
    """Return it with a source that comes at the middle of the weeks and is new to the last part."""
    return with_source(held, world, seed, first=False)


def dropped(held: Material, world: World, seed: int) -> Material:
    """Return it with a source that goes at the middle of the weeks."""
    return with_source(held, world, seed, first=True)


def at_the_change(name: str, change: Callable[[Material, World, int], Material], runs: int) -> str:
    """Return how many dyads give an alert in the 28 days from the middle of the weeks on, before and
    after."""
    plain = changed = 0
    for seed in range(runs):
        world = simulate(setting(name), seed)
        held = material(world)
        last = world.days[WEEKS // 2] + dt.timedelta(days=DAYS - 1)
        early = dataclasses.replace(held, until=None)
        plain += asked(early, world, last).escalation
        changed += asked(change(held, world, seed), world, last).escalation
    return f"{changed} alerts in {runs} ({plain} without the change)"


def main() -> None:
    """Print a line for each kind of change and setting."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for name in ("steady", "dense", "sparse"):
        print(f"{name}, as it is: {alerts(name, as_it_is, runs)}", flush=True)
        print(f"{name}, tripled by unlinked rows: {alerts(name, copied, runs)}", flush=True)
        print(f"{name}, a source added: {at_the_change(name, added, runs)}", flush=True)
        print(f"{name}, a source dropped: {at_the_change(name, dropped, runs)}", flush=True)
        print(f"{name}, conflict doubled: {alerts(name, as_it_is, runs, 0.7)}", flush=True)
        print(f"{name}, conflict tripled: {alerts(name, as_it_is, runs, 1.1)}", flush=True)


if __name__ == "__main__":
    main()
