"""What counts as the same side."""

from __future__ import annotations

import pytest

from detente.evaluation.matching import happened, head, overlap, quad, root, same_sides
from detente.records import Actor, CodedEvent, Modality, Status


def event(actor: list[str], recipient: list[str], **fields: object) -> CodedEvent:
    told = {"id": "t", "event_type": "ACCUSE", "quad_class": 3, **fields}
    sides = {"actor": [Actor(text=t) for t in actor], "recipient": [Actor(text=t) for t in recipient]}
    return CodedEvent.model_validate({**told, **sides})


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("The Russian Foreign Ministry", "ministry"),
        ("the president of France", "president"),
        ("Javad Zarif, the foreign minister", "zarif"),
        ("two soldiers who had deserted", "soldiers"),
        ("Turkey's", "turkey"),
        ("U.S.", "u.s"),
        ("of", "of"),
        ("", ""),
    ],
)
def test_the_head_of_a_phrase(phrase: str, word: str) -> None:
    assert head(phrase) == word


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Foreign Minister Javad Zarif", "Zarif", True),
        ("a decision of the Supreme Court", "the Supreme Court", True),
        ("the Russian army", "Russian tanks", False),
        ("", "", False),
    ],
)
def test_heads_overlap(first: str, second: str, same: bool) -> None:
    assert overlap(first, second) is same
    assert overlap(second, first) is same


TEXT = "Peru accused Chile; Peru and Chile met."


def test_sides_are_matched_in_their_roles() -> None:
    assert same_sides(event(["Peru"], ["Chile"]), "Peru", "Chile", TEXT)
    assert not same_sides(event(["Chile"], ["Peru"]), "Peru", "Chile", TEXT)
    assert not same_sides(event(["Peru"], []), "Peru", "Chile", TEXT)


def test_a_joint_act_has_its_sides_in_either_order() -> None:
    for sides in (["Peru", "Chile"], ["Chile", "Peru"]):
        assert same_sides(event(sides, []), "Peru", "Chile", TEXT)


def test_an_unnamed_side_is_to_be_left_empty() -> None:
    assert same_sides(event(["Peru"], []), "Peru", "a recipient", TEXT)
    assert not same_sides(event(["Peru"], ["Chile"]), "Peru", "a recipient", TEXT)


def test_to_yield_is_one_root_and_material() -> None:
    assert {root("CONCEDE"), root("RETREAT")} == {"YIELD"}
    assert (root("AID"), root(None)) == ("AID", None)
    assert quad(event([], [], event_type="CONCEDE", quad_class=1)) == "MC"
    assert quad(event([], [])) == "VX"
    assert quad(event([], [], event_type=None)) is None


@pytest.mark.parametrize(("status", "counts"), [("asserted", True), ("confirmed", True), ("alleged", False)])
def test_what_happened_is_actual_and_certain(status: str, counts: bool) -> None:
    assert happened(event([], [], status=Status(status))) is counts
    assert not happened(event([], [], status=Status(status), modality=Modality.FUTURE))
