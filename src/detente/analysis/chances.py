"""The chance of a turning point ahead, and how well such chances did."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from detente.analysis.series import Series
from detente.analysis.turning_points import LEAST, SHORTEST, turning_points
from detente.findings import ChanceSkill, TurningPoint

PRIOR_POINTS, PRIOR_PERIODS = 0.5, 52.0
"""What is believed of turning points before any is seen: one in 104 periods."""
ORIGINS, RUNS = 12, 199
MODELS = ("so far", "never")


def chance(points: int, periods: int, ahead: int) -> float:
    """Return the chance of a turning point within `ahead` periods, by how often they came so far."""
    return 1 - math.exp(-(points + PRIOR_POINTS) / (periods + PRIOR_PERIODS) * ahead)


def chances(
    series: Series, points: Sequence[TurningPoint], ahead: Sequence[int], rate: float
) -> tuple[dict[int, float], list[ChanceSkill]]:
    """Return the chance of a turning point by horizon, and the Brier scores of the rule and of "never".

    Twelve origins in the later half are looked back upon. At each the points are found anew in what came
    before; what came true is read off `points`, those of the whole series. "never" is given where it did
    better.
    """
    known = series.known
    scores = _scores(series, points, ahead, rate)
    found = {each: chance(len(points), known.size, each) for each in ahead}
    for each in scores:
        if each.given and each.model == "never":
            found[each.ahead] = 0.0
    return found, scores


def _scores(
    series: Series, points: Sequence[TurningPoint], ahead: Sequence[int], rate: float
) -> list[ChanceSkill]:
    known = series.known
    first = max(known.size // 2, LEAST * SHORTEST[series.freq])
    ends = sorted(set(np.linspace(first, known.size - 1, ORIGINS).astype(int).tolist()))
    so_far = {end: _found(series.until(int(known[end - 1]) + 1), rate) for end in ends if end >= first}
    turned = np.array([series.times[place] in {point.date for point in points} for place in known])
    scores = []
    for each in ahead:
        tried = [end for end in so_far if end + each <= known.size]
        if not tried:
            continue
        true = np.array([turned[end : end + each].any() for end in tried])
        told = np.array([chance(so_far[end], end, each) for end in tried])
        brier = [float(np.mean((guess - true) ** 2)) for guess in (told, np.zeros(len(tried)))]
        for model, own in zip(MODELS, brier, strict=True):
            given = own < max(brier) or (brier[0] == brier[1] and model == MODELS[0])
            scores.append(
                ChanceSkill(
                    series=series.label, ahead=each, model=model, given=given, n=len(tried), brier=own
                )
            )
    return scores


def _found(series: Series, rate: float) -> int:
    return len(turning_points(series, rate, runs=RUNS))
