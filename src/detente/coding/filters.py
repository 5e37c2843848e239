"""What is left out or joined: sport, acts of private persons alone, and two readings of one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from detente.coding.base import Candidate
from detente.coding.grammar import Grammar
from detente.coding.party import Kind, Party
from detente.coding.unlisted import reports
from detente.ontology.sectors import UNKNOWN
from detente.records import CodedEvent, Modality, Status

SPORTING = frozenset(
    {
        "CONSULT",
        "ASSAULT",
        "SUPPORT",
        "AGREE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "MOBILIZE",
        "CONCEDE",
        "COERCE",
        "REJECT",
    }
)
UNREAL = frozenset({Modality.HYPOTHETICAL, Modality.NEGATED})
VERBAL = frozenset({1, 3})
_REALITY = [Modality.ACTUAL, Modality.FUTURE, Modality.HYPOTHETICAL, Modality.HISTORICAL, Modality.NEGATED]
ALONE = frozenset(
    {
        "MOBILIZE",
        "AGREE",
        "CONCEDE",
        "PROTEST",
        "RETREAT",
        "THREATEN",
        "REQUEST",
        "SUPPORT",
        "ASSAULT",
        "COERCE",
    }
)


def keep(candidate: Candidate, event: CodedEvent, grammar: Grammar) -> bool:
    """Return whether the act is one to tell: not merely spoken of in passing, and no sport."""
    if (candidate.background and not _contested(event)) or _own_hackers(candidate):
        return False
    if candidate.open and event.quad_class not in VERBAL and reports(candidate.head, grammar):
        return False  # who reports a deed has not done it
    if candidate.open and event.modality in UNREAL:
        return False  # nothing but the encoder speaks for it, and that judges what has happened
    if _told_to_reader(candidate.head):
        return False
    return not (event.event_type in SPORTING and _sport(grammar))


def enough(candidate: Candidate) -> bool:
    """Return whether an act is done by or to a state or a body, so that a pattern may vouch for it."""
    actors = [party for party in candidate.actor if party.kind is not Kind.THING]
    if not actors or (candidate.official_only and not any(party.official for party in actors)):
        return False
    return _joint_enough(actors) if candidate.joint else _directed_enough(candidate, actors)


def two_sided(candidate: Candidate) -> bool:
    """Return whether an act has somebody who does it and another whom it reaches or who takes part."""
    return bool(candidate.actor) and len({*candidate.actor, *candidate.recipient}) > 1


def _contested(event: CodedEvent) -> bool:
    """Return whether the act is one that its own doer denies."""
    doers = {side.code for side in event.actor}
    return event.status is Status.DENIED and any(claimant.code in doers for claimant in event.claimants)


def _own_hackers(candidate: Candidate) -> bool:
    """Return whether the act is one between hackers and the state that is said to stand behind them."""
    sides = (candidate.actor, candidate.recipient)
    for one, other in (sides, sides[::-1]):
        sent = {party.code for party in one if party.attributed}
        if sent and sent <= {party.code for party in other}:
            return True
    return False


def _joint_enough(actors: list[Party]) -> bool:
    coded = [party for party in actors if party.code is not None]
    return len(coded) > 1 and all(party.official for party in coded)


def _directed_enough(candidate: Candidate, actors: list[Party]) -> bool:
    telling = any(party.official for party in (*actors, *candidate.recipient)) or any(
        party.sector == UNKNOWN and party.code for party in actors
    )
    return telling and bool(candidate.recipient or candidate.proposed.event_type in ALONE)


def _told_to_reader(head: Token) -> bool:
    """Tell whether the act stands in a command to whoever reads ("Say that A bombed B.")."""
    main = head.sent.root
    command = main.tag_ == "VB" and main.i == head.sent.start
    return command and not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in main.children)


def _sport(grammar: Grammar) -> bool:
    words = grammar.lexicon.words
    text = grammar.sentence.text.lower()
    tokens = {token.lower_ for token in grammar.sentence.doc}
    if tokens & words["sports_exempt"]:
        return False
    return any((word in tokens) if " " not in word else (word in text) for word in words["sports"])


def gathered(coded: Sequence[tuple[Candidate, CodedEvent]]) -> list[CodedEvent]:
    """Return the events, with whom else the encoder sees reached by a pattern's act among its recipients.

    "Police fired at a crowd in the square" stays one act. Where a known side is reached, it is left at that.
    """
    firm = [each for each in coded if not each[0].open]
    heads = {candidate.head.i for candidate, _ in firm}
    loose = [each for each in coded if each[0].open]
    events = [_with_more(candidate, event, loose) for candidate, event in firm]
    return events + [event for candidate, event in loose if candidate.head.i not in heads]


def settled_heads(candidates: Sequence[Candidate], grammar: Grammar) -> set[int]:
    """Return the heads at which a pattern's act stands for sure and takes nothing from others."""
    if not any(each.open for each in candidates) or _sport(grammar):
        return set()
    sure = (each for each in candidates if not (each.open or each.background or _own_hackers(each)))
    return {
        each.head.i
        for each in sure
        if len({party.state for party in (*each.actor, *each.recipient)} - {None}) < 2
        and (each.joint or not each.recipient or any(party.code or party.sector for party in each.recipient))
    }


def _with_more(
    candidate: Candidate, event: CodedEvent, loose: Sequence[tuple[Candidate, CodedEvent]]
) -> CodedEvent:
    if candidate.joint or not event.recipient or any(side.code or side.sector for side in event.recipient):
        return event
    more = [
        side
        for other, told in loose
        if other.head.i == candidate.head.i
        and told.event_type == event.event_type
        and told.actor == event.actor
        for side in told.recipient
        if side.code is None and side not in event.recipient
    ]
    return event.model_copy(update={"recipient": (*event.recipient, *more)}) if more else event


def tidy(events: Iterable[CodedEvent]) -> list[CodedEvent]:
    """Return the events of a sentence each once, by the rules for acts that one sentence tells twice."""
    found: dict[tuple[object, ...], CodedEvent] = {}
    for event in events:
        key = _identity(event)
        if key not in found or (event.confidence or 0) > (found[key].confidence or 0):
            found[key] = event
    kept = list(found.values())
    return [
        event for event in kept if not any(_stronger(other, event) for other in kept if other is not event)
    ]


def _identity(event: CodedEvent) -> tuple[object, ...]:
    actors, recipients = (
        tuple(sorted((side.code or side.text) for side in sides)) for sides in (event.actor, event.recipient)
    )
    return (
        event.event_type,
        event.mode if event.event_type != "CONSULT" else None,
        actors,
        recipients,
        event.modality,
        event.status,
    )


def _codes(event: CodedEvent) -> tuple[frozenset[str | None], frozenset[str | None]]:
    return frozenset(side.code for side in event.actor), frozenset(side.code for side in event.recipient)


def _stronger(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `other` tells the same act better, so that `event` is left out."""
    return (
        _by_somebody(other, event)
        or _effect(other, event)
        or _force_used(other, event)
        or _convicted(other, event)
        or _plainer(other, event)
        or _fuller(other, event)
        or _refused(other, event)
    )


def _by_somebody(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `event` is what a deed did that `other` tells with its doer, or tells first."""
    if event.actor or other.event_type != event.event_type:
        return False
    return bool(other.actor) or (other.confidence or 0) >= (event.confidence or 0)


def _effect(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `event` is what came of the deed that `other` tells as one toward a state."""
    unnamed = event.event_type == other.event_type == "ASSAULT" and not event.mode and not event.direction
    return unnamed and bool(other.direction) and other.actor == event.actor and not any(_codes(event)[1])


def _force_used(other: CodedEvent, event: CodedEvent) -> bool:
    real = other.modality is Modality.ACTUAL and other.status is Status.ASSERTED
    shown = event.event_type == "MOBILIZE" and other.event_type == "ASSAULT"
    return shown and real and _codes(other)[0] == _codes(event)[0]


def _convicted(other: CodedEvent, event: CodedEvent) -> bool:
    judged = other.event_type == "SANCTION" and other.mode == "convict"
    charged = event.event_type == "ACCUSE" and event.mode != "disapprove"
    return judged and charged and _codes(other)[1] == _codes(event)[1]


def _plainer(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `other` is the same act told as more real."""
    one, two = (other.event_type, other.mode, other.status), (event.event_type, event.mode, event.status)
    unreal = event.modality in (Modality.HYPOTHETICAL, Modality.HISTORICAL)
    agreed = event.event_type == "AGREE" and event.modality is Modality.FUTURE  # it is agreed to now
    if one != two or _codes(other) != _codes(event) or not (unreal or agreed):
        return False
    return _REALITY.index(other.modality) < _REALITY.index(event.modality)


def _fuller(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `other` is the same meeting with more of those who took part."""
    meetings = event.event_type == other.event_type == "CONSULT" and event.modality == other.modality
    if not meetings or event.recipient:
        return False
    if not other.recipient:
        return _codes(event)[0] < _codes(other)[0]
    real = event.modality in (Modality.ACTUAL, Modality.HISTORICAL)
    told = other.mode == "visit" and event.mode is None and real
    return (told or (event.confidence or 0) < (other.confidence or 0)) and _travelled(other, event)


def _refused(other: CodedEvent, event: CodedEvent) -> bool:
    """Return whether `event` is what is not done because it is refused."""
    sides = [each[0] | each[1] for each in (_codes(other), _codes(event))]
    return other.event_type == "REJECT" and event.modality is Modality.NEGATED and sides[0] == sides[1]


def _travelled(visit: CodedEvent, event: CodedEvent) -> bool:
    """Return whether the meeting is that of a visit told in the same sentence."""
    return _codes(event)[0] <= _codes(visit)[0] | _codes(visit)[1]
