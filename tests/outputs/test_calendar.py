"""Days to come as iCalendar: read back by another parse, and safe against hostile text."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from detente.outputs.calendar import Entry, calendar

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LONG = "Договор; истекает, " * 12 + "\nBEGIN:VALARM"


def test_days_are_read_back_whole() -> None:
    made = calendar([Entry("a-1", dt.date(2026, 2, 5), LONG, "Why\\, what")], NOW)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2026, 2, 5)
    assert event.decoded("dtend") == dt.date(2026, 2, 6)
    assert event["summary"] == LONG
    assert event["uid"] == "a-1@detente"
    assert not Calendar.from_ical(made).walk("VALARM")


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    made = calendar([Entry("a-1", dt.date(2026, 2, 5), LONG, LONG)], NOW)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert "\n" not in made.replace("\r\n", "")


def test_no_day_is_still_a_calendar() -> None:
    assert calendar([], NOW).startswith("BEGIN:VCALENDAR\r\n")
