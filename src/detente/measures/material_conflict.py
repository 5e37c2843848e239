"""Material conflict: how hostile the deeds of conflict of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, of_class, points

MEASURE = Measure(
    id="material_conflict",
    title="Material conflict",
    unit="points of the scale of severity",
    what_it_says="The sum of the hostile scores of all deeds of conflict (quad class 4).",
    curated_ok=False,
    counts=of_class(4),
    value=points,
    weights=(0, 0, 0, 1),
    scored=True,
)
