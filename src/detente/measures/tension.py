"""Tension: how hostile the acts of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, is_conflict, points

MEASURE = Measure(
    id="tension",
    title="Tension",
    unit="points of the scale of severity",
    what_it_says="The sum of the hostile scores of all acts of verbal and material conflict.",
    curated_ok=False,
    counts=is_conflict,
    value=points,
    weights=(0, 0, 1, 1),
    scored=True,
)
