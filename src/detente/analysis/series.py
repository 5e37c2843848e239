"""A measure as a regular row of numbers: what every analysis here takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.errors import WrongUse
from detente.records import MONTHS, Observation

Floats = NDArray[np.float64]
LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Series:
    """A measure by period, oldest first. `values` is NaN where there is none.

    `n` is how many acts stand under each value, `exposure` how much was read for it (any unit, greater than
    0 or NaN); both may be None. `label` says what it is of, such as "tension, RUS>USA, all".
    """

    times: tuple[dt.date, ...]
    values: Floats
    freq: str
    label: str = ""
    n: Floats | None = None
    exposure: Floats | None = None

    @classmethod
    def of(cls, rows: Sequence[Observation], exposure: dict[dt.date, float] | None = None) -> Self:
        """Return the series of `rows`, which must be of one measure, direction, area and frequency.

        Raises WrongUse where they are of several, or there is none.
        """
        kinds = {(row.measure, row.direction, row.area, row.freq) for row in rows}
        if len(kinds) != 1:
            raise WrongUse(
                f"{len(kinds)} series in place of one", do="choose one measure, direction and area"
            )
        measure, direction, area, freq = kinds.pop()
        ordered = sorted(rows, key=lambda row: row.time_value)
        times = tuple(row.time_value for row in ordered)
        return cls(
            times=times,
            values=np.array([np.nan if row.value is None else row.value for row in ordered]),
            freq=freq,
            label=f"{measure}, {direction}, {area}",
            n=np.array([float(row.n_events) for row in ordered]),
            exposure=None if exposure is None else np.array([exposure.get(day, np.nan) for day in times]),
        )

    @property
    def adjusted(self) -> Floats:
        """The values as they would be at the usual exposure: value * median exposure / exposure."""
        if self.exposure is None:
            return self.values
        usable = np.where(self.exposure > 0, self.exposure, np.nan)
        read = usable[np.isfinite(usable)]
        usual = np.median(read) if read.size else np.nan  # where nothing was read, nothing has a value
        return np.asarray(self.values * usual / usable)

    @property
    def known(self) -> NDArray[np.intp]:
        """The positions that have a value."""
        return np.flatnonzero(np.isfinite(self.adjusted))

    @property
    def title(self) -> str:
        """What it is of, by which periods, and how many of them have no value."""
        empty = len(self.times) - self.known.size
        without = f" ({empty} of {len(self.times)} without a value)" if empty else ""
        return f"{self.label}, by {self.freq}{without}"

    @property
    def known_values(self) -> dict[tuple[str, dt.date], float]:
        """The values as they are analysed, by label and first day of the period."""
        values = self.adjusted
        return {(self.label, self.times[i]): float(values[i]) for i in self.known}

    def until(self, end: int) -> Series:
        """Return the first `end` periods."""
        return Series(
            self.times[:end],
            self.values[:end],
            self.freq,
            self.label,
            None if self.n is None else self.n[:end],
            None if self.exposure is None else self.exposure[:end],
        )


def freq_of(times: Sequence[dt.date]) -> str:
    """Return the frequency whose length is nearest to the median gap between `times` (two or more)."""
    gap = float(np.median(np.diff([day.toordinal() for day in times])))
    return min(LENGTHS, key=lambda freq: abs(np.log(gap / LENGTHS[freq])))


def later(day: dt.date, periods: int, freq: str) -> dt.date:
    """Return the first day of the period that comes `periods` after the one that begins on `day`."""
    if freq in ("day", "week"):
        return day + dt.timedelta(days=periods * (1 if freq == "day" else 7))
    month = day.month - 1 + periods * MONTHS[freq]
    return dt.date(day.year + month // 12, month % 12 + 1, 1)


def steps(first: dt.date, day: dt.date, freq: str) -> int | None:
    """Return how many periods `day` comes after `first`, None where it lies between two."""
    if freq in ("day", "week"):
        count, rest = divmod((day - first).days, 1 if freq == "day" else 7)
    else:
        months = 12 * (day.year - first.year) + day.month - first.month
        count, rest = divmod(months, MONTHS[freq])
    return None if rest else count
