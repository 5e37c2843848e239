"""Reciprocity: found where it is planted, in that direction alone, and "none" where there is none."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.analysis.reciprocity import LAGS, reciprocity
from detente.analysis.series import Floats, Series
from detente.errors import WrongUse
from detente.simulation import settings, simulate

TIMES = tuple(dt.date(2018, 1, 1) + dt.timedelta(weeks=week) for week in range(260))


def pair(seed: int, share: float, memory: float = 0.3) -> tuple[Series, Series]:
    """Return two autoregressions, the second of which returns `share` a week later."""
    noise = np.random.default_rng(seed).standard_normal((260, 2))
    found = np.zeros((260, 2))
    for week in range(1, 260):
        found[week] = memory * found[week - 1] + noise[week]
        found[week, 1] += share * found[week - 1, 0]
    return Series(TIMES, found[:, 0], "week", "A"), Series(TIMES, found[:, 1], "week", "B")


def test_what_the_second_side_returns_is_found_in_that_direction_alone() -> None:
    there, back = reciprocity(*pair(2, 0.5), runs=199)
    assert (there.found, back.found) == (True, False)
    assert (there.to, there.by) == ("A", "B")
    assert there.lower <= 0.5 * (1 - 0.3**LAGS) / 0.7 <= there.upper
    assert there.delay is not None
    assert there.delay < 3
    assert len(there.curve) == LAGS
    assert there.curve_lower[0] > 0
    assert back.delay is None


def test_nothing_is_found_between_strangers() -> None:
    found = [reciprocity(*pair(seed, 0.0, 0.6), runs=99) for seed in range(20)]
    assert sum(there.found or back.found for there, back in found) <= 3


def test_the_simulated_tit_for_tat_is_found() -> None:
    made = [simulate(settings()["tit-for-tat"], seed).made[:, :, 2:].sum(axis=2) for seed in range(3)]
    sides = [
        [Series(TIMES, acts[:, side].astype(float), "week", str(side)) for side in (0, 1)] for acts in made
    ]
    assert sum(any(each.found for each in reciprocity(a, b, runs=199)) for a, b in sides) >= 2


@pytest.mark.parametrize("level", [0.0, 5.0])
def test_of_a_series_that_never_moves_nothing_can_be_told(level: float) -> None:
    still = Series(TIMES, np.full(260, level), "week", "B")
    for sides in ((pair(1, 0)[0], still), (still, pair(1, 0)[0])):
        with pytest.raises(WrongUse, match=f"B: it is {level:g} in all periods"):
            reciprocity(*sides, runs=49)


@pytest.mark.parametrize("case", ["periods", "rate", "short"])
def test_wrong_use_is_named(case: str) -> None:
    first, second = pair(1, 0.3)
    if case == "periods":
        second = second.until(100)
    if case == "short":
        values: Floats = np.full(260, np.nan)
        values[:30] = 1.0
        first = Series(TIMES, values, "week", "A")
    with pytest.raises(WrongUse):
        reciprocity(first, second, 0.0 if case == "rate" else 0.05)
