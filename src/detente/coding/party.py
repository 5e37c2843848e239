"""A side of an act, and what a sentence remembers of the sides named before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from detente.ontology.states import STATES


class Kind(StrEnum):
    """What a party is."""

    STATE = "state"
    BODY = "body"
    PERSON = "person"
    GROUP = "group"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Party:
    """A side of an act: its words, state or body code, sector, kind; `official` acts for its state.

    `attributed`: that a state stands behind it is what the text says of hackers, and so no more than alleged.
    """

    text: str
    code: str | None
    sector: str | None
    kind: Kind
    official: bool
    at: int
    attributed: bool = False

    @property
    def state(self) -> str | None:
        """Return the state's code, None for an organisation or nobody known."""
        return self.code if self.code in STATES else None


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for pronouns: the last main subject, states named, who was reached."""

    subject: tuple[Party, ...] = ()
    states: tuple[Party, ...] = ()
    objects: tuple[Party, ...] = ()


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return the parties each once."""
    found: dict[tuple[object, ...], Party] = {}
    for party in parties:
        found.setdefault((party.code, party.text, party.kind is Kind.THING), party)
    return tuple(found.values())
