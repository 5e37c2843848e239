"""Acts of conflict: how many there were."""

from __future__ import annotations

from detente.measures._measure import Measure, is_conflict, times

MEASURE = Measure(
    id="tension_acts",
    title="Acts of conflict",
    unit="acts",
    what_it_says="How many acts of verbal or material conflict there were, requests among them.",
    curated_ok=True,
    counts=is_conflict,
    value=times,
    weights=(0, 0, 1, 1),
)
