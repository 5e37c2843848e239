"""Dates as publishers write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from detente.sources.dates import Published, published

NINE_IN_MOSCOW = dt.datetime(2026, 2, 1, 6, tzinfo=dt.UTC)
DAY_IN_MOSCOW = dt.datetime(2026, 1, 31, 21, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-02-01T09:00:00+03:00", 180),
        ("2026-02-01 09:00:00 +0300", 180),
        ("20260201T090000+0300", 180),
        ("2026-02-01T06:00:00Z", 0),
        ("2026-02-01T06:00:00.000000001Z", 0),
        ("2026-02-01 06:00:00 Z", 0),
        ("Sun, 01 Feb 2026 09:00:00 +0300", 180),
        ("Sun, 1 Feb 2026 06:00:00 GMT", 0),
        ("Sun, 01 Feb 2026 01:00:00 EST", -300),
        ("Sun, 01 Feb 2026 07:00:00 CET", 60),
        ("Sun, 01 Feb 2026 09:00:00 MSK", 180),
        ("Sun, 01 Feb 2026 06:00:00 -0000", 0),
        ("  2026-02-01T09:00:00+03:00\n", 180),
    ],
)
def test_a_written_offset_is_kept(text: str, offset: int) -> None:
    assert published(text, "Asia/Tokyo") == Published(NINE_IN_MOSCOW, offset)


@pytest.mark.parametrize(
    "text",
    ["2026-02-01T09:00:00", "2026-02-01 09:00", "Sun, 01 Feb 2026 09:00:00", "1 февраля 2026 года 09:00"],
)
def test_without_an_offset_the_zone_of_the_source_holds(text: str) -> None:
    assert published(text, "Europe/Moscow", "ru") == Published(NINE_IN_MOSCOW, 180)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-01",
        "20260201",
        "2026/02/01",
        "1 February 2026",
        "February 1, 2026",
        "1 февраля 2026",
        "01.02.2026",
    ],
)
def test_a_day_is_only_a_day(text: str) -> None:
    assert published(text, "Europe/Moscow", "ru") == Published(DAY_IN_MOSCOW, 180, "day")


def test_midnight_with_a_time_is_a_moment() -> None:
    found = published("2026-02-01T00:00:00", "Europe/Moscow")
    assert found == Published(DAY_IN_MOSCOW, 180, "second")


def test_summer_time_is_that_of_the_day() -> None:
    winter, summer = (
        published("2026-02-01T12:00", "America/New_York"),
        published("2026-07-01T12:00", "America/New_York"),
    )
    assert winter is not None
    assert summer is not None
    assert (winter.offset, summer.offset) == (-300, -240)


@pytest.mark.parametrize("value", [1_769_925_600, 1_769_925_600.0, 1_769_925_600_000])
def test_seconds_and_milliseconds_since_1970(value: float) -> None:
    assert published(value) == Published(NINE_IN_MOSCOW, 0)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "soon",
            "yesterday",
            "3 hours ago",
            "today",
            "Monday",
            "12:30",
            "2026",
            "Feb 2026",
            "5",
            "1 февраля",
        ),
        *("2026-02-30", "2026-13-01", "31/31/2026", "03/04/2026", "0000-00-00", "0001-01-01", "9999-12-31"),
        *("9999-12-31T23:59:59-12:00", "2026-02-01T25:00:00", "Sun, 32 Feb 2026 09:00:00 GMT", "x" * 500),
        *(None, True, [], {}, b"2026-02-01", 0, 5, -1e300, float("nan"), float("inf")),
    ],
)
def test_what_is_no_date_stays_unknown(value: object) -> None:
    assert published(value, "Europe/Moscow", "ru") is None


def test_a_date_that_means_two_days_is_refused_and_one_that_cannot_is_read() -> None:
    assert published("03/04/2026") is None
    found = published("13/04/2026")
    assert found is not None
    assert found.at.date() == dt.date(2026, 4, 13)


@given(st.one_of(st.text(max_size=90), st.floats(), st.integers(), st.datetimes().map(str)))
def test_any_value_gives_a_moment_in_utc_or_nothing(value: object) -> None:
    found = published(value, "Europe/Moscow", "en")
    if found is not None:
        assert found.at.utcoffset() == dt.timedelta()
        assert 1899 <= found.at.year <= 2201
        assert found.precision in ("second", "day")
