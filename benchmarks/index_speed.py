"""Time of the index with its bands, weekly: python -m benchmarks.index_speed [ACTS]."""

from __future__ import annotations

import sys
import time

from benchmarks.measures_speed import acts
from detente.measures import catalogue
from detente.ontology.areas import load_areas
from detente.records import Event, Exposure, Mention
from detente.settings import IndexSection
from detente.watch.index import Choice, Material, index


def material(number: int) -> Material:
    """Return `number` acts of twelve years, each told by one of two sources."""
    events: list[Event] = []
    mentions: list[Mention] = []
    for place, event in enumerate(acts(number)):
        name, source = f"m{place}", ("wire", "paper")[place % 2]
        mentions.append(Mention.model_construct(mention_id=name, source_id=source, source_code=None))
        events.append(event.model_copy(update={"mention_ids": (name,)}))
    days = sorted({event.event_date for event in events if event.event_date})
    exposure = [
        Exposure(day=day, source_id=source, state="all", batch=str(day), n_seen=40, n_kept=5)
        for day in days
        for source in ("wire", "paper")
    ]
    return Material(events, mentions, exposure, ())


def main() -> None:
    """Print the seconds that the whole dyad and all cells take."""
    held, areas = material(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000), list(load_areas())
    for what, choice in {
        "tension and cooperation of the dyad": Choice(
            "week", "all", "all", measures=("tension", "cooperation")
        ),
        f"all {len(catalogue())} measures of the dyad": Choice("week", "all", "all"),
        "tension, all directions and areas": Choice("week", measures=("tension",)),
        "all measures, directions and areas": Choice("week"),
    }.items():
        begin, used = time.perf_counter(), time.process_time()
        rows = index(held, choice, ("RUS", "USA"), areas, IndexSection()).rows
        used, begin = time.process_time() - used, time.perf_counter() - begin
        told = f"{used:6.2f} s of processor, {begin:6.2f} s in all, {len(rows):,} numbers"
        print(f"{len(held.events):,} acts  {what:40} {told}", flush=True)


if __name__ == "__main__":
    main()
