"""The trained encoder: what it reads off marked sentences, and that names do not decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from detente.coding.encoder import NO_ACT, Encoder, Labels, encoder
from detente.coding.marking import MARKERS, Marked
from detente.errors import PluginError
from detente.ontology.plover import EVENT_TYPES, score

STATES = ("Russia", "The United States", "China", "Brazil", "Kenya", "Norway")


def bundled() -> Encoder:
    found = encoder("en")
    assert found is not None
    return found


def marked(text: str, actor: str, recipient: str) -> Marked:
    first, second = text.index(actor), text.index(recipient)
    return Marked.of(text, (first, first + len(actor)), (second, second + len(recipient)))


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "kind"),
    [
        ("Peru condemned the Chilean decree.", "Peru", "the Chilean decree", "ACCUSE"),
        ("Nine miners were arrested by police in Lima.", "police", "Nine miners", "COERCE"),
        ("Ghana sent Togo ten tonnes of rice after the flood.", "Ghana", "Togo", "AID"),
        ("The rebels released forty soldiers on Monday.", "The rebels", "forty soldiers", "RETREAT"),
        ("Students marched against the new fees.", "Students", "the new fees", "PROTEST"),
        ("Peru is larger than Ecuador.", "Peru", "Ecuador", NO_ACT),
    ],
)
def test_plain_acts_are_told_apart(text: str, actor: str, recipient: str, kind: str) -> None:
    [judged] = bundled().read([marked(text, actor, recipient)])
    chances = judged.types()
    assert max(chances, key=lambda name: chances[name]) == kind
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("verb", ["imposed sanctions on", "praised", "accused", "sent aid to"])
def test_an_act_is_the_same_whoever_does_it(verb: str) -> None:
    texts = [(f"{a} {verb} {b} on Monday.", a, b) for a in STATES for b in STATES if a != b]
    judged = bundled().read([marked(text, a, b) for text, a, b in texts])
    kinds = [max(each.types().items(), key=lambda pair: pair[1])[0] for each in judged]
    assert len(set(kinds)) == 1


def test_a_proposal_of_a_pattern_weighs() -> None:
    [judged] = bundled().read([marked("Peru is larger than Ecuador.", "Peru", "Ecuador")])
    plain, trusted = judged.types(), judged.types("ACCUSE", trust=3.0)
    assert trusted["ACCUSE"] > plain["ACCUSE"]
    assert trusted[NO_ACT] < plain[NO_ACT]


def test_the_labels_are_those_of_the_ontology() -> None:
    labels = bundled().labels
    assert labels.types == (*EVENT_TYPES, NO_ACT)
    for name in labels.modes:
        kind, _, mode = name.partition("/")
        if kind != NO_ACT:
            score(kind, None if mode == "-" else mode)


@given(st.text(min_size=1, max_size=60), st.data())
def test_marks_stand_around_the_sides(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    found = Marked.of(text, (places[0], places[1]), (places[2], places[3]))
    shown = str(found)
    if places[0] < places[1] <= places[2] < places[3]:
        assert found.actor is not None
        assert found.recipient is not None
        assert found.text[slice(*found.actor)] == text[places[0] : places[1]]
        assert found.text[slice(*found.recipient)] == text[places[2] : places[3]]
        assert all(shown.count(marker) >= 1 for marker in MARKERS)


def test_weights_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")
    with pytest.raises(PluginError, match="make train"):
        Encoder(tmp_path)


def test_a_language_without_weights_has_no_encoder() -> None:
    assert encoder("ru") is None
    assert Labels.model_validate(bundled().labels.model_dump()).name.startswith("encoder-en")
