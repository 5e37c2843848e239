"""Which acts are acts of a dyad, and which way they go."""

from __future__ import annotations

import pytest

from detente.records import Act, Actor
from detente.watch.dyads import direction, is_between, is_of_unknown

DYAD = ("RUS", "USA")


def act(actor: str, recipient: str = "", sector: str | None = "GOV") -> Act:
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


ORGANS, OTHERS = ("GOV", "MIL", "SPY", "COP", None), ("BUS", "UAF", "UNK", "ELI", "PTY", "CVL")


@pytest.mark.parametrize("sector", [*ORGANS, *OTHERS])
def test_who_is_no_organ_of_a_state_does_not_act_for_it(sector: str | None) -> None:
    done = act("RUS", "USA", sector)
    assert is_between(done, DYAD)
    assert direction(done, DYAD) == ("RUS>USA" if sector in ORGANS else None)
    assert is_of_unknown(done, DYAD) is (sector == "UNK")


def test_a_firm_beside_its_state_takes_nothing_away() -> None:
    firm = Actor(text="a firm", code="RUS", sector="BUS")
    done = act("RUS", "USA")
    assert direction(done.model_copy(update={"actor": (*done.actor, firm)}), DYAD) == "RUS>USA"


def test_a_partly_recognised_entity_is_not_the_state_that_claims_it() -> None:
    entity = Actor(text="an entity", code="USA", sector="PRE")
    upon = act("RUS", "USA").model_copy(update={"recipient": (entity,)})
    by = act("USA", "RUS").model_copy(update={"actor": (entity,)})
    assert direction(upon, DYAD) is None
    assert direction(by, DYAD) is None


def test_an_act_upon_a_private_person_of_the_other_state_counts() -> None:
    done = Act(
        event_type="COERCE",
        actor=(Actor(text="a court", code="RUS", sector="JUD"),),
        recipient=(Actor(text="a teacher", code="USA", sector="CVL"),),
    )
    assert direction(done, DYAD) == "RUS>USA"
