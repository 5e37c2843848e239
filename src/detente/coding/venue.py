"""What the place of talks and the number of those at them make of a meeting: docs/codebook.md, CONSULT."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from detente.coding.base import Candidate, Typed
from detente.coding.party import Party

MANY = 3


def as_met(candidate: Candidate, typed: Typed, doc: Doc, ground: str | None) -> tuple[Candidate, Typed]:
    """Return a joint meeting as a visit, one on a third state's ground or one of many, where it is that.

    `ground` is the code of the state in which the text sets the meeting. Who is met at home is the host of a
    visitor; of "A and B met in A" neither is told to have come to the other.
    """
    states = list(dict.fromkeys(party.state for party in candidate.actor if party.state))
    if typed.event_type != "CONSULT" or typed.mode is not None or not candidate.joint or candidate.recipient:
        return candidate, typed
    if len({party.code for party in candidate.actor if party.code}) >= MANY:
        return candidate, replace(typed, mode="multilateral")
    if len(states) < MANY - 1 or ground is None:
        return candidate, typed
    if ground not in states:
        return candidate, replace(typed, mode="third-party")
    hosts = tuple(party for party in candidate.actor if party.state == ground)
    guests = tuple(party for party in candidate.actor if party.state != ground)
    if _beside(hosts[0], guests[0], doc):
        return candidate, typed
    return replace(candidate, actor=guests, recipient=hosts, joint=False), replace(typed, mode="visit")


def _beside(one: Party, other: Party, doc: Doc) -> bool:
    """Return whether two sides stand in one phrase ("A and B", "the leaders of A and B")."""
    inside = {token.i for token in doc[min(one.at, other.at)].subtree}
    together = {token.i for token in doc[max(one.at, other.at)].conjuncts}
    return one.at == other.at or (min(one.at, other.at) in together) or max(one.at, other.at) in inside
