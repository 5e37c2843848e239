"""One posterior: coder error is undone on the whole, ends are in order, draws are the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.attention import Attention
from detente.analysis.bands import DRAWS, Counts, Posterior, combined, dice, quantiles
from detente.analysis.copies import Distinct
from detente.analysis.errors import coder_draws, link_draws

WEEKS = 80
NONE = Attention(np.ones(WEEKS), np.ones((DRAWS, WEEKS)), ())
EXACT = np.eye(5) * 1e6


def posterior(rates: np.ndarray, table: np.ndarray, complete: np.ndarray | None = None) -> Posterior:
    """Return what is made of counts of constant rates."""
    counts = np.random.default_rng(1).poisson(rates[None, :, None], (1, 4, WEEKS)).astype(float)
    return Posterior(
        Counts(counts, 2 * counts, 4 * counts, np.full(4, 2.0)),
        NONE,
        np.ones(WEEKS) if complete is None else complete,
        Distinct(np.ones(WEEKS), np.zeros(WEEKS)),
        coder_draws(table, DRAWS, np.random.default_rng(2)),
        np.ones(DRAWS),
        dice(0),
    )


def test_an_exact_coder_leaves_the_rates_as_they_are() -> None:
    rates = np.array([6.0, 2.0, 9.0, 3.0])
    found = posterior(rates, EXACT)
    assert np.median(found.rates(0), axis=(0, 2)) == pytest.approx(rates, rel=0.15)
    assert np.median(found.scores(0)) == pytest.approx(2.0, rel=0.02)


def test_what_the_coder_confuses_is_put_back() -> None:
    table = EXACT.copy()
    table[2] = [3e5, 0, 7e5, 0, 0]  # of ten verbal conflicts three are coded as verbal cooperation
    true = np.array([4.0, 1.0, 10.0, 2.0])
    coded = np.array([7.0, 1.0, 7.0, 2.0])
    assert np.median(posterior(coded, table).rates(0), axis=(0, 2)) == pytest.approx(true, rel=0.2)


def test_what_is_invented_is_taken_off() -> None:
    table = EXACT.copy()
    table[4, 0] = 1e6  # half of what is coded as verbal cooperation is nothing
    found = np.median(posterior(np.full(4, 8.0), table).rates(0), axis=(0, 2))
    assert found == pytest.approx([4, 8, 8, 8], rel=0.2)


def test_a_small_table_widens_the_band() -> None:
    weights = np.array([0.0, 0, 1, 1])
    widths = []
    for table in (np.eye(5) * 10 + 1, np.eye(5) * 1000 + 100):
        found = posterior(np.full(4, 20.0), table)
        low, _, high = quantiles(combined(found.rates(0), found.scores(0), weights, scored=True, share=False))
        widths.append((high - low).mean())
    assert widths[0] > 1.3 * widths[1]


def test_an_incomplete_week_is_scaled_up_and_less_certain() -> None:
    complete = np.ones(WEEKS)
    complete[-1] = 0.3
    found = posterior(np.full(4, 20.0), EXACT, complete)
    low, middle, high = quantiles(found.rates(0).sum(axis=1))
    assert high[-1] - low[-1] > 1.1 * np.median(high - low)
    assert (low <= middle).all()
    assert (middle <= high).all()
    complete[-1] = 0.01
    assert not posterior(np.full(4, 20.0), EXACT, complete).observed[-1]


def test_numbers_are_the_same_in_every_run() -> None:
    assert np.array_equal(dice(3).level, dice(0).level)
    assert dice(2).more.shape == (DRAWS, 2)


def test_a_share_is_a_share() -> None:
    found = posterior(np.array([1.0, 1.0, 2.0, 0.2]), np.eye(5) * 20 + 3)
    draws = combined(found.rates(0), found.scores(0), np.array([0.0, 0, 1, 1]), scored=False, share=True)
    assert draws.min() >= 0
    assert draws.max() <= 1


def test_acts_that_linking_lost_are_put_back() -> None:
    draws = link_draws((80, 100), 0.5, DRAWS, np.random.default_rng(1))
    assert draws.mean() == pytest.approx(1.1, abs=0.02)
    assert (link_draws((80, 100), 0.0, DRAWS, np.random.default_rng(1)) == 1).all()
