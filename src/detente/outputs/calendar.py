"""Days to come as an iCalendar file (RFC 5545), which calendar programs read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//detente//dates to come//EN"


@dataclass(frozen=True)
class Entry:
    """One whole day: `uid` is the same each time, so that a calendar replaces and does not add."""

    uid: str
    day: dt.date
    summary: str
    description: str


def calendar(entries: Iterable[Entry], now: dt.datetime) -> str:
    """Return the entries as a calendar stamped `now`; lines end with CR LF and are folded at 75 bytes."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@detente")
        event.add("dtstamp", now)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return str(made.to_ical(), "utf-8")
