"""Which years an act may have: a slip such as 0205 or 9999 would stretch every index over centuries.

Coded reports of acts between states of today begin with the last century; what is agreed for a day to come
seldom lies beyond this one.
"""

from __future__ import annotations

import datetime as dt

FIRST, LAST = 1900, 2100


def plausible(day: dt.date) -> dt.date:
    """Return `day`; raises ValueError where its year is a slip."""
    if not FIRST <= day.year <= LAST:
        raise ValueError(f"the year {day.year} is not between {FIRST} and {LAST}")
    return day
