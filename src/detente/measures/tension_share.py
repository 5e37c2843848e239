"""Share of conflict: how many of the acts were hostile."""

from __future__ import annotations

from collections.abc import Sequence

from detente.measures._measure import Counted, Measure, every_act, is_conflict, times


def _value(acts: Sequence[Counted]) -> float | None:
    total = times(acts)
    return times([act for act in acts if is_conflict(act.event)]) / total if total else None


MEASURE = Measure(
    id="tension_share",
    title="Share of conflict",
    unit="share of acts, 0 to 1",
    what_it_says="Which part of all acts was verbal or material conflict; undefined without acts.",
    curated_ok=True,
    counts=every_act,
    value=_value,
    weights=(0, 0, 1, 1),
    share=True,
)
