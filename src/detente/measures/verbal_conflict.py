"""Verbal conflict: how hostile the words of conflict of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, of_class, points

MEASURE = Measure(
    id="verbal_conflict",
    title="Verbal conflict",
    unit="points of the scale of severity",
    what_it_says="The sum of the hostile scores of all words of conflict (quad class 3).",
    curated_ok=False,
    counts=of_class(3),
    value=points,
    weights=(0, 0, 1, 0),
    scored=True,
)
