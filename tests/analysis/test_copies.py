"""Copies are told from acts by the days they fall on."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.copies import distinct

DAYS = 400
MIDDLES = np.arange(3, DAYS, 7)


def acts(rate: float, seed: int = 1) -> np.ndarray:
    """Return the acts of six kinds by day."""
    return np.random.default_rng(seed).poisson(rate, (6, DAYS)).astype(float)


def tripled(daily: np.ndarray, seed: int = 2) -> np.ndarray:
    """Return the acts with two copies each, a third of them of another kind or a day or two off."""
    dice, found = np.random.default_rng(seed), daily.copy()
    for kind, day in zip(*np.nonzero(daily), strict=True):
        for _ in range(2 * int(daily[kind, day])):
            wrong = dice.random()
            if wrong < 1 / 6:
                found[dice.integers(0, 6), day] += 1
            elif wrong < 1 / 3:
                found[kind, np.clip(day + dice.choice([-2, -1, 1, 2]), 0, DAYS - 1)] += 1
            else:
                found[kind, day] += 1
    return found


@pytest.mark.parametrize("rate", [0.05, 0.4, 3.0])
def test_acts_without_copies_are_distinct(rate: float) -> None:
    found = distinct(acts(rate), MIDDLES, 1 / 3)
    assert found.part.mean() == pytest.approx(1.0, abs=0.06)
    assert np.abs(np.log(found.part)).mean() < 3 * found.spread.mean()


@pytest.mark.parametrize("rate", [0.05, 0.4, 1.0])
def test_three_rows_an_act_are_one_act(rate: float) -> None:
    daily = acts(rate)
    found = distinct(tripled(daily), MIDDLES, 1 / 3)
    assert (3 * found.part).mean() == pytest.approx(1.0, abs=0.16)


def test_a_surge_of_acts_is_no_copying() -> None:
    daily = acts(0.5)
    daily[:, 200:] = np.random.default_rng(3).poisson(2.0, (6, 200))
    assert distinct(daily, MIDDLES, 1 / 3).part.min() > 0.8


def test_nothing_is_distinct() -> None:
    found = distinct(np.zeros((1, DAYS)), MIDDLES, 1 / 3)
    assert (found.part == 1).all()
    assert (found.spread == 0).all()
