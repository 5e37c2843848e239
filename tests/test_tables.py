"""Tables as text: short ones fit the screen, long ones are only padded."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter

from detente.records import Actor, Event, Precision
from detente.tables import MOST_WRAPPED, events, explanation, took, write
from detente.watch import Took
from detente.watch.questions import Explanation


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


def test_a_mode_has_its_plain_words_beside_it() -> None:
    act = Event(
        event_id="a" * 24,
        event_type="REJECT",
        mode="yield",
        actor=(Actor(text="Moscow", code="RUS"),),
        recipient=(Actor(text="US", code="USA"),),
    )
    assert "REJECT/yield  asserted\n  [refused to give way to the United States]" in events([act], "text")
    told = explanation(Explanation("a", None, ((act, ()),)), "text")
    assert "REJECT/yield (refused to give way to the United States)" in told


def test_one_is_told_in_the_singular() -> None:
    said = took(Took(got=1, new=1, uncoded=Counter({"too long": 1})))
    assert said.startswith("1 item read, 1 new document, 0 new mentions")
    assert "1 document kept but not coded: too long" in said
