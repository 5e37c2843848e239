"""Periods are named by their first day and leave no day out."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, strategies as st

from detente.errors import WrongUse
from detente.measures._periods import FREQS, after, check_freq, first_day, period_of, periods
from detente.records import Precision

DAYS = st.dates(dt.date(1946, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("freq", "first"),
    [
        ("day", dt.date(2027, 1, 3)),
        ("week", dt.date(2026, 12, 28)),  # ISO week 53 of 2026 holds 3 January 2027
        ("month", dt.date(2027, 1, 1)),
        ("quarter", dt.date(2027, 1, 1)),
        ("year", dt.date(2027, 1, 1)),
    ],
)
def test_first_day(freq: str, first: dt.date) -> None:
    assert first_day(dt.date(2027, 1, 3), freq) == first


@given(DAYS, st.sampled_from(FREQS))
def test_every_day_lies_in_its_period_alone(day: dt.date, freq: str) -> None:
    first = first_day(day, freq)
    assert first <= day < after(first, freq)
    assert first_day(first, freq) == first
    assert first_day(after(first, freq), freq) == after(first, freq)


@given(DAYS, st.integers(0, 800), st.sampled_from(FREQS))
def test_periods_follow_each_other_without_a_gap(since: dt.date, length: int, freq: str) -> None:
    until = since + dt.timedelta(days=length)
    found = list(periods(since, until, freq))
    assert found[0] == first_day(since, freq)
    assert found[-1] == first_day(until, freq)
    assert all(after(a, freq) == b for a, b in itertools.pairwise(found))


def test_coarse_dates_lie_only_in_periods_that_hold_them_whole() -> None:
    day = dt.date(2025, 3, 31)  # the ISO week of this Monday ends in April
    assert period_of(day, Precision.WEEK, "month") is None
    assert period_of(day, Precision.WEEK, "quarter") is None
    assert period_of(day, Precision.WEEK, "week") == day
    assert period_of(day, Precision.MONTH, "day") is None
    assert period_of(day, Precision.MONTH, "quarter") == dt.date(2025, 1, 1)
    assert period_of(day, Precision.YEAR, "year") == dt.date(2025, 1, 1)
    assert period_of(day, Precision.YEAR, "quarter") is None
    assert period_of(day, None, "day") == day


def test_unknown_frequency() -> None:
    with pytest.raises(WrongUse, match="fortnight"):
        check_freq("fortnight")
