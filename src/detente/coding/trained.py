"""The type step of the trained encoder: it judges what the patterns propose, and what they do not know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from detente.coding.base import Candidate, Typed
from detente.coding.encoder import NO_ACT, Encoder, Judgement
from detente.coding.marking import Marked, marked_sides
from detente.coding.reading import Sentence
from detente.records import Status

SURE_ENOUGH, SURE_OF_DEED, SURE_OF_STATES = 0.45, 0.65, 0.8


class TrainedCoder:
    """Types candidates by the encoder, with what a pattern proposes as evidence.

    An act that a plan, threat or request names keeps the type of the pattern: the encoder sees the two
    sides only, and judges the plan. A candidate that no pattern vouches for must reach SURE_ENOUGH,
    SURE_OF_DEED where nobody is named who did it, or SURE_OF_STATES where it would be an act of one state
    toward another. Of an act between two states that a pattern vouches for it is a second witness:
    docs/decisions/second-witness.md. Who gives two sides expects an act between them: there, none is the
    answer only from the labels' `none_of_given` on.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.labels.name

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:
        """Return the type of each candidate of `sentence`, None where it is no act."""
        if not candidates:
            return []
        open_ones = self._read(sentence, candidates, _is_open)
        witnessed = self._read(sentence, candidates, _is_witnessed)
        alone = [] if open_ones else self._encoder.read([Marked.of(sentence.text, None, None)])
        areas = next(iter([*open_ones.values(), *alone])).areas
        by_number = open_ones | witnessed
        told = {(_pair(each), each.proposed.event_type) for each in candidates}
        typed = [self._typed(each, by_number.get(number), told) for number, each in enumerate(candidates)]
        return [replace(each, areas=areas) if each else None for each in typed]

    def _read(
        self, sentence: Sentence, candidates: Sequence[Candidate], asked: Callable[[Candidate], bool]
    ) -> dict[int, Judgement]:
        """Return the encoder's judgement of the candidates that are `asked` for, by their number.

        One kind at a time: the encoder's answers shift a little with what is read in one batch.
        """
        numbers = [number for number, each in enumerate(candidates) if asked(each)]
        marked = [
            marked_sides(sentence, candidates[each].actor, candidates[each].recipient) for each in numbers
        ]
        return dict(zip(numbers, self._encoder.read(marked), strict=True))

    def _typed(
        self, candidate: Candidate, judgement: Judgement | None, told: Collection[object]
    ) -> Typed | None:
        if judgement is None:
            return None if candidate.open else candidate.proposed
        if candidate.given or candidate.open:
            return _judged(candidate, judgement)
        return _witnessed(candidate, judgement, told)


def _is_open(candidate: Candidate) -> bool:
    return candidate.modality is None and (candidate.given or candidate.open)


def _is_witnessed(candidate: Candidate) -> bool:
    return candidate.modality is None and not _is_open(candidate) and len(_states(candidate)) > 1


def _witnessed(candidate: Candidate, judgement: Judgement, told: Collection[object]) -> Typed | None:
    """Return what a pattern took for an act between two states, as the encoder lets it stand.

    `told` are the pairs of sides with the types that stand in the sentence: the encoder sees the sides alone,
    and may mean another of their acts.
    """
    chances, labels = judgement.types(trust=0.0), judgement.labels
    best = max(chances, key=lambda name: chances[name])
    charge = candidate.proposed.event_type != "ACCUSE" and (_pair(candidate), "ACCUSE") in told
    if charge or judgement.status == Status.DENIED:
        return candidate.proposed  # of what is only charged or denied the encoder says that it is none
    if chances[NO_ACT] >= labels.veto:
        return None
    other = best not in (NO_ACT, candidate.proposed.event_type) and (_pair(candidate), best) not in told
    if candidate.joint or not other or chances[best] < labels.overrule:
        return candidate.proposed
    return Typed(best, judgement.mode(best), chances[best])


def _pair(candidate: Candidate) -> frozenset[str]:
    return frozenset(party.state or party.text for party in (*candidate.actor, *candidate.recipient))


def _states(candidate: Candidate) -> set[str | None]:
    return {party.state for party in (*candidate.actor, *candidate.recipient)} - {None}


def _judged(candidate: Candidate, judgement: Judgement) -> Typed | None:
    proposed = candidate.proposed.event_type
    chances = judgement.types(proposed)
    none = chances.pop(NO_ACT)
    best = max(chances, key=lambda name: chances[name])
    if _is_none(candidate, none, chances[best], judgement.labels.none_of_given):
        return None
    mode = candidate.proposed.mode if best == proposed else judgement.mode(best)
    return Typed(best, mode, chances[best])


def _is_none(candidate: Candidate, none: float, act: float, none_of_given: float) -> bool:
    """Return whether there is no act, by the chances of none and of the likeliest one."""
    if candidate.given:
        return none >= none_of_given  # who names two sides expects an act of theirs
    least = SURE_OF_STATES if len(_states(candidate)) > 1 else SURE_ENOUGH
    if not candidate.actor:
        least = SURE_OF_DEED
    return none > act or act < least
