"""Which acts are acts of a dyad, and which way they go."""

from __future__ import annotations

import pytest

from detente.records import Act, Actor
from detente.watch.dyads import by_states, direction

DYAD = ("RUS", "USA")


def act(actor: str, recipient: str = "", sector: str = "GOV") -> Act:
    sides = [
        tuple(Actor(text=code, code=code, sector=sector) for code in side.split())
        for side in (actor, recipient)
    ]
    return Act(event_type="ACCUSE", actor=sides[0], recipient=sides[1])


@pytest.mark.parametrize(
    ("actor", "recipient", "way"),
    [
        ("RUS", "USA", "RUS>USA"),
        ("USA", "RUS", "USA>RUS"),
        ("RUS CHN", "USA", "RUS>USA"),
        ("USA", "CHN RUS", "USA>RUS"),
        ("USA RUS", "", "RUS-USA"),
        ("USA RUS UKR", "", "RUS-USA"),
        ("USA RUS", "IRN", None),
        ("USA", "UKR", None),
        ("RUS", "RUS", None),
        ("RUS", "RUS USA", None),
        ("CHN", "USA", None),
    ],
)
def test_the_direction_of_an_act(actor: str, recipient: str, way: str | None) -> None:
    assert direction(act(actor, recipient), DYAD) == way


@pytest.mark.parametrize(
    ("sector", "organ"), [("GOV", True), ("MIL", True), ("UNK", True), ("BUS", False), ("UAF", False)]
)
def test_a_company_or_an_armed_group_is_not_its_state(sector: str, organ: bool) -> None:
    assert by_states(act("RUS", "USA", sector), DYAD) is organ


def test_an_act_upon_a_private_person_of_the_other_state_counts() -> None:
    done = Act(
        event_type="COERCE",
        actor=(Actor(text="a court", code="RUS", sector="JUD"),),
        recipient=(Actor(text="a teacher", code="USA", sector="CVL"),),
    )
    assert by_states(done, DYAD)
