"""Answers to a deed told before: whom they reach, and when they stay as they are."""

from __future__ import annotations

import pytest

from detente.coding.answering import NEAR, answered
from detente.lang import lexicon
from detente.records import Actor, Claimant, CodedEvent, Modality, Status


def act(event_type: str, actor: str, recipient: Actor | None, at: int = 0, **told: object) -> CodedEvent:
    """Return an act of a state in a sentence that ends 40 characters behind `at`."""
    reached = (recipient,) if recipient else ()
    code = recipient.code if recipient else None
    values = {
        "id": "t",
        "event_type": event_type,
        "actor": (Actor(text=actor, code=actor, sector="GOV"),),
        "recipient": reached,
        "direction": f"{actor}>{code}" if code else None,
        "status": Status.ASSERTED,
        "modality": Modality.ACTUAL,
        "span": (at, at + 40),
        "quad_class": 3,
        "score": 0.0,
        **told,
    }
    return CodedEvent.model_validate(values)


MOVE = Actor(text="move", code=None, sector=None)
DEED = act("SANCTION", "USA", Actor(text="China", code="CHN", sector="GOV"))


def test_who_condemns_a_move_condemns_who_made_it() -> None:
    (found,) = answered([act("ACCUSE", "CHN", MOVE, 41)], [DEED], lexicon("en"))
    assert found.direction == "CHN>USA"
    assert found.recipient[0].code == "USA"


@pytest.mark.parametrize(
    "answer",
    [
        act("ACCUSE", "CHN", MOVE, 41 + NEAR),
        act("ACCUSE", "JPN", MOVE, 41),
        act("ACCUSE", "CHN", Actor(text="weather", code=None, sector=None), 41),
        act("AID", "CHN", MOVE, 41),
    ],
    ids=["too far back", "somebody else", "no word for a deed", "no answer"],
)
def test_what_answers_nothing_stays_as_it_is(answer: CodedEvent) -> None:
    assert answered([answer], [DEED], lexicon("en")) == [answer]


def test_assent_told_by_one_other_state_is_toward_it() -> None:
    speaker = Claimant(text="White House", code="USA")
    told = act("AGREE", "RUS", None, status=Status.ALLEGED, claimants=(speaker,))
    (found,) = answered([told], [], lexicon("en"))
    assert found.direction == "RUS>USA"
