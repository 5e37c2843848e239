"""Finds events that tell one act twice: of one day, one type and the same sides, in nearly the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from detente.outputs.brief.model import Cited
from detente.records import Event, Sampling

NEAR = 0.7
"""The least share of their words that two passages have in common."""


class Twins:
    """The events of a brief by what twins must share."""

    def __init__(self, events: Iterable[Cited]) -> None:
        self._alike: defaultdict[tuple[object, ...], list[Cited]] = defaultdict(list)
        for cited in events:
            self._alike[_shared(cited.event)].append(cited)

    def of(self, cited: Cited) -> list[Cited]:
        """Return the other events that tell the act of `cited`; of curated acts, told apart by hand, none."""
        if cited.event.sampling is Sampling.CURATED or cited.event.event_date is None:
            return []
        words = _words(cited.event)
        others = (each for each in self._alike[_shared(cited.event)] if each is not cited)
        return [each for each in others if _near(words, _words(each.event))]


def _shared(event: Event) -> tuple[object, ...]:
    sides = (frozenset(side.code or side.text for side in who) for who in (event.actor, event.recipient))
    return (event.event_date, event.event_type, event.status, event.modality, event.sampling, *sides)


def _words(event: Event) -> frozenset[str]:
    return frozenset(event.summary.casefold().split())


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= NEAR * len(one | other)
