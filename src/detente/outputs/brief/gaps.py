"""The times of which nothing is known: the longest one of the twelve months before a brief's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """A time without a known act: its first and its last day."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def longest_gap(known: Iterable[dt.date], first: dt.date, last: dt.date) -> Gap | None:
    """Return the longest time from `first` to `last` without a day of `known`, None where there is none."""
    inside = sorted({each for each in known if first <= each <= last})
    marks = [first - ONE, *inside, last + ONE]
    gaps = [Gap(one + ONE, other - ONE) for one, other in pairwise(marks) if other - one > ONE]
    return max(gaps, key=lambda gap: gap.days, default=None)
