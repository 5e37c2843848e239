"""Whom an answer is to that names only a deed told before: "condemned the move", "vowed to retaliate"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.lang import Lexicon
from detente.ontology.states import STATES
from detente.records import Actor, CodedEvent, Status

NEAR = 400
"""How many characters back the deed may end that an answer is to."""
ASSENT = frozenset({"AGREE", "CONCEDE"})
BARE = frozenset({"THREATEN"})
"""Types that answer a deed also where they name nothing that they answer."""


def answered(
    found: Sequence[CodedEvent], earlier: Sequence[CodedEvent], lexicon: Lexicon
) -> list[CodedEvent]:
    """Return the acts, each answer to a deed told before with who did that deed as its recipient.

    `earlier` are the acts of the sentences before, in their order. An answer whose object names a state, or
    is no word for a deed or charge, stays as it is.
    """
    made: list[CodedEvent] = []
    for event in found:
        doer = _doer(event, [*earlier, *made], lexicon) if _is_answer(event, lexicon) else _assented_to(event)
        answer = _toward(event, doer) if doer is not None else event
        told = {(each.event_type, each.direction) for each in (*found, *made) if each.direction}
        made.append(event if (answer.event_type, answer.direction) in told else answer)
    return made


def _is_answer(event: CodedEvent, lexicon: Lexicon) -> bool:
    if event.direction or len({side.code for side in event.actor if side.code in STATES}) != 1:
        return False
    if any(side.code for side in event.recipient):
        return False
    bare = event.event_type in BARE and not event.recipient
    return bare or (event.event_type in ("ACCUSE", "REJECT") and _names(event, lexicon.words["answered"]))


def _assented_to(event: CodedEvent) -> Actor | None:
    """Return the state that tells of another's assent, where nobody else is named to whom it was given."""
    if event.event_type not in ASSENT or event.direction or any(side.code for side in event.recipient):
        return None
    own = {side.code for side in event.actor if side.code in STATES}
    told = [each for each in event.claimants if each.code in STATES and each.code not in own]
    return _actor(told[0].text, told[0].code) if len(own) == len(told) == len(event.claimants) == 1 else None


def _names(event: CodedEvent, words: Iterable[str]) -> bool:
    ends = {side.text.split()[-1].lower() for side in event.recipient if side.text}
    return bool(ends & (known := frozenset(words))) or any(end.removesuffix("s") in known for end in ends)


def _doer(event: CodedEvent, before: Sequence[CodedEvent], lexicon: Lexicon) -> Actor | None:
    """Return who did the nearest deed toward the answering state, or who charged it with one."""
    own = next(side.code for side in event.actor if side.code in STATES)
    start = event.span[0] if event.span else 0
    charge = event.event_type == "REJECT" and _names(event, lexicon.words["denied_objects"])
    for each in reversed(before):
        if each.span is None or start - each.span[1] > NEAR or each.status is Status.DENIED:
            continue
        if charge and own in {side.code for side in each.actor} and each.status is Status.ALLEGED:
            return next(
                (_actor(c.text, c.code) for c in each.claimants if c.code in STATES and c.code != own), None
            )
        if each.direction and each.direction.endswith(f">{own}"):
            return next(side for side in each.actor if side.code == each.direction[:3])
    return None


def _actor(text: str, code: str | None) -> Actor:
    return Actor(text=text, code=code, sector="GOV")


def _toward(event: CodedEvent, doer: Actor) -> CodedEvent:
    own = next(side.code for side in event.actor if side.code in STATES)
    official = any(side.sector not in (None, "CVL", "BUS", "JRN") for side in event.actor)
    changed = {"recipient": (doer,), "direction": f"{own}>{doer.code}" if official else None}
    return event.model_copy(update=changed)
