"""Verbal cooperation: how friendly the words of cooperation of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, of_class, points

MEASURE = Measure(
    id="verbal_cooperation",
    title="Verbal cooperation",
    unit="points of the scale of severity",
    what_it_says="The sum of the friendly scores of all words of cooperation (quad class 1).",
    curated_ok=False,
    counts=of_class(1),
    value=points,
    weights=(1, 0, 0, 0),
    scored=True,
)
