"""ICEWS 2018 in the layout of `detente import detente`: python -m benchmarks.icews OUT.jsonl [DYAD] [--own].

DYAD is such as RUS,USA: its events, and one line for every other row, which counts as seen (--own leaves
them out). The state of a side is its bare name or what stands in its last parenthesis, or the country column
where that is filled. Severity is the PLOVER score of the type; the Goldstein value stays in `source_code`.
Mirrored rows of joint acts are folded. Exit status 3 without the real test data (realdata.py).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from benchmarks.realdata import DATA
from detente.ontology.cameo import to_plover
from detente.ontology.states import STATES
from detente.sources.gdelt.rules import rules

ALIASES = {
    "Palestinian Territory, Occupied": "PSE",
    "Czech Republic": "CZE",
    "Cote d'Ivoire": "CIV",
    "Holy See Vatican City State": "VAT",
    "Democratic Republic of Congo": "COD",
    "Congo": "COG",
    "Macedonia": "MKD",
}


class Row(NamedTuple):
    """One row: number in the file, day, the two sides with their states, CAMEO code, Goldstein value."""

    number: int
    day: dt.date
    names: tuple[str, str]
    states: tuple[str | None, str | None]
    code: str
    goldstein: float


def folder() -> Path:
    """Return the folder of the event data; ends with status 3 where there is none."""
    if not (DATA / "events").is_dir():
        print(f"there is no {DATA / 'events'}; DETENTE_TEST_DATA may name the folder", file=sys.stderr)
        raise SystemExit(3)
    return DATA / "events"


@cache
def _names() -> dict[str, str]:
    return {each.name_en.casefold(): code for code, each in STATES.items()} | {
        name.casefold(): code for name, code in ALIASES.items()
    }


@cache
def state_of(name: str) -> str | None:
    """Return the ISO code of the bare name or the last parenthesis; None where it is no state."""
    inner = re.search(r"\(([^()]*)\)$", name)
    return _names().get((inner[1] if inner else name).strip().casefold())


def rows(path: Path | None = None, *, countries: bool = True) -> list[Row]:
    """Return all rows of the file, by date; without `countries` the names alone tell the state."""
    table = pq.read_table(path or folder() / "icews_18.parquet").to_pydict()
    columns = ("date", "source", "target", "source_country", "target_country", "cameo", "goldstein")
    found = [
        Row(
            number,
            day.date(),
            (a, b),
            ((countries and here) or state_of(a), (countries and there) or state_of(b)),
            code,
            value,
        )
        for number, (day, a, b, here, there, code, value) in enumerate(
            zip(*(table[name] for name in columns), strict=True)
        )
    ]
    return sorted(found, key=lambda row: (row.day, row.number))


def dyads(every: Iterable[Row], least: int = 500) -> dict[tuple[str, str], int]:
    """Return the undirected pairs of states with at least `least` rows, most first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for a, b in (row.states for row in every):
        if a and b and a != b:
            pairs[min(a, b), max(a, b)] += 1
    return {pair: number for pair, number in pairs.most_common() if number >= least}


def _joint() -> tuple[dict[str, str], dict[str, str]]:
    return tuple(  # type: ignore[return-value]
        {code: codes[0] for codes in kinds for code in codes}
        for kinds in (rules().joint, rules().joint_if_mirrored)
    )


def folded(between: Iterable[Row]) -> list[tuple[Row, bool]]:
    """Return the rows of a dyad, each mirrored pair of a joint act once, with whether it is joint."""
    always, mirrored = _joint()
    done: list[tuple[Row, bool]] = []
    groups: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in between:
        kind = always.get(row.code) or mirrored.get(row.code)
        if kind is None:
            done.append((row, False))
        else:
            groups[row.day, frozenset(row.names), kind].append(row)
    for group in groups.values():
        there = [row for row in group if row.names == min(r.names for r in group)]
        back = [row for row in group if row.names != min(r.names for r in group)]
        both = min(len(there), len(back))
        done += [(row, True) for row in there[:both]]
        done += [(row, row.code in always) for row in (*there[both:], *back[both:])]
    return sorted(done, key=lambda each: (each[0].day, each[0].number))


def line(row: Row, *, joint: bool) -> dict[str, Any]:
    """Return the line of a row; statements and appeals, which PLOVER drops, have no type."""
    crossing = to_plover(row.code)
    sides = [
        {"text": name, **({"code": code} if code else {})}
        for name, code in zip(row.names, row.states, strict=True)
    ]
    return {
        "event_id": f"icews18-{row.number}",
        "event_type": crossing.event_type if crossing else None,
        "mode": crossing.mode if crossing else None,
        "contexts": list(crossing.contexts) if crossing else [],
        "actor": sides if joint else sides[:1],
        "recipient": [] if joint else sides[1:],
        "event_date": str(row.day),
        "date_precision": "day",
        "source_code": {"scheme": "CAMEO", "code": row.code, "score": row.goldstein},
        "available_at": f"{row.day}T12:00:00Z",
        "coder": "icews",
    }


def lines(every: Iterable[Row], dyad: tuple[str, str], *, own: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the lines of the dyad's events, and of all other rows unless `own`."""
    between: list[Row] = []
    others: list[Row] = []
    for row in every:
        (between if set(row.states) == set(dyad) else others).append(row)
    for row, joint in folded(between):
        yield line(row, joint=joint)
    if not own:
        for row in others:
            yield line(row, joint=False)


def main() -> None:
    """Write the file and say what is in it."""
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    first, second = (arguments[1] if len(arguments) > 1 else "RUS,USA").split(",")
    every, own = rows(), "--own" in sys.argv
    number = 0
    with Path(arguments[0]).open("w", encoding="utf-8") as file:
        for each in lines(every, (first, second), own=own):
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
            number += 1
    print(f"{number:,} lines of {len(every):,} rows; dyads of 500 rows or more: {len(dyads(every))}")


if __name__ == "__main__":
    main()
