"""Cooperation: how friendly the acts of a period were, summed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from detente.measures._measure import Counted, Measure, is_cooperation


def _value(acts: Sequence[Counted]) -> float:
    return math.fsum(act.times * max(0.0, act.event.score or 0.0) for act in acts)


MEASURE = Measure(
    id="cooperation",
    title="Cooperation",
    unit="points of the PLOVER scale",
    what_it_says="The sum of the friendly scores of all acts of verbal and material cooperation.",
    curated_ok=False,
    counts=is_cooperation,
    value=_value,
)
