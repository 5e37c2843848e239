"""How much of the latest days is known, from delays that are cut off by today."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.delays import LONGEST, completeness, known_part


def test_delays_that_are_cut_off_are_put_right() -> None:
    dice = np.random.default_rng(1)
    days = dice.integers(0, 60, 40_000)
    ages = 60 - days
    delays = np.where(dice.random(len(days)) < 0.4, 0, dice.geometric(0.25, len(days)))
    seen = delays <= ages
    found = known_part(delays[seen], ages[seen])
    true = 0.4 + 0.6 * (1 - 0.75 ** np.arange(LONGEST + 1))
    assert found[:15] == pytest.approx(true[:15], abs=0.02)
    naive = np.mean(delays[seen] <= 2)
    assert abs(found[2] - true[2]) < abs(naive - true[2])


def test_without_delays_all_is_known() -> None:
    assert (known_part(np.array([], dtype=np.int64), np.array([], dtype=np.int64)) == 1).all()


def test_late_reports_of_old_acts_do_not_count() -> None:
    found = known_part(np.array([0, 0, 400]), np.array([500, 500, 500]))
    assert (found == 1).all()


def test_days_to_come_are_not_known() -> None:
    part = completeness(np.array([0, 7, 14]), np.array([7, 7, 7]), 9, np.ones(LONGEST + 1))
    assert part.tolist() == pytest.approx([1.0, 3 / 7, 0.0])
