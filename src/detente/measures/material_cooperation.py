"""Material cooperation: how friendly the deeds of cooperation of a period were, summed."""

from __future__ import annotations

from detente.measures._measure import Measure, of_class, points

MEASURE = Measure(
    id="material_cooperation",
    title="Material cooperation",
    unit="points of the scale of severity",
    what_it_says="The sum of the friendly scores of all deeds of cooperation (quad class 2).",
    curated_ok=False,
    counts=of_class(2),
    value=points,
    weights=(0, 1, 0, 0),
    scored=True,
)
