"""Levels under counts: covered as often as promised, bridged where nothing was seen."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.level import fit


def series(rate: float, number: int = 12, weeks: int = 200, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return log intensities that walk and scatter, and counts drawn from them."""
    dice = np.random.default_rng(seed)
    walk = np.cumsum(dice.normal(0, 0.08, (number, weeks)), axis=1) + dice.normal(0, 0.15, (number, weeks))
    x = np.log(rate) + walk - walk.mean(axis=1, keepdims=True)
    return x, dice.poisson(np.exp(x)).astype(float)


@pytest.mark.parametrize("rate", [0.3, 3.0, 60.0])
def test_ninety_percent_means_ninety_percent(rate: float) -> None:
    x, counts = series(rate)
    found = fit(counts, np.ones_like(counts), np.ones_like(counts, dtype=bool))
    inside = (np.abs(x - found.mean) < 1.645 * found.spread).mean()
    assert 0.84 <= inside <= 0.985


def test_what_was_not_seen_is_bridged_and_less_certain() -> None:
    x, counts = series(10.0)
    seen = np.ones_like(counts, dtype=bool)
    seen[:, 80:100] = False
    counts[:, 80:100] = 0
    found = fit(counts, np.ones_like(counts), seen)
    assert (found.spread[:, 90] > 1.3 * found.spread[:, 60]).all()
    assert (np.abs(x - found.mean)[:, 80:100] < 1.645 * found.spread[:, 80:100]).mean() > 0.8


def test_offset_scales_the_level_away() -> None:
    _, counts = series(5.0, number=2)
    seen = np.ones_like(counts, dtype=bool)
    one, four = fit(counts, np.ones_like(counts), seen), fit(counts, 4 * np.ones_like(counts), seen)
    assert one.mean - np.log(4) == pytest.approx(four.mean, abs=0.02)


def test_a_series_does_not_depend_on_its_neighbours() -> None:
    _, counts = series(5.0, number=3)
    seen = np.ones_like(counts, dtype=bool)
    together = fit(counts, np.ones_like(counts), seen)
    alone = fit(counts[1:2], np.ones((1, 200)), seen[1:2])
    assert together.mean[1:2] == pytest.approx(alone.mean)


def test_nothing_but_zeros_is_a_low_level_and_no_error() -> None:
    zeros = np.zeros((1, 60))
    found = fit(zeros, np.ones_like(zeros), np.ones_like(zeros, dtype=bool))
    assert np.isfinite(found.mean).all()
    assert np.exp(found.mean).max() < 0.1
