"""Time and memory of linking: python benchmarks/linking_speed.py [MENTIONS] [DAYS].

The mentions are of one pair of states. A third have words (every act is told by one to five reports in
words that partly differ), two thirds are coded rows without.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time

from detente.linking import link, relink
from detente.ontology.plover import EVENT_TYPES
from detente.records import Actor, Mention, Precision, SourceCode

SIDES = {"RUS": ("Russia", "Moscow", "Kremlin"), "USA": ("United States", "Washington", "White House")}
WORDS = [
    f"{a}{b}{c}"
    for a in ("dra", "ple", "sto", "vin", "gra")
    for b in "aeiou"
    for c in ("rk", "nd", "l", "st")
]


def mentions(number: int, days: int) -> list[Mention]:
    """Return `number` mentions over `days`, the same in every run."""
    draw = random.Random(7)  # noqa: S311 - no secret, a repeatable sample
    types = sorted(EVENT_TYPES)
    found: list[Mention] = []
    while len(found) < number:
        day = dt.date(2024, 1, 1) + dt.timedelta(days=draw.randrange(days))
        a, b = draw.sample(sorted(SIDES), 2)
        event_type, coded = draw.choice(types), draw.random() < 2 / 3
        words = draw.sample(WORDS, 12)
        place = draw.choice(["Moscow", "Washington", "Vienna", "Geneva"])
        for _ in range(draw.randrange(1, 6)):
            name = f"m{len(found)}"
            told = " ".join([*draw.sample(words, 8), *draw.sample(WORDS, 3)])
            found.append(
                Mention(
                    mention_id=name,
                    source_id="made-up",
                    event_type=event_type,
                    actor=(Actor(text=draw.choice(SIDES[a]), code=a),),
                    recipient=(Actor(text=draw.choice(SIDES[b]), code=b),),
                    direction=f"{a}>{b}",
                    event_date=day,
                    date_precision=Precision.DAY,
                    summary="" if coded else told,
                    document_id=None if coded else f"d{name}",
                    source_code=SourceCode(scheme="CAMEO", code="112") if coded else None,
                    place=place if coded else None,
                    url=f"https://news.example/{draw.randrange(number)}",
                    available_at=dt.datetime.combine(day, dt.time(draw.randrange(24)), dt.UTC),
                )
            )
    return found[:number]


def main() -> None:
    """Print the seconds of linking all mentions and of appending the last hundredth, and the peak memory."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 365
    told = mentions(number, days)
    link(told[:10])
    begin = time.perf_counter()
    events = link(told)
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    rows = relink(link(told[: -number // 100]), events)
    again = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{number:,} mentions of {days} days: {len(events):,} events in {seconds:.1f} s, peak {peak} MB")
    print(f"relink with the last 1 % new: {len(rows):,} rows in {again:.1f} s")


if __name__ == "__main__":
    main()
