"""Looks up the observations that a brief quotes, each with the address that explains it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.outputs.brief.model import Figure
from detente.records import Observation

Key = tuple[str, str, str, dt.date]


def address(observation: Observation) -> str:
    """Return the address of a number, as `detente explain` takes it: MEASURE/DIRECTION/AREA/PERIOD."""
    start = observation.time_value
    period = {
        "day": f"{start:%Y-%m-%d}",
        "week": f"{start:%G-W%V}",
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year}-Q{(start.month + 2) // 3}",
        "year": f"{start.year}",
    }[observation.freq]
    return "/".join([observation.measure, observation.direction, observation.area, period])


class Figures:
    """The observations of one frequency, by measure, direction, area and period."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._found: dict[Key, Observation] = {
            (row.measure, row.direction, row.area, row.time_value): row for row in observations
        }

    def at(
        self, measure: str, period: dt.date, *, direction: str = "all", area: str = "all"
    ) -> Figure | None:
        """Return the number and its address, or None where there is no number."""
        row = self._found.get((measure, direction, area, period))
        return Figure(row.value, address(row)) if row is not None and row.value is not None else None

    def periods(self) -> list[dt.date]:
        """Return the first days of all periods, oldest first."""
        return sorted({key[3] for key in self._found})

    def areas(self) -> list[str]:
        """Return the areas that have observations, without "all"."""
        return sorted({key[2] for key in self._found} - {"all"})
