"""Turning points: found where they are planted, silent where there is nothing but memory."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray

from detente.analysis._locate import profile
from detente.analysis._memory import Memory, estimate, levinson, simulate
from detente.analysis._null import SEVERAL, further_changes
from detente.analysis.series import Series
from detente.analysis.turning_points import probability, turning_points
from detente.errors import WrongUse

Floats = NDArray[np.float64]
MONDAY = dt.date(2018, 1, 1)


def series(values: Floats, freq: str = "week", exposure: Floats | None = None) -> Series:
    """Return values as a series from January 2018 on."""
    step = {"day": 1, "week": 7}[freq]
    times = tuple(MONDAY + dt.timedelta(days=step * i) for i in range(len(values)))
    return Series(times, values, freq, "test", exposure=exposure)


def memory(seed: int, n: int, lag1: float = 0.3) -> Floats:
    """Return an AR(1) of marginal standard deviation 1."""
    path = simulate(np.random.default_rng(seed), np.array([[lag1]]), n)[0]
    return np.asarray(path * np.sqrt(1 - lag1**2))


def shifted(seed: int, size: float, week: int = 100, n: int = 200) -> Floats:
    """Return the same with a shift from `week` on."""
    values = memory(seed, n)
    values[week:] += size
    return values


@pytest.mark.parametrize(("size", "direction"), [(3.0, "up"), (-3.0, "down")])
def test_a_shift_of_three_sigma_is_found_where_it_is(size: float, direction: str) -> None:
    [point] = turning_points(series(shifted(1, size)), runs=199)
    planted = MONDAY + dt.timedelta(weeks=100)
    assert abs((point.date - planted).days) <= 21
    assert point.lower <= planted <= point.upper
    assert point.direction == direction
    assert point.false_alarm_rate == 0.05
    assert (point.after - point.before) / size == pytest.approx(1, abs=0.25)


def test_a_passing_crisis_has_a_beginning_and_an_end() -> None:
    values = memory(3, 150)
    values[60:80] += 4
    first, last = turning_points(series(values), runs=199)
    assert (first.direction, last.direction) == ("up", "down")
    assert abs((first.date - MONDAY).days // 7 - 60) <= 3
    assert abs((last.date - MONDAY).days // 7 - 80) <= 3


def test_memory_alone_gives_points_no_more_often_than_stated() -> None:
    false = sum(bool(turning_points(series(memory(seed, 43, 0.47)), runs=99)) for seed in range(40))
    assert false <= 6  # 5% of 40 is 2; more than 6 comes once in 300


def test_points_do_not_depend_on_the_scale() -> None:
    values = shifted(5, 2.5)
    plain = turning_points(series(values), runs=99)
    stretched = turning_points(series(np.exp(2 * values)), runs=99)
    assert [(p.date, p.p_value) for p in plain] == [(p.date, p.p_value) for p in stretched]
    assert plain


def test_the_same_series_gives_the_same_answer() -> None:
    values = series(shifted(6, 2.0))
    assert turning_points(values, runs=99) == turning_points(values, runs=99)


def test_exposure_is_no_turning_point() -> None:
    values, exposure = 100 + memory(7, 120), np.ones(120)
    exposure[60:] = 3
    assert not turning_points(series(values * exposure, exposure=exposure), runs=99)
    assert turning_points(series(values * exposure), runs=99)


def test_missing_periods_are_passed_over() -> None:
    values = shifted(1, 3.0)
    values[20:30] = np.nan
    assert len(turning_points(series(values), runs=99)) == 1


def test_weekdays_are_no_turning_points_and_hide_none() -> None:
    days = np.arange(700)
    values = memory(8, 700, 0.2) + 3 * (days % 7 < 5)
    assert not turning_points(series(values, "day"), runs=99)
    values[350:] += 1.5
    assert len(turning_points(series(values, "day"), runs=99)) == 1


def test_a_constant_series_has_none() -> None:
    assert turning_points(series(np.full(50, 2.0))) == []


@pytest.mark.parametrize(("rate", "n"), [(0.0, 50), (0.6, 50), (0.05, 11)])
def test_wrong_use_is_named(rate: float, n: int) -> None:
    with pytest.raises(WrongUse):
        turning_points(series(memory(1, n)), rate)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-0.95, 0.95), min_size=1, max_size=6))
def test_partial_autocorrelations_give_a_stationary_series(partial: list[float]) -> None:
    coefficients = levinson(np.array([partial]))[0]
    roots = np.roots(np.concatenate([[1.0], -coefficients]))
    assert (np.abs(roots) < 1 + 1e-9).all()


def test_memory_is_estimated_from_a_long_series() -> None:
    path = simulate(np.random.default_rng(1), np.array([[0.5, 0.3]]), 4000)[0]
    assert estimate(path).coefficients[:2] == pytest.approx([0.5, 0.3], abs=0.06)
    assert Memory(np.array([0.4]), 100).draws(np.random.default_rng(1), 5).shape == (5, 1)


def test_the_posterior_of_the_place_adds_up_and_is_where_the_step_is() -> None:
    chance = profile(shifted(2, 5.0, 60, 120), np.array([0.3]), 3)
    assert chance.sum() == pytest.approx(1)
    assert abs(int(chance.argmax()) - 60) <= 1
    assert not chance[:3].any()


def test_too_short_a_segment_is_not_tested() -> None:
    test = further_changes(memory(1, 10), [0, 5, 10], 3, 9, 0, SEVERAL)
    assert (test.p, test.stretches) == (1.0, ())


def test_the_probability_falls_with_p() -> None:
    values = [probability(p) for p in (0.001, 0.01, 0.05, 0.2, 0.5, 1.0)]
    assert values == sorted(values, reverse=True)
    assert values[-1] == 0.5
    assert values[2] == pytest.approx(0.711, abs=0.001)
