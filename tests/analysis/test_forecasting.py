"""Forecasts: they know nothing of the future, are distributions, and give way to a better baseline."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.analysis._members import LEVELS, Scale, table
from detente.analysis._rules import BASELINES, MEMBERS
from detente.analysis.chances import chance, chances
from detente.analysis.forecasting import POOL, forecasts, look_back, skill, tried
from detente.analysis.series import Floats, Series, later
from detente.analysis.turning_points import turning_points
from detente.errors import WrongUse

MONDAY = dt.date(2018, 1, 1)


def counts(seed: int = 1, n: int = 80) -> Floats:
    """Return weekly counts around a slowly moving mean."""
    draw = np.random.default_rng(seed)
    level = np.exp(3 + 0.1 * np.cumsum(draw.standard_normal(n)))
    return draw.poisson(level).astype(float)


def series(values: Floats) -> Series:
    """Return weekly values as a series."""
    times = tuple(MONDAY + dt.timedelta(weeks=week) for week in range(len(values)))
    return Series(times, values, "week", "test")


@pytest.mark.parametrize("ahead", [1, 4])
def test_what_comes_later_changes_no_forecast(ahead: int) -> None:
    values = counts()
    changed = values.copy()
    changed[60:] += 500
    before, after = (table(each, ahead, "week", 999) for each in (values, changed))
    early = before.origins < 60
    assert early.sum() > 30
    np.testing.assert_allclose(before.quantiles[early], after.quantiles[early])
    for row in np.flatnonzero(early):
        np.testing.assert_allclose(before.pool(int(row), ahead), after.pool(int(row), ahead))


def test_versions_are_what_was_known_then() -> None:
    values = counts()
    versions = [values[: t + 1] for t in range(len(values))]
    plain, told = table(values, 2, "week", 999), table(values, 2, "week", 999, versions)
    np.testing.assert_allclose(plain.quantiles, told.quantiles)
    late = [np.append(each[:-1], each[-1] / 2) for each in versions]
    assert not np.allclose(plain.quantiles, table(values, 2, "week", 999, late).quantiles, equal_nan=True)


def test_forecasts_are_rising_quantiles_of_the_right_week() -> None:
    made = forecasts(series(counts()), look_back(series(counts())), {1: 0.2})
    assert [each.ahead for each in made] == [1, 4, 12]
    assert [each.turning_point for each in made] == [0.2, None, None]
    for each in made:
        assert list(each.quantiles) == sorted(each.quantiles)
        assert each.quantiles[0] >= 0
        assert each.target == each.origin + dt.timedelta(weeks=each.ahead)
        assert each.at(0.5) == each.quantiles[19]


def test_the_pool_holds_what_it_says_and_beats_no_change() -> None:
    noise = np.random.default_rng(4).gamma(2, 10, 150)
    found = {each.model: each for each in skill(series(noise), look_back(series(noise), (1,)))}
    assert set(found) == {POOL, "no-change", "28-day mean", "ar1"}
    assert 0.8 <= found[POOL].coverage <= 1
    assert found[POOL].crps < found["no-change"].crps
    assert found["no-change"].difference > 0
    assert sum(each.given for each in found.values()) == 1


def test_a_baseline_that_does_better_is_given() -> None:
    walk = np.cumsum(np.random.default_rng(2).standard_normal(120))
    made = tried(walk, 1, "week")
    scores = skill(series(walk), look_back(series(walk), (1,)))
    given = {each.model for each in scores if each.given}
    assert given == {made.model} != {POOL}
    assert min(scores, key=lambda each: each.crps).model == made.model


def test_what_is_given_did_best_even_where_another_baseline_was_chosen_before() -> None:
    rng = np.random.default_rng(5)
    quiet = 10 + rng.standard_normal(60)
    wandering = 10 + np.cumsum(3 * rng.standard_normal(60))
    values = np.concatenate([quiet, wandering])
    scores = skill(series(values), look_back(series(values), (1,)))
    best = min(scores, key=lambda each: each.crps)
    assert best.given
    assert best.model not in (POOL, best.baseline)


def test_the_seasonal_mean_waits_for_two_years() -> None:
    values = np.tile(np.arange(52.0), 4)
    rule = BASELINES["seasonal"](values, 3, "week")
    assert np.isnan(rule[:103]).all()
    assert rule[110] == values[113]
    assert np.isnan(BASELINES["seasonal"](values, 1, "year")).all()


@pytest.mark.parametrize("name", [*BASELINES, *MEMBERS])
def test_rules_foretell_a_constant(name: str) -> None:
    rule = {**BASELINES, **MEMBERS}[name]
    found = rule(np.full(130, 7.0), 4, "week")
    assert found[-1] == pytest.approx(7.0)


def test_scales_go_there_and_back() -> None:
    values = np.array([0.0, 4.0, 9.0])
    assert Scale.of(values).back(Scale.of(values).to(values)) == pytest.approx(values)
    assert Scale.of(-values).back(-values) == pytest.approx(-values)


def test_too_few_values_are_refused() -> None:
    with pytest.raises(WrongUse):
        look_back(series(counts(n=10)))


def test_chances_of_a_turning_point() -> None:
    assert 0 < chance(0, 100, 1) < chance(3, 100, 1) < chance(3, 100, 12) < 1
    values = np.random.default_rng(1).standard_normal(60)
    values[30:] += 4
    points = turning_points(series(values), runs=99)
    found, scores = chances(series(values), points, (1, 4), 0.05)
    assert set(found) == {1, 4}
    assert {each.model for each in scores} == {"so far", "never"}
    assert all(0 <= each.brier <= 1 for each in scores)
    assert all(sum(e.given for e in scores if e.ahead == a) == 1 for a in (1, 4))


@pytest.mark.parametrize(
    ("freq", "day"),
    [
        ("day", dt.date(2018, 11, 3)),
        ("week", dt.date(2018, 11, 15)),
        ("month", dt.date(2019, 1, 1)),
        ("quarter", dt.date(2019, 5, 1)),
        ("year", dt.date(2020, 11, 1)),
    ],
)
def test_later_periods(freq: str, day: dt.date) -> None:
    assert later(dt.date(2018, 11, 1), 2, freq) == day


def test_levels_hold_the_ends_of_the_90_percent_interval() -> None:
    assert 0.05 in LEVELS
    assert 0.95 in LEVELS
