"""A simulated dyad as a plain weekly series, with the truth beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from detente.errors import Unavailable
from detente.simulation._world import CLASSES, World

COLUMNS = (
    *("time_value", "actor", "class", "value", "n", "exposure"),
    *("intensity", "severity", "hostility", "made", "observed"),
)


def write_series(world: World, path: Path) -> None:
    """Write a CSV with a row for each week, actor and class; the columns after `exposure` are the truth.

    `value` and `n` are the events coded so, `exposure` the items seen, `intensity` the expected number that
    the usual coverage tells of, `severity` the expected absolute score, `made` the acts that happened. Raises
    Unavailable where it cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_rows(world))
    except OSError as error:
        raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error


def _rows(world: World) -> Iterator[tuple[object, ...]]:
    items = world.items.sum(axis=0)
    for side, actor in enumerate(world.setting.states):
        for place, name in enumerate(CLASSES):
            counts, truth = world.counts({place + 1}, side), world.truth({place + 1}, side)
            for week, day in enumerate(world.days):
                seen = bool(items[week])
                value = int(counts[week]) if seen else ""
                yield (
                    *(day, actor, name, value, value, int(items[week])),
                    f"{truth[week]:.6g}",
                    f"{world.severity[week, place]:.4g}",
                    f"{world.hostility[week, side]:.4g}",
                    int(world.made[week, side, place]),
                    int(seen),
                )
