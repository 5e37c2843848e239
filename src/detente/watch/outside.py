"""The analyses of a series that this project did not make."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from detente.analysis.outside import read_series
from detente.analysis.reciprocity import reciprocity
from detente.analysis.series import Series
from detente.analysis.turning_points import turning_points
from detente.findings import Response
from detente.watch.analyses import Foretold, Turn, foretold


class Outside:
    """The analyses of the series in a CSV file; all raise BadInput where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _series(self) -> Series:
        return read_series(self._path)

    def series(self, _measure: str = "") -> Series:
        """Return the series; the measure is that of the file."""
        return self._series

    def turning_points(self, _measure: str, rate: float) -> list[Turn]:
        """Return the turning points, without acts: a file has none."""
        return [Turn(point, None) for point in turning_points(self._series, rate)]

    def forecasts(self, _measure: str, rate: float) -> Foretold:
        """Return the forecasts, and how well the models did."""
        return foretold(self._series, rate)


def responses(first: Path, second: Path, rate: float) -> tuple[Response, Response]:
    """Return what the side of the second file returns to that of the first, and the other way."""
    return reciprocity(read_series(first), read_series(second), rate)
