"""Counts which type the rule coder gives acts of each true type: python benchmarks/confusion.py [OUT.csv].

The sentences are those of tests/coding/cases. Many of them shaped the rules, so that the table is kinder
than news would be: it is a placeholder until the coder is measured on sentences that it never saw. Acts are
matched by their direction within a sentence; what is left on either side is missed or invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import IO, Any

import yaml

from detente.coding import Coder

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "coding" / "cases"
OUT = ROOT / "src" / "detente" / "ontology" / "data" / "confusion.csv"
CODER = "rules-en-1"
NOTE = f"""\
# How many acts of each true PLOVER type a coder gave which type; empty: no act.
# source: made by benchmarks/confusion.py. {CODER}: the sentences of tests/coding/cases, with the types that
#   their writers gave them. Many of these sentences shaped the rules, so that the table flatters the coder.
"""

Pair = tuple[str | None, str | None]


def cases() -> list[dict[str, Any]]:
    """Return all cases, those that the rules cannot do yet among them."""
    return [
        case
        for path in sorted(CASES.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    ]


def pairs(true: list[tuple[str, str]], coded: list[tuple[str, str]]) -> list[Pair]:
    """Return the (true, coded) types of a sentence, from lists of (direction, type)."""
    left, found = list(coded), []
    for exact in (True, False):
        for act in list(true):
            match = next((o for o in left if (o == act if exact else o[0] == act[0])), None)
            if match is not None:
                left.remove(match)
                true = [each for each in true if each is not act]
                found.append((act[1], match[1]))
    missed: list[Pair] = [(kind, None) for _, kind in true]
    return [*found, *missed, *((None, kind) for _, kind in left)]


def count() -> Counter[Pair]:
    """Return how often each (true, coded) pair of types comes."""
    coder, found = Coder(), Counter[Pair]()
    for case in cases():
        events = coder.code("case", case["text"], date=case.get("date", dt.date(2025, 3, 20)))
        coded = [(e.direction, e.event_type) for e in events if e.direction and e.event_type]
        true = [(line.split()[2], line.split()[0]) for line in case["events"]]
        found.update(pairs(true, coded))
    return found


def write(found: Counter[Pair], file: IO[str]) -> None:
    """Write the table with its note."""
    file.write(NOTE)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["coder", "true", "coded", "n"])
    for (true, coded), n in sorted(found.items(), key=lambda each: (each[0][0] or "", each[0][1] or "")):
        writer.writerow([CODER, true or "", coded or "", n])


def main() -> None:
    """Write the file and print how many acts were right."""
    found = count()
    with (Path(sys.argv[1]) if len(sys.argv) > 1 else OUT).open("w", encoding="utf-8", newline="") as file:
        write(found, file)
    right = sum(n for (true, coded), n in found.items() if true == coded)
    print(f"{right} of {found.total()} acts have their type in {len(cases())} sentences")


if __name__ == "__main__":
    main()
