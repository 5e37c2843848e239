"""Acts of cooperation: how many there were."""

from __future__ import annotations

from detente.measures._measure import Measure, is_cooperation, times

MEASURE = Measure(
    id="cooperation_acts",
    title="Acts of cooperation",
    unit="acts",
    what_it_says="How many acts of verbal or material cooperation there were.",
    curated_ok=True,
    counts=is_cooperation,
    value=times,
    weights=(1, 1, 0, 0),
)
