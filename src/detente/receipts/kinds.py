"""When two names, numbers or times are one, and when one may have been put for the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from detente.receipts.items import V
from detente.receipts.match import PEOPLE, same
from detente.receipts.near import mark
from detente.receipts.numbers import Number, agrees
from detente.receipts.reading import Name, Time
from detente.records import Precision

FEW = 20  # "one" is seldom a number put for a greater one


@dataclass(frozen=True, slots=True)
class Kind(Generic[V]):
    """How items of one kind compare; `name` is "name", "number" or "time".

    `equal` tells whether the second bears out the first, `held` whether the sentence has the second by the
    first, `rival` whether one may have been put for the other; `marks` stand for an item.
    """

    name: str
    equal: Callable[[V, V], bool]
    held: Callable[[V, V], bool]
    rival: Callable[[V, V], bool]
    marks: Callable[[V], frozenset[str]]


def name_kind(on: dt.date | None) -> Kind[Name]:
    """Return how names compare on a day of publication."""

    def equal(name: Name, other: Name) -> bool:
        if name.code and name.code == other.code and not {name.kind, other.kind} <= PEOPLE:
            return True
        return same(name, other, on) or same(other, name, on)

    def held(name: Name, other: Name) -> bool:
        known = other.kind not in PEOPLE or name.kind in {*PEOPLE, "office", ""} or not name.code
        return known and equal(name, other)

    return Kind("name", equal, held, rival_names, lambda name: frozenset({mark(name)}))


def rival_names(name: Name, other: Name) -> bool:
    """Tell whether one name may have been put for the other: both of states, or both of none or of people."""
    hyphened = "-" in (name.before, other.before)  # "pro-Russian"
    if hyphened or name.placed is not other.placed or any(char.isdigit() for char in other.text):
        return False
    if "nonstate" in (name.kind, other.kind):
        return name.code != other.code or not name.code
    loose = [not each.code or each.kind in PEOPLE for each in (name, other)]
    return all(loose) or (not any(loose) and name.code != other.code)


def one_time(time: Time, other: Time) -> bool:
    """Tell whether a time of the passage lies in that of the sentence, so that it bears it out."""
    loose = time.precision in (Precision.WEEK, Precision.MONTH, Precision.YEAR)
    if loose:
        return any(time.first <= first and last <= time.last for first, last in _readings(other))
    return other.first == other.last and any(time.first == first for first, _ in _readings(other))


def _readings(time: Time) -> list[tuple[dt.date, dt.date]]:
    """Return the spans of days that a time may mean: a weekday is any of three, a day without a year too."""
    if time.weekday:
        week = dt.timedelta(days=7)
        return [(time.first + by, time.last + by) for by in (-week, dt.timedelta(0), week)]
    read = [(time.first, time.last)]
    return [*read, (_a_year_on(time.first), _a_year_on(time.last))] if time.yearless else read


def _a_year_on(day: dt.date) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def rival_times(time: Time, other: Time) -> bool:
    """Tell whether two times have no day in common."""
    return time.last < other.first or other.last < time.first


def rival_numbers(number: Number, other: Number) -> bool:
    """Tell whether two numbers are of one kind and not the same."""
    if number.text.lower() == "one" and other.value > FEW:
        return False
    one_currency = not number.currency or not other.currency or number.currency == other.currency
    return number.unit == other.unit and one_currency and not agrees(number, other)


NUMBERS = Kind(
    "number", agrees, agrees, rival_numbers, lambda number: frozenset({f"number {number.value:g}"})
)
TIMES = Kind("time", one_time, one_time, rival_times, lambda time: frozenset({f"time {time.first}"}))
