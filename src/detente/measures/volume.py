"""Volume: how many acts there were."""

from __future__ import annotations

from detente.measures._measure import Measure, every_act, times

MEASURE = Measure(
    id="volume",
    title="Acts",
    unit="acts",
    what_it_says="How many acts there were, of whatever kind.",
    curated_ok=True,
    counts=every_act,
    value=times,
    weights=(1, 1, 1, 1),
)
