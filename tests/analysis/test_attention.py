"""Coverage is told from conduct: sources that come, go or print more do not move it."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.attention import attention

WEEKS = 120
STEADY = np.ones(WEEKS)


def told(items: np.ndarray, rates: list[float], conduct: np.ndarray, seed: int = 1) -> np.ndarray:
    """Return the reports of sources with these rates."""
    expected = np.array(rates)[:, None] * items * conduct
    return np.asarray(np.random.default_rng(seed).poisson(expected), dtype=float)


def dice(sources: int) -> np.ndarray:
    """Return a few draws."""
    return np.random.default_rng(2).standard_normal((64, sources))


def test_steady_sources_give_steady_coverage_whatever_the_conduct() -> None:
    items = np.full((2, WEEKS), 100.0)
    conduct = np.exp(np.linspace(-1, 1, WEEKS))
    reports = told(items, [0.1, 0.05], conduct)
    found = attention(items, reports, reports.sum(axis=0), dice(2), STEADY)
    assert found.coverage == pytest.approx(np.ones(WEEKS), abs=1e-6)
    assert found.marks == ()


def test_a_source_that_comes_raises_coverage_by_what_it_tells() -> None:
    items = np.full((2, WEEKS), 100.0)
    items[1, :60] = 0
    reports = told(items, [0.2, 0.4], STEADY)
    found = attention(items, reports, reports.sum(axis=0), dice(2), STEADY)
    assert found.coverage[60:].mean() / found.coverage[:60].mean() == pytest.approx(3.0, rel=0.12)
    assert found.marks == ((60, 1, True),)
    assert found.draws[:, 60:].mean(axis=1).std() > 0


def test_a_source_that_tells_nothing_of_the_dyad_is_no_coverage() -> None:
    items = np.full((2, WEEKS), 100.0)
    items[1, :60] = 0
    items[1, 60:] = 5000
    reports = told(items, [0.2, 0.0], STEADY)
    found = attention(items, reports, reports.sum(axis=0), dice(2), STEADY)
    assert found.coverage[60:].mean() / found.coverage[:60].mean() == pytest.approx(1.0, abs=0.05)


def test_what_all_tell_alike_counts_once() -> None:
    items = np.full((2, WEEKS), 100.0)
    items[1, :60] = 0
    acts = np.full(WEEKS, 20.0)
    reports = np.stack([acts, np.where(items[1] > 0, acts, 0)])
    found = attention(items, reports, acts, dice(2), STEADY)
    assert found.coverage[60:].mean() / found.coverage[:60].mean() < 1.2


def test_twice_the_items_is_twice_the_coverage_if_there_are_enough_to_tell() -> None:
    items = np.full((1, WEEKS), 100.0)
    items[0, 60:] = 200
    few = np.where(items > 150, 6.0, 3.0)
    many = attention(items, items / 10, items[0] / 10, dice(1), STEADY).coverage
    scarce = attention(few, few / 3, few[0] / 3, dice(1), STEADY).coverage
    assert many[60:].mean() / many[:60].mean() == pytest.approx(2.0)
    assert scarce == pytest.approx(np.ones(WEEKS))


def test_sources_that_nothing_bridges_leave_the_level_open() -> None:
    items = np.full((2, WEEKS), 100.0)
    bridged = items.copy()
    items[0, 60:], items[1, :60] = 0, 0
    bridged[0, 80:], bridged[1, :40] = 0, 0
    ratios = []
    for each in (items, bridged):
        reports = told(each, [0.2, 0.4], STEADY)
        draws = attention(each, reports, reports.sum(axis=0), dice(2), STEADY).draws
        ratios.append(np.log(draws[:, 100] / draws[:, 10]).std())
    assert ratios[0] > 0.6
    assert ratios[1] < 0.3


def test_no_items_is_no_coverage() -> None:
    items = np.full((1, WEEKS), 50.0)
    items[0, 10:20] = 0
    found = attention(items, items / 10, items[0] / 10, dice(1), STEADY)
    assert (found.coverage[10:20] == 0).all()
    assert found.marks == (), "a gap of all sources changes none of them"
