"""What a measure is: which acts stand under it, and the number they make."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.records import Event

CONFLICT = frozenset({3, 4})
COOPERATION = frozenset({1, 2})


class Counted(NamedTuple):
    """An act and how many times it counts (once, or once for each report)."""

    event: Event
    times: int


def every_act(_event: Event) -> bool:
    """Return True: every act stands under the measure."""
    return True


def is_conflict(event: Event) -> bool:
    """Return whether the act is verbal or material conflict (quad class 3 or 4)."""
    return event.quad_class in CONFLICT


def is_cooperation(event: Event) -> bool:
    """Return whether the act is verbal or material cooperation (quad class 1 or 2)."""
    return event.quad_class in COOPERATION


def of_class(quad: int) -> Callable[[Event], bool]:
    """Return the test whether an act is of quad class `quad`."""
    return lambda event: event.quad_class == quad


def times(acts: Sequence[Counted]) -> float:
    """Return how many acts there are, each as often as it counts."""
    return float(sum(act.times for act in acts))


def points(acts: Sequence[Counted]) -> float:
    """Return the severity of the acts, summed: hostile scores of conflict, friendly ones of cooperation."""
    return math.fsum(act.times * strength(act.event) for act in acts)


def strength(event: Event) -> float:
    """Return how hostile an act of conflict is, or how friendly another: 0 where the score says otherwise."""
    score = event.score or 0.0
    return max(0.0, -score if is_conflict(event) else score)


Weights = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about a set of acts.

    `counts` tells whether an act stands under the number, `value` makes the number of those that do; it
    returns None only where the number is undefined without acts. `curated_ok` is False for a level, which a
    curated source cannot give. `unit` names what one is.

    `weights` says the same by quad class (1 to 4), for those who know rates of classes and no acts: the sum
    of the acts of each class by its weight, each counted by its severity where `scored`, and divided by
    all acts where `share`. A measure without it has no band.
    """

    id: str
    title: str
    unit: str
    what_it_says: str
    curated_ok: bool
    counts: Callable[[Event], bool]
    value: Callable[[Sequence[Counted]], float | None]
    weights: Weights | None = None
    scored: bool = False
    share: bool = False
