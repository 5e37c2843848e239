"""Reads a series that this project did not make: a CSV with time_value and value."""

from __future__ import annotations

import csv
import datetime as dt
import math
from pathlib import Path

import numpy as np

from detente.analysis.series import Series, freq_of
from detente.errors import BadInput, Unavailable

REQUIRED = ("time_value", "value")
YEARS = range(1500, 3000)
LARGEST = 1e100


def read_series(path: Path) -> Series:
    """Return the series in the CSV file `path`.

    Columns: `time_value` (2025-03-18, 2025-03 or 2025), `value` (empty where there is none), and if there,
    `n` and `exposure`; others are left alone. Rows may stand in any order. Raises Unavailable where there is
    no file, BadInput where it cannot be read, a column is missing, a day comes twice, or a cell is no
    number; the message names the line.
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
    found: dict[dt.date, tuple[float, float, float]] = {}
    for number, row in lines:
        where = f"{path}:{number}"
        time = _day(row["time_value"], where)
        if time in found:
            raise BadInput(f"{time} comes twice", where=where, do="give one row a period")
        found[time] = tuple(_number(row.get(name), where) for name in ("value", "n", "exposure"))  # type: ignore[assignment]
    return _series(found, path.stem, set(columns))


def _series(found: dict[dt.date, tuple[float, float, float]], label: str, columns: set[str]) -> Series:
    times = tuple(sorted(found))
    value, n, exposure = np.array([found[time] for time in times]).T
    return Series(
        times,
        value,
        freq_of(times),
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
    try:
        number = float(text) if text and text.strip() else math.nan
    except ValueError:
        raise BadInput(f"{text!r} is no number", where=where, do="give a number, or leave it empty") from None
    if abs(number) > LARGEST:
        raise BadInput(f"{text!r} is too large", where=where, do=f"give numbers up to {LARGEST:g}")
    return number
