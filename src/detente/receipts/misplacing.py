"""Which names, numbers and dates of a sentence stand where the passage has another.

An item of the sentence should fit its own place in the passage best. Where another item of the passage that
the sentence leaves out fits better, it has been replaced; where two of the sentence fit better each in the
other's place, they have been exchanged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic

from detente.receipts.items import Item, V
from detente.receipts.match import PEOPLE, same
from detente.receipts.near import mark
from detente.receipts.numbers import Number, agrees
from detente.receipts.reading import Name, Time
from detente.records import Precision

LEAST_BOUND, UNHELD = 0.4, 0.7
FEW = 20  # "one" is seldom a number put for a greater one
BESIDE = 10  # characters between two of one list ("A and B"), which have one role


@dataclass(frozen=True, slots=True)
class Kind(Generic[V]):
    """How items of one kind compare.

    `equal` tells whether the second bears out the first, `held` whether the sentence has the second by the
    first, `rival` whether one may have been put for the other; `marks` stand for an item. By `margin` and
    `share` of the own fit another must fit better, by `crossed` the exchange of two; `by_role`: grammar must
    bind it more closely.
    """

    equal: Callable[[V, V], bool]
    held: Callable[[V, V], bool]
    rival: Callable[[V, V], bool]
    marks: Callable[[V], frozenset[str]]
    margin: float = 0.5
    share: float = 0.1
    crossed: float = 0.6
    by_role: bool = False


def misplaced(
    own: Sequence[Item[V]], theirs: Sequence[Item[V]], test: Kind[V]
) -> Iterator[tuple[Item[V], Item[V]]]:
    """Yield each item that stands where the passage has another one, with that other one.

    The other one either is not in the sentence, or changes places with a further item of it.
    """
    absent = [y for y in theirs if not any(test.held(x.value, y.value) for x in own)]
    for x in own:
        same = [y for y in theirs if test.equal(x.value, y.value)]
        others = [y for y in absent if test.rival(x.value, y.value) and not test.equal(x.value, y.value)]
        if same and others:
            held, other = (max(each, key=lambda y: x.near.fit(y.near)) for each in (same, others))
            if _clear(x, held, other, test):
                yield x, other
    for x, z in combinations(own, 2):
        near = z.joined and z.start - x.end < BESIDE
        apart = (
            not near and not test.equal(x.value, z.value) and (test.by_role or test.rival(x.value, z.value))
        )
        if apart and _exchanged(x, z, theirs, test):
            yield x, z


def _exchanged(x: Item[V], z: Item[V], theirs: Sequence[Item[V]], test: Kind[V]) -> bool:
    """Tell whether two items fit better each in the other's place; that they stand together says nothing."""
    but = test.marks(x.value) | test.marks(z.value)

    def best(place: Item[V], filled: Item[V]) -> float | None:
        return max(
            (place.near.fit(y.near, but) for y in theirs if test.equal(filled.value, y.value)), default=None
        )

    fits = [best(x, x), best(z, z), best(x, z), best(z, x)]
    straight, crossed = [sum(f or 0.0 for f in pair) for pair in (fits[:2], fits[2:])]
    return None not in fits and crossed >= straight + test.crossed


def _clear(x: Item[V], held: Item[V], other: Item[V], test: Kind[V]) -> bool:
    """Tell whether another item of the passage clearly stands where the sentence has this one."""
    own, theirs = x.near.fit(held.near), x.near.fit(other.near)
    bound = x.near.fit(other.near, bound=True) - x.near.fit(held.near, bound=True)
    if test.by_role and bound < LEAST_BOUND:
        return own == 0 and theirs >= UNHELD
    return theirs >= own * (1 + test.share) + test.margin


def name_kind(on: dt.date | None) -> Kind[Name]:
    """Return how names compare on a day of publication."""

    def equal(name: Name, other: Name) -> bool:
        if name.code and name.code == other.code and not {name.kind, other.kind} <= PEOPLE:
            return True
        return same(name, other, on) or same(other, name, on)

    def held(name: Name, other: Name) -> bool:
        known = other.kind not in PEOPLE or name.kind in {*PEOPLE, "office", ""} or not name.code
        return known and equal(name, other)

    return Kind(
        equal, held, rival_names, lambda name: frozenset({mark(name)}), share=0.0, crossed=2.0, by_role=True
    )


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
        return time.first <= other.first and other.last <= time.last
    week = dt.timedelta(days=7)
    days = (other.first, other.first + week, other.first - week) if other.weekday else (other.first,)
    return other.first == other.last and time.first in days


def rival_times(time: Time, other: Time) -> bool:
    """Tell whether two times are alike exact and not the same."""
    return (time.precision is Precision.DAY) is (other.precision is Precision.DAY) and not one_time(
        time, other
    )


def rival_numbers(number: Number, other: Number) -> bool:
    """Tell whether two numbers are of one kind and not the same."""
    if number.text.lower() == "one" and other.value > FEW:
        return False
    one_currency = not number.currency or not other.currency or number.currency == other.currency
    return number.unit == other.unit and one_currency and not agrees(number, other)


NUMBERS = Kind(agrees, agrees, rival_numbers, lambda number: frozenset({f"number {number.value:g}"}))
TIMES = Kind(one_time, one_time, rival_times, lambda time: frozenset({f"time {time.first}"}), 0.25, 0.0)
