"""The type step of the trained encoder: it judges what the patterns propose, and what they do not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.coding.base import Candidate, Typed
from detente.coding.encoder import NO_ACT, Encoder, Judgement
from detente.coding.marking import Marked, marked_sides
from detente.coding.reading import Sentence

SURE_ENOUGH, SURE_OF_STATES = 0.45, 0.8


class TrainedCoder:
    """Types candidates by the encoder, with what a pattern proposes as evidence.

    An act that a plan, threat or request names keeps the type of the pattern: the encoder sees the two
    sides only, and judges the plan. A candidate that no pattern vouches for must reach SURE_ENOUGH, or
    SURE_OF_STATES where it would be an act of one state toward another.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.labels.name

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:
        """Return the type of each candidate of `sentence`, None where it is no act."""
        if not candidates:
            return []
        asked = [number for number, each in enumerate(candidates) if _is_asked(each)]
        marked = [
            marked_sides(sentence, candidates[number].actor, candidates[number].recipient) for number in asked
        ]
        judged = self._encoder.read(marked or [Marked.of(sentence.text, None, None)])
        areas = judged[0].areas
        by_number = dict(zip(asked, judged, strict=False))
        typed = [
            _judged(each, by_number[number]) if number in by_number else _proposed(each)
            for number, each in enumerate(candidates)
        ]
        return [replace(each, areas=areas) if each else None for each in typed]


def _is_asked(candidate: Candidate) -> bool:
    return candidate.modality is None and (candidate.given or candidate.open)


def _judged(candidate: Candidate, judgement: Judgement) -> Typed | None:
    proposed = candidate.proposed.event_type
    chances = judgement.types(proposed)
    best = max(chances, key=lambda name: chances[name])
    if best == NO_ACT or chances[best] < _least(candidate):
        return None
    mode = candidate.proposed.mode if best == proposed else judgement.mode(best)
    return Typed(best, mode, chances[best])


def _least(candidate: Candidate) -> float:
    if candidate.given:
        return 0.0
    states = {party.state for party in (*candidate.actor, *candidate.recipient)} - {None}
    return SURE_OF_STATES if len(states) > 1 else SURE_ENOUGH


def _proposed(candidate: Candidate) -> Typed | None:
    return None if candidate.open else candidate.proposed
