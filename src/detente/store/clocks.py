"""The moments that a view is bounded by."""

from __future__ import annotations

import datetime as dt

from detente.errors import WrongUse

_DAY, _TICK = dt.timedelta(days=1), dt.timedelta(microseconds=1)


def bound(moment: dt.date | dt.datetime) -> dt.datetime:
    """Return the instant (UTC) before which things count: the end of a day, or just after an instant.

    Raises WrongUse for a datetime without a zone and for the calendar's last day.
    """
    try:
        if not isinstance(moment, dt.datetime):
            return dt.datetime.combine(moment, dt.time(), dt.UTC) + _DAY
        if moment.tzinfo is None:
            raise WrongUse(f"{moment} has no time zone", do="give a date, or a time with its zone")
        return moment.astimezone(dt.UTC) + _TICK
    except OverflowError:
        raise WrongUse(f"{moment} is outside the calendar", do="give an earlier date") from None
