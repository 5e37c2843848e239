"""Figures and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from detente.evaluation.base import Pair, Sure, counts
from detente.evaluation.calibration import calibration
from detente.evaluation.confusion import confusion
from detente.evaluation.figures import Average, Count, Figure, Row, interval, resampled, rows

CLASSES = st.sampled_from(["a", "b", "c"])
ANSWERS = st.lists(st.tuples(CLASSES, st.none() | CLASSES), min_size=1, max_size=20)
SINGLE = {average: Figure(str(average), "x", average) for average in Average}


def told(answers: list[tuple[str, str | None]]) -> list[tuple[Count, ...]]:
    return [counts("x", [true], [coded] if coded else []) for true, coded in answers]


def one(average: Average, answers: list[tuple[str, str | None]]) -> Row:
    [row] = rows([SINGLE[average]], told(answers))
    return row


def test_figures_by_hand() -> None:
    answers: list[tuple[str, str | None]] = [("a", "a"), ("a", "b"), ("a", None), ("b", "b")]
    # a: 1 of 3, coded once; b: 1 of 1, coded twice
    assert one(Average.MACRO_F1, answers).value == pytest.approx((2 / 4 + 2 / 3) / 2)
    assert one(Average.MICRO_F1, answers).value == pytest.approx(2 * 2 / (4 + 3))
    assert one(Average.RECALL, answers).value == pytest.approx(2 / 4)
    assert one(Average.PRECISION, answers).value == pytest.approx(2 / 3)
    assert (one(Average.RECALL, answers).n, one(Average.PRECISION, answers).n) == (4, 3)


def test_macro_f1_is_over_the_classes_that_are_true() -> None:
    assert one(Average.MACRO_F1, [("a", "a"), ("a", "c")]).value == pytest.approx(2 / 3)


def test_each_class_has_a_row() -> None:
    found = rows([Figure("f", "x", Average.MICRO_F1, each=True)], told([("a", "a"), ("b", None)]))
    assert [(row.cls, row.value) for row in found] == [("a", 1.0), ("b", 0.0)]


def test_a_figure_of_nothing_has_no_value() -> None:
    assert rows(list(SINGLE.values()), []) == []
    [row] = rows([SINGLE[Average.PRECISION]], told([("a", None)]))
    assert (row.value, row.lower, row.upper, row.n) == (None, None, None, 0)


@given(ANSWERS, st.sampled_from(list(Average)))
def test_a_figure_lies_between_0_and_1_and_within_its_reach(
    answers: list[tuple[str, str | None]], average: Average
) -> None:
    row = one(average, answers)
    if row.value is not None and row.lower is not None and row.upper is not None:
        assert 0 <= row.lower <= row.upper <= 1
        assert 0 <= row.value <= 1


@given(ANSWERS)
def test_a_coder_that_is_always_right_has_1_without_doubt(answers: list[tuple[str, str | None]]) -> None:
    row = one(Average.MACRO_F1, [(true, true) for true, _ in answers])
    assert (row.value, row.lower, row.upper) == (1, 1, 1)


@given(ANSWERS)
def test_the_order_of_texts_does_not_change_a_figure(answers: list[tuple[str, str | None]]) -> None:
    assert one(Average.MACRO_F1, answers).value == pytest.approx(one(Average.MACRO_F1, answers[::-1]).value)


def test_resamples_are_the_same_each_time_and_keep_the_number_of_texts() -> None:
    table = np.arange(12.0).reshape(4, 3) + 1
    assert np.array_equal(resampled(table, 250), resampled(table, 250))
    assert resampled(np.ones((7, 2)), 250).tolist() == [[7.0, 7.0]] * 250


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    dice = np.random.default_rng(5)
    covered = 0
    for _ in range(100):
        hits = dice.random(80) < 0.3
        low, high = interval(resampled(hits[:, None].astype(float), 400)[:, 0] / 80)
        assert low is not None
        assert high is not None
        covered += low <= 0.3 <= high
    assert 86 <= covered <= 100


def test_the_confusion_table_has_every_act_once() -> None:
    pairs = [Pair("B", "A"), Pair("B", "A"), Pair("A", None), Pair(None, "Z")]
    found = confusion(pairs, "types", ["A", "B", "C"])
    assert found.names == ("A", "B", "Z", "none")
    assert found.cells == {("B", "A"): 2, ("A", "none"): 1, ("none", "Z"): 1}
    assert sum(found.cells.values()) == len(pairs)


def test_calibration_by_hand() -> None:
    texts = [[Sure(0.8, True), Sure(0.8, True), Sure(0.8, False)], [Sure(0.3, False)], []]
    found = calibration(texts)
    assert found is not None
    assert [(each.n, each.low) for each in found.bins] == [(1, 0.3), (3, 0.8)]
    assert found.bins[1].right == pytest.approx(2 / 3)
    assert found.error == pytest.approx((3 * abs(0.8 - 2 / 3) + 0.3) / 4)


def test_a_coder_that_knows_how_sure_it_may_be_has_a_small_error() -> None:
    dice = np.random.default_rng(1)
    texts = [[Sure(sure, bool(dice.random() < sure))] for sure in dice.random(4000)]
    boast = [[Sure(0.99, bool(dice.random() < 0.5))] for _ in range(400)]
    honest, boasting = calibration(texts), calibration(boast)
    assert honest is not None
    assert boasting is not None
    assert honest.error < 0.03
    assert boasting.error > 0.4
    assert honest.lower is not None
    assert honest.lower <= honest.error


def test_the_ends_of_the_scale_have_bins() -> None:
    found = calibration([[Sure(1.0, True), Sure(0.0, False), Sure(0.3, True)]])
    assert found is not None
    assert [each.low for each in found.bins] == [0.0, 0.3, 0.9]


def test_without_events_there_is_no_calibration() -> None:
    assert calibration([[], []]) is None
