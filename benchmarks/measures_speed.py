"""Time of the measures over many acts: python benchmarks/measures_speed.py [ACTS]."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time

from detente.measures import observe
from detente.ontology.areas import load_areas
from detente.ontology.plover import EVENT_TYPES
from detente.records import Event, Exposure, Precision


def acts(number: int) -> list[Event]:
    """Return `number` acts of twelve years, the same in every run."""
    draw = random.Random(1)  # noqa: S311 - no secret, a repeatable sample
    types, areas = list(EVENT_TYPES.values()), list(load_areas())
    found = []
    for index in range(number):
        kind = draw.choice(types)
        day = dt.date(2014, 1, 1) + dt.timedelta(days=draw.randrange(12 * 365))
        found.append(
            Event(
                event_id=str(index),
                event_type=kind.code,
                quad_class=kind.quad_class,
                score=kind.score,
                direction=draw.choice(["RUS>USA", "USA>RUS", "RUS-USA"]),
                areas=tuple(draw.sample(areas, draw.randrange(3))),
                event_date=day,
                date_precision=Precision.DAY,
                n_reports=draw.randrange(1, 9),
            )
        )
    return found


def main() -> None:
    """Print seconds and rows for each frequency and policy."""
    events = acts(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
    days = sorted({event.event_date for event in events if event.event_date})
    exposure = [
        Exposure(day=day, source_id="wire", state="all", batch=str(day), n_seen=9, n_kept=9) for day in days
    ]
    for freq in ("month", "week", "day"):
        for duplicates in ("clustered", "reports", "one-a-day"):
            begin = time.perf_counter()
            rows = observe(events, exposure, freq=freq, dyad=("RUS", "USA"), duplicates=duplicates)
            seconds = time.perf_counter() - begin
            print(
                f"{len(events):,} acts  {freq:5} {duplicates:10} {seconds:6.2f} s  {len(rows):,} observations"
            )


if __name__ == "__main__":
    main()
