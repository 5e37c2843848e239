"""Two sides given with the text."""

from __future__ import annotations

import numpy as np
import pytest

from detente.coding import Coder
from detente.coding.base import Candidate, Typed
from detente.coding.encoder import NO_ACT, Encoder, Judgement, encoder
from detente.coding.reading import prepare, read
from detente.coding.trained import TrainedCoder
from detente.lang import lexicon

TEXT = "Peru expelled two Chilean diplomats."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("actor", "recipient"),
    [("Peru", "Ecuador"), ("Lima", "Chilean diplomats"), ("Lima", "Quito"), ("Peru", "")],
)
def test_sides_that_the_text_does_not_name_get_its_act(coder: Coder, actor: str, recipient: str) -> None:
    [event] = coder.code("a text", TEXT, actor=actor, recipient=recipient)
    assert event.event_type == "SANCTION"
    assert [side.text for side in event.actor] == [actor]
    assert [side.text for side in event.recipient] == [recipient]


def test_an_act_of_others_is_none_of_the_two_that_are_named(coder: Coder) -> None:
    text = f"{TEXT} It was raining in Oslo and in Bergen."
    [event] = coder.code("a text", text, actor="Oslo", recipient="Bergen")
    assert event.event_type is None


def test_a_joint_act_of_others_is_not_joint_of_sides_that_the_text_does_not_name(coder: Coder) -> None:
    text = "Kenya and Peru hold talks in Oslo."
    [event] = coder.code("a text", text, actor="the envoy", recipient="his hosts")
    assert [side.text for side in (*event.actor, *event.recipient)] == ["the envoy", "his hosts"]
    assert event.direction is None


@pytest.mark.parametrize(("none", "kind"), [(0.89, "AID"), (0.91, None)])
def test_none_wins_between_given_sides_only_where_it_is_sure(
    monkeypatch: pytest.MonkeyPatch, none: float, kind: str | None
) -> None:
    weights = encoder("en")
    assert weights is not None
    labels = weights.labels.model_copy(update={"temperature": 1.0, "none_of_given": 0.9})
    rest = {"AID": 0.99 * (1 - none), NO_ACT: none}
    logits = np.log([rest.get(name, 0.01 * (1 - none) / 15) for name in labels.types]).astype(np.float32)
    told = Judgement(labels, logits, np.zeros(len(labels.modes), np.float32), "actual", "asserted", ())
    monkeypatch.setattr(Encoder, "read", lambda _self, marked: [told for _ in marked])
    [sentence] = read(prepare(TEXT, lexicon("en"), None))
    asked = Candidate(sentence.doc[0], (), (), Typed(None, None, 0.0), given=True)
    [typed] = TrainedCoder(weights).types_of(sentence, [asked])
    assert (typed.event_type if typed else None) == kind
