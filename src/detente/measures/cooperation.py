"""Cooperation: how friendly the acts of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, is_cooperation, points

MEASURE = Measure(
    id="cooperation",
    title="Cooperation",
    unit="points of the scale of severity",
    what_it_says="The sum of the friendly scores of all acts of verbal and material cooperation.",
    curated_ok=False,
    counts=is_cooperation,
    value=points,
    weights=(1, 1, 0, 0),
    scored=True,
)
