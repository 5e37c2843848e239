"""Net: cooperation less tension; two movements that it cannot tell apart, so never read it alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from detente.measures._measure import Counted, Measure, every_act, is_conflict, strength


def _value(acts: Sequence[Counted]) -> float:
    return math.fsum((-1 if is_conflict(act.event) else 1) * act.times * strength(act.event) for act in acts)


MEASURE = Measure(
    id="net",
    title="Net cooperation",
    unit="points of the scale of severity",
    what_it_says="Cooperation less tension: negative where the hostile scores outweigh the friendly ones.",
    curated_ok=False,
    counts=every_act,
    value=_value,
    weights=(1, 1, -1, -1),
    scored=True,
)
