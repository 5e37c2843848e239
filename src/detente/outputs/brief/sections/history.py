"""How it came to this: the weightiest acts of each earlier year."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.desk import Desk, Test, happened, section
from detente.outputs.brief.model import Cited, Section

A_YEAR, MOST = 3, 45


def history(desk: Desk) -> Section:
    """Return up to three acts of each year, those furthest from zero on the score's scale, newest year first.

    Acts told in another section are not told again; of equal weight the later one is taken.
    """
    left, groups = MOST, []
    for year in sorted(_years(desk), reverse=True):
        events = sorted(desk.choose(_of(year), len(desk.material.events)), key=_weight, reverse=True)
        chosen = sorted(events[: min(A_YEAR, left)], key=_day)
        if chosen:
            groups.append(desk.group(str(year), chosen))
            left -= len(chosen)
    return section("history", "How it came to this", groups, "No earlier act is known here.")


def _years(desk: Desk) -> set[int]:
    return {c.event.event_date.year for c in desk.material.events if c.event.event_date is not None}


def _of(year: int) -> Test:
    def test(cited: Cited) -> bool:
        date = cited.event.event_date
        return happened(cited) and date is not None and date.year == year

    return test


def _weight(cited: Cited) -> tuple[float, dt.date]:
    return abs(cited.event.score or 0.0), _day(cited)


def _day(cited: Cited) -> dt.date:
    return cited.event.event_date or dt.date.min
