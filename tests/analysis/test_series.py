"""Series of observations and of files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from detente.analysis.outside import read_series
from detente.analysis.series import Series
from detente.errors import BadInput, Unavailable, WrongUse
from detente.records import Missing, Observation


def observed(day: int, value: float | None, measure: str = "tension") -> Observation:
    """Return an observation of a week of January 2018."""
    return Observation(
        time_value=dt.date(2018, 1, day),
        freq="week",
        direction="all",
        area="all",
        measure=measure,
        value=value,
        n_events=2,
        missing=Missing.NONE if value is not None else Missing.NOT_OBSERVED,
    )


def test_observations_become_a_series_in_order() -> None:
    made = Series.of([observed(8, None), observed(1, 4.0)], {dt.date(2018, 1, 1): 2.0})
    assert made.label == "tension, all, all"
    assert made.times == (dt.date(2018, 1, 1), dt.date(2018, 1, 8))
    assert made.known.tolist() == [0]
    assert made.until(1).times == made.times[:1]
    with pytest.raises(WrongUse):
        Series.of([observed(1, 1.0), observed(1, 1.0, "volume")])


def test_values_are_put_at_the_usual_exposure() -> None:
    made = Series((), np.array([4.0, 4.0, 4.0]), "week", exposure=np.array([1.0, 2.0, 0.0]))
    assert made.adjusted[:2] == pytest.approx([6.0, 3.0])
    assert np.isnan(made.adjusted[2])


@pytest.mark.filterwarnings("error")
def test_where_nothing_was_read_nothing_has_a_value_and_nothing_is_warned_of() -> None:
    made = Series((), np.array([4.0, 4.0]), "week", exposure=np.array([0.0, np.nan]))
    assert np.isnan(made.adjusted).all()


def write(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("days", "freq"),
    [
        (("2018-01-01", "2018-01-02"), "day"),
        (("2018-01-08", "2018-01-01"), "week"),
        (("2018-01", "2018-02"), "month"),
        (("2018-01-01", "2018-04-01"), "quarter"),
        (("1990", "1991"), "year"),
    ],
)
def test_a_file_is_read_in_order_with_its_frequency(tmp_path: Path, days: tuple[str, str], freq: str) -> None:
    path = write(tmp_path / "gpr.csv", f"time_value,value,note\n{days[0]},1.5,a\n{days[1]},,b\n")
    made = read_series(path)
    assert (made.freq, made.label, made.n, made.exposure) == (freq, "gpr", None, None)
    assert list(made.times) == sorted(made.times)
    assert np.isfinite(made.values).sum() == 1


@pytest.mark.parametrize(
    ("days", "freq", "times"),
    [
        (("2018-01-01", "2018-01-08", "2018-01-22"), "week", 4),
        (("2018-01-05", "2018-01-08", "2018-01-09", "2018-01-10"), "day", 6),
        (("2018-01-31", "2018-02-28", "2018-03-31", "2018-05-31"), "month", 5),
        (("2018-02", "2018-05", "2018-11"), "quarter", 4),
        (("1990", "1991", "1993"), "year", 4),
    ],
)
def test_periods_without_a_row_have_no_value(
    tmp_path: Path, days: tuple[str, ...], freq: str, times: int
) -> None:
    rows = "".join(f"{day},1\n" for day in days)
    made = read_series(write(tmp_path / "a.csv", f"time_value,value\n{rows}"))
    assert (made.freq, len(made.times), made.known.size) == (freq, times, len(days))
    assert made.title == f"a, by {freq} ({times - len(days)} of {times} without a value)"
    assert list(made.times) == sorted(set(made.times))


def test_exposure_and_n_are_read_where_they_are(tmp_path: Path) -> None:
    text = "time_value,value,n,exposure\n2018-01-01,1,2,3\n2018-01-08,1,4,5\n"
    made = read_series(write(tmp_path / "a.csv", text))
    assert made.n is not None
    assert made.exposure is not None
    assert (made.n.tolist(), made.exposure.tolist()) == ([2, 4], [3, 5])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time_value\n2018\n2019\n", "value"),
        ("time_value,value\n2018-01-01,1\n", "two rows"),
        ("time_value,value\n2018-01-01,1\n2018-01-01,2\n", "twice"),
        ("time_value,value\n2018-01-01,1\nnow,2\n", "no day"),
        ("time_value,value\n2018-01-01,1\n2018-01-02,high\n", "no number"),
        ("time_value,value\n2018-01-01,1\n2018-01-02,inf\n", "too large"),
        ("time_value,value\n2018-01-01,1\n2018-01-02,1_05\n", "csv:3: '1_05' is no number"),
        ("time_value,value\n2018-01-01,1\n2018-01-02\n", "csv:3: not as many cells"),
        ("time_value,value\n2018-01-01,1\n2018-01-02,2,3\n", "csv:3: not as many cells"),
        ("time_value,value,exposure\n2018-01-01,1,1\n2018-01-02,2,0\n", "csv:3: the exposure is 0"),
        ("time_value,value,exposure\n2018-01-01,1,-2\n2018-01-02,2,1\n", "csv:2: the exposure is -2"),
        ("time_value,value,n\n2018-01-01,1,-2\n2018-01-02,2,1\n", "csv:2: n is -2"),
        ("time_value,value\n2018-01-01,1\n2018-01-08,1\n2018-01-15,1\n2018-01-20,2\n", "csv:5: 2018-01-20"),
        ("time_value,value\n2018-01-01,1\n2018-02-01,1\n2018-03-01,1\n2018-03-20,2\n", "csv:5: 2018-03-20"),
        ("time_value,value\n2018-01-01,1\n9999-12-31,1\n", "out of range"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_series(write(tmp_path / "a.csv", text))
    with pytest.raises(Unavailable, match="No such file"):
        read_series(tmp_path / "none.csv")
