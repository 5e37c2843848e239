"""Whether more coverage without a new act moves the index: python -m benchmarks.index_robustness [RUNS].

1. Each event gets two unlinked rows with new ids, a third of them of another type or up to three days off:
in all weeks,
   or from the middle on. 2. A source is added at the middle, or dropped there. In each of RUNS (100)
   simulated dyads the share of weeks is counted in which the index lies within the band that it had before,
   and the runs in which it does so in at least 90% of the weeks. 3. The first again on ICEWS 2018, RUS-USA,
   where the real test data are.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks import icews
from detente.linking import link
from detente.records import Exposure, Mention
from detente.settings import IndexSection
from detente.simulation import World, settings, simulate
from detente.sources.files.base import ReadContext
from detente.sources.files.detente import Line, mentions
from detente.watch.index import Choice, Index, Material, index
from detente.watch.simulated import material, tripled, with_source

WEEKS = 150
ASKED = Choice("week", "all", "all", measures=("tension",))
SETTINGS = IndexSection(coder_weight=1)


def within(before: Index, after: Index) -> float:
    """Return the share of the periods in which the index lies in the band that it had."""
    now = {row.observation.time_value: row.observation for row in after.rows}
    said = []
    for row in before.rows:
        old, new = row.observation, now.get(row.observation.time_value)
        if old.value is not None and new is not None and new.value is not None:
            said.append((old.lower or 0) <= new.value <= (old.upper or 0))
    return float(np.mean(said))


def _asked(held: Material, states: tuple[str, str]) -> Index:
    return index(held, ASKED, states, [], SETTINGS)


def world(name: str, seed: int) -> World:
    """Return a world of WEEKS weeks in which everything was reported at once."""
    setting = settings()[name]
    return simulate(setting.model_copy(update={"weeks": WEEKS, "shifts": ()}), seed)


def icews_material() -> tuple[Material, Material]:
    """Return ICEWS RUS-USA with the rows of all others as exposure, and with its own rows alone."""
    every = icews.rows()
    own: list[Mention] = []
    seen: list[Exposure] = []
    for line in icews.lines(every, ("RUS", "USA"), own=True):
        own += mentions(Line.model_validate(line), ReadContext(source_id="icews"))
    counts: dict[dt.date, int] = {}
    for row in every:
        counts[row.day] = counts.get(row.day, 0) + 1
    kept: dict[dt.date, int] = {}
    for mention in own:
        if mention.event_date:
            kept[mention.event_date] = kept.get(mention.event_date, 0) + 1
    for day, number in counts.items():
        seen.append(
            Exposure(
                day=day, source_id="icews", state="all", batch="", n_seen=number, n_kept=kept.get(day, 0)
            )
        )
    few = [row.model_copy(update={"n_seen": max(row.n_kept, 1)}) for row in seen]
    events = link(own)
    return Material(events, own, seen, ()), Material(events, own, few, ())


def report(what: str, shares: Sequence[float]) -> None:
    """Print the mean share of weeks within the former band, and the share of runs with at least 90%."""
    good = float(np.mean([share >= 0.9 for share in shares]))
    said = f"weeks within {np.mean(shares):.1%} (least {min(shares):.0%}), runs {good:.0%}"
    print(f"{what:46} {said}", flush=True)


def main() -> None:
    """Print a line for each way of telling more."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    start, middle = dt.date(2019, 1, 7), dt.date(2019, 1, 7) + dt.timedelta(weeks=WEEKS // 2)
    changes: dict[str, Callable[[Material, World, int], Material]] = {
        "tripled in all weeks": lambda held, _, seed: tripled(held, start, seed),
        "tripled from the middle on": lambda held, _, seed: tripled(held, middle, seed),
        "a source added at the middle": lambda held, of, seed: with_source(held, of, seed, first=False),
        "a source dropped at the middle": lambda held, of, seed: with_source(held, of, seed, first=True),
    }
    shares: dict[str, list[float]] = {what: [] for what in changes}
    for seed in range(runs):
        of = world("steady", 2000 + seed)
        held = material(of)
        before = _asked(held, of.setting.states)
        for what, change in changes.items():
            shares[what].append(within(before, _asked(change(held, of, seed), of.setting.states)))
    for what, found in shares.items():
        report(what, found)
    for name, held in zip(("others as exposure", "own rows alone"), icews_material(), strict=True):
        before = _asked(held, ("RUS", "USA"))
        for what, since in (("all weeks", dt.date(2018, 1, 1)), ("June on", dt.date(2018, 6, 4))):
            found = [within(before, _asked(tripled(held, since, seed), ("RUS", "USA"))) for seed in range(5)]
            report(f"ICEWS, {name}, tripled: {what}", found)


if __name__ == "__main__":
    main()
