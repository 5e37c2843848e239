"""Reads a series that this project did not make: a CSV with time_value and value."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from pathlib import Path

import numpy as np

from detente.analysis.series import Series, freq_of, later, steps
from detente.errors import BadInput, Unavailable

REQUIRED = ("time_value", "value")
BESIDES = ("n", "exposure")
EMPTY = ("", "na", "nan")
NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?inf(inity)?"
Cells = tuple[float, float, float]
"""Value, n and exposure; NaN for none."""
YEARS = range(1500, 3000)
LARGEST = 1e100


def read_series(path: Path) -> Series:
    """Return the series in the CSV file `path`.

    Columns: `time_value` (2025-03-18, 2025-03 or 2025), `value` (empty where there is none), and if there,
    `n` and `exposure`; others are left alone. Rows may stand in any order; the frequency is that of their
    usual step, and periods without a row have no value. Raises Unavailable where there is no file, BadInput
    where it cannot be read, a column is missing, a day comes twice or between two periods, a cell is no
    number, or an exposure not above 0; the message names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            lines = [(reader.line_num, row) for row in reader]
            columns = reader.fieldnames or ()
    except OSError as error:
        raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"cannot be read: {error}", where=str(path), do="give a CSV file in UTF-8") from error
    if len(set(columns)) < len(columns):
        raise BadInput("a column stands twice", where=str(path), do="name each column once")
    missing = [name for name in REQUIRED if name not in columns]
    if missing or len(lines) < 2:
        what = f"no column {missing[0]}" if missing else "fewer than two rows"
        raise BadInput(what, where=str(path), do="give time_value and value, a row a period")
    named = [name for name in (*REQUIRED, *BESIDES) if name in columns]
    found: dict[dt.date, Cells] = {}
    at: dict[dt.date, str] = {}
    for number, row in lines:
        where = f"{path}:{number}"
        if None in row or any(row[name] is None for name in named):
            raise BadInput("not as many cells as columns", where=where, do="give each row a cell a column")
        time = _day(row["time_value"], where)
        if time in found:
            raise BadInput(f"{time} comes twice", where=where, do="give one row a period")
        found[time] = _cells(row, where)
        at[time] = where
    return _series(found, at, path.stem, set(columns))


def _cells(row: dict[str, str | None], where: str) -> Cells:
    value, n, exposure = (_number(row.get(name), where) for name in ("value", *BESIDES))
    if n < 0:
        raise BadInput(f"n is {n:g}", where=where, do="give how many acts there were, or leave it empty")
    if exposure <= 0:
        do = "give how much was read, more than 0, or leave value and exposure empty"
        raise BadInput(f"the exposure is {exposure:g}", where=where, do=do)
    return value, n, exposure


def _series(found: dict[dt.date, Cells], at: dict[dt.date, str], label: str, columns: set[str]) -> Series:
    """Return the series with all its periods: those without a row have no value."""
    days = sorted(found)
    freq = freq_of(days)
    places: dict[int, dt.date] = {}
    for day in days:
        place = steps(days[0], day, freq)
        if place is None or place in places:
            raise BadInput(
                f"{day} does not lie a whole number of {freq}s after {days[0]}",
                where=at[day],
                do="give rows at equal steps: days, weeks, months, quarters or years",
            )
        places[place] = day
    value, n, exposure = np.full((3, max(places) + 1), np.nan)
    for place, day in places.items():
        value[place], n[place], exposure[place] = found[day]
    return Series(
        tuple(places.get(place) or later(days[0], place, freq) for place in range(value.size)),
        value,
        freq,
        label,
        n if "n" in columns else None,
        exposure if "exposure" in columns else None,
    )


def _day(text: str | None, where: str) -> dt.date:
    given = (text or "").strip()[:10]
    try:
        day = dt.date.fromisoformat(given + "-01-01"[len(given) - 10 :] if len(given) in (4, 7) else given)
    except ValueError:
        raise BadInput(f"{text!r} is no day", where=where, do="write it as 2025-03-18") from None
    if day.year not in YEARS:
        raise BadInput(f"{text!r} is out of range", where=where, do="give years from 1500 to 2999")
    return day


def _number(text: str | None, where: str) -> float:
    given = (text or "").strip()
    if given.lower() in EMPTY:
        return math.nan
    if not re.fullmatch(NUMBER, given, re.ASCII | re.IGNORECASE):
        raise BadInput(f"{text!r} is no number", where=where, do="give a number, or leave it empty")
    number = float(given)
    if abs(number) > LARGEST:
        raise BadInput(f"{text!r} is too large", where=where, do=f"give numbers up to {LARGEST:g}")
    return number
