"""Tables as text: short ones fit the screen, long ones are only padded."""

from __future__ import annotations

import csv
import datetime as dt
import io

from detente.records import Event, Precision
from detente.tables import MOST_WRAPPED, events, write


def test_a_long_table_has_a_line_a_row_in_the_columns_of_a_short_one() -> None:
    rows = [{"name": f"act {number}", "value": number / 2} for number in range(MOST_WRAPPED + 1)]
    long, short = (write(some, "text").splitlines() for some in (rows, rows[:5]))
    assert len(long) == len(rows) + 1
    assert [line.split() for line in long[:6]] == [line.split() for line in short]
    assert {line.rindex(line.split()[-1]) for line in long} == {long[0].index("value")}


def test_events_as_csv_tell_how_exact_a_date_is() -> None:
    event = Event(
        event_id="a" * 24,
        event_type="ACCUSE",
        event_date=dt.date(2025, 3, 1),
        date_precision=Precision.MONTH,
    )
    (row,) = csv.DictReader(io.StringIO(events([event], "csv")))
    assert row["precision"] == "month"
