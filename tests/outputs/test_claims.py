"""Who claims, who denies, and in whose column that stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.brief.gathered import Gathered
from detente.outputs.brief.phrases import certainty, said_by
from detente.records import Actor, Claimant, Status

Make = Callable[..., Cited]
Gather = Callable[..., Material]
BACK = {
    "direction": "RUS>USA",
    "actor": (Actor(text="Russia", code="RUS"),),
    "recipient": (Actor(text="US", code="USA"),),
}
KREMLIN, PENTAGON = Claimant(text="the Kremlin", code="RUS"), Claimant(text="the Pentagon", code="USA")
AGENCY = Claimant(text="Wire", code=None)
DAY = dt.date(2025, 3, 2)


@pytest.mark.parametrize(
    ("status", "chain", "words"),
    [
        (Status.DENIED, (KREMLIN, PENTAGON), "alleged by the Pentagon, denied by the Kremlin"),
        (Status.DENIED, (KREMLIN,), "denied by the Kremlin"),
        (Status.DENIED, (AGENCY, KREMLIN), "denied by the Kremlin, reported by Wire"),
        (Status.DENIED, (PENTAGON,), "denied by the Pentagon"),
        (Status.DENIED, (), "denied"),
        (Status.ALLEGED, (PENTAGON,), "alleged by the Pentagon"),
        (Status.CONTESTED, (PENTAGON,), "contested; said by the Pentagon"),
        (Status.ASSERTED, (PENTAGON,), ""),
    ],
)
def test_the_accuser_is_never_printed_as_a_denier(
    event: Make, status: Status, chain: tuple[Claimant, ...], words: str
) -> None:
    act = event("a", "COERCE", DAY, status=status, claimants=chain, **BACK).event
    assert said_by(act) == words
    assert certainty(act) == words


def columns(brief: Brief) -> list[tuple[str, list[tuple[int | None, str]]]]:
    section = next(section for section in brief.sections if section.id == "accounts")
    return [(group.heading, [(s.side, s.text) for s in group.sentences]) for group in section.groups]


def test_a_denied_claim_names_both_and_stands_with_who_denies(event: Make, material: Gather) -> None:
    act = event(
        "a", "COERCE", DAY, status=Status.DENIED, claimants=(KREMLIN, PENTAGON), summary="A hack.", **BACK
    )
    assert columns(compose(material((act,)))) == [
        (
            "2 March 2025: claimed by the United States, denied by Russia",
            [(0, "A hack."), (1, "By the same report the claim of the Pentagon.")],
        )
    ]


def test_a_rejected_charge_stands_beside_the_charge(event: Make, material: Gather) -> None:
    area = {"areas": ("cyber",)}
    acts = (
        event("charge", "ACCUSE", DAY, summary="Moscow charged Washington.", **BACK, **area),
        event(
            "denial", "COERCE", DAY, status=Status.DENIED, summary="Washington denied it.",
            claimants=(Claimant(text="Washington", code="USA"),), **area,
        ),
    )  # fmt: skip
    assert columns(compose(material(acts)))[0][1] == [
        (0, "Moscow charged Washington."),
        (1, "Washington denied it."),
    ]


def test_a_denial_in_the_report_of_a_claim_is_told_once_as_the_answer(event: Make, material: Gather) -> None:
    claim = event(
        "claim", "COERCE", DAY, status=Status.ALLEGED, summary="Moscow says so.", claimants=(KREMLIN,)
    )
    denial = event(
        "denial", "COERCE", DAY, status=Status.DENIED, summary="Washington denies it.",
        claimants=(Claimant(text="Washington", code="USA"),),
    )  # fmt: skip
    more = Gathered(denials={claim.event.event_id: "Washington denies it."})
    told = columns(compose(material((claim, denial), more=more)))
    assert told == [
        (
            "2 March 2025: claimed by Russia",
            [(0, "Moscow says so."), (1, "In the same report: “Washington denies it.”")],
        )
    ]
