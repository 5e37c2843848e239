"""Days, ISO weeks, months, quarters and years, each named by its first day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from detente.errors import WrongUse
from detente.records import MONTHS, Precision

FREQS = ("day", "week", "month", "quarter", "year")


def check_freq(freq: str) -> None:
    """Raise WrongUse unless `freq` is one of FREQS."""
    if freq not in FREQS:
        raise WrongUse(f"unknown frequency {freq!r}", where="freq", do=f"choose from {', '.join(FREQS)}")


def first_day(day: dt.date, freq: str) -> dt.date:
    """Return the first day of the period that holds `day`. Weeks begin on Monday (ISO 8601)."""
    if freq == "day":
        return day
    if freq == "week":
        return day - dt.timedelta(days=day.weekday())
    months = MONTHS[freq]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def after(first: dt.date, freq: str) -> dt.date:
    """Return the first day of the period after the one that begins on `first`."""
    if freq in ("day", "week"):
        return first + dt.timedelta(days=1 if freq == "day" else 7)
    month = first.month - 1 + MONTHS[freq]
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


def periods(since: dt.date, until: dt.date, freq: str) -> Iterator[dt.date]:
    """Yield the first days of all periods that hold a day from `since` to `until`, both included."""
    first = first_day(since, freq)
    while first <= until:
        yield first
        first = after(first, freq)


@lru_cache(maxsize=1 << 16)
def period_of(day: dt.date, precision: Precision | None, freq: str) -> dt.date | None:
    """Return the period in which an act of that date lies; None where its date is too coarse to tell."""
    if precision is None or precision is Precision.DAY:
        return first_day(day, freq)
    first, last = _bounds(day, precision)
    period = first_day(first, freq)
    return period if period == first_day(last, freq) else None


def _bounds(day: dt.date, precision: Precision) -> tuple[dt.date, dt.date]:
    if precision is Precision.WEEK:
        first = day - dt.timedelta(days=day.weekday())
        return first, first + dt.timedelta(days=6)
    if precision is Precision.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
