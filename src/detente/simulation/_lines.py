"""A simulated dyad as files that `detente import detente` takes, one for each source."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from detente.errors import Unavailable
from detente.simulation._world import TYPES, Ints, World

ELSEWHERE = ("DEU", "FRA")
"""The states of all that is no act of the dyad; it counts as seen, and no more."""


def write_lines(world: World, folder: Path) -> list[Path]:
    """Write one JSON-lines file for each source that was seen, and return their paths.

    Each file holds the reports of the source, and a line about other states for each of its other items, so
    that importing it counts its exposure. Raises Unavailable where the folder cannot be written.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place, source in enumerate(world.setting.sources):
            path = folder / f"{source.id}.jsonl"
            text = "".join(f"{json.dumps(line)}\n" for line in _lines(world, place))
            if text:
                path.write_text(text, encoding="utf-8")
                paths.append(path)
    except OSError as error:
        raise Unavailable(error.strerror or str(error), where=str(folder), do="check the path") from error
    return paths


def _lines(world: World, place: int) -> Iterator[dict[str, Any]]:
    r, source = world.reports, world.setting.sources[place].id
    own = np.flatnonzero(r.source == place)
    for row in own:
        yield _report(world, source, int(row))
    weeks = np.bincount(r.published[own] // 7, minlength=world.setting.weeks)
    yield from _others(world, source, np.maximum(0, world.items[place] - weeks[: world.setting.weeks]))


def _report(world: World, source: str, row: int) -> dict[str, Any]:
    r, states = world.reports, world.setting.states
    side, event = int(r.side[row]), int(r.event[row])
    code = list(TYPES[r.coded[row]])[r.kind[row]]
    return {
        "event_id": f"{source}-{event}",
        "event_type": code,
        "actor": [{"text": states[side], "code": states[side]}],
        "recipient": [{"text": states[1 - side], "code": states[1 - side]}],
        "event_date": str(_day(world, int(r.happened[row]))),
        "date_precision": "day",
        "source_code": {"scheme": "simulation", "code": str(event)},
        "reports": [{"source": source, "published_at": _noon(world, int(r.published[row]))}],
        "coder": "simulation",
    }


def _others(world: World, source: str, weeks: Ints) -> Iterator[dict[str, Any]]:
    for week, number in enumerate(weeks):
        for place in range(int(number)):
            day = week * 7 + place % 7
            yield {
                "event_id": f"{source}-other-{week}-{place}",
                "event_type": "CONSULT",
                "actor": [{"text": ELSEWHERE[0], "code": ELSEWHERE[0]}],
                "recipient": [{"text": ELSEWHERE[1], "code": ELSEWHERE[1]}],
                "event_date": str(_day(world, day)),
                "reports": [{"source": source, "published_at": _noon(world, day)}],
            }


def _day(world: World, day: int) -> dt.date:
    return world.setting.start + dt.timedelta(days=day)


def _noon(world: World, day: int) -> str:
    return f"{_day(world, day)}T12:00:00Z"
