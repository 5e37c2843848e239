"""What the gazetteer tells linking: the words that only name a state, and which names are which person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from detente.linking._text import stems
from detente.ontology.actors import load_actors
from detente.records import Actor, Claimant, Mention

_STATE = frozenset({"state", "capital", "metonym"})
_PEOPLE = frozenset({"demonym", "government"})
_BODY = frozenset({"ministry", "agency", "military", "parliament", "office", "party"})
_PERSON = "leader"
_REMEMBERED = 50_000

Persons = tuple[tuple[str, frozenset[str]], ...]
"""(state code, ids of the persons who act for it) pairs, sorted."""


@cache
def _stems_of(kinds: frozenset[str], longest: int = 99) -> Mapping[str, frozenset[str]]:
    """Return by code the stems in the names, of at most `longest` words, of the actors of these kinds."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in load_actors():
        if entry.kind in kinds:
            names = (name for names in entry.names.values() for name in names)
            found[entry.code] |= stems(name for name in names if len(name.split()) <= longest)
    return {code: frozenset(found[code]) for code in found}


def _generic(code: str) -> frozenset[str]:
    """Return the stems that name a state and no more ("Russian", but not the "banks" of "Russian banks")."""
    nothing: frozenset[str] = frozenset()
    return _stems_of(_STATE).get(code, nothing) | _stems_of(_PEOPLE, 1).get(code, nothing)


@cache
def _persons() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in load_actors():
        if entry.kind == _PERSON:
            for names in entry.names.values():
                for name in names:
                    found[" ".join(name.casefold().split())].add(entry.id)
    return {name: frozenset(found[name]) for name in found}


@lru_cache(_REMEMBERED)
def _called(text: str) -> frozenset[str]:
    """Return the ids of the persons whom the end of `text` names ("President Vladimir Putin")."""
    tokens = text.casefold().split()
    for start in range(len(tokens)):
        if found := _persons().get(" ".join(tokens[start:])):
            return found
    return frozenset()


@lru_cache(_REMEMBERED)
def _party_words(codes: frozenset[str], texts: frozenset[str]) -> frozenset[str]:
    return stems(texts).union(*map(_generic, codes))


@lru_cache(_REMEMBERED)
def _body_words(codes: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(_stems_of(_BODY).get(code, frozenset()) for code in codes))


def party_words(mention: Mention) -> frozenset[str]:
    """Return the stems that only name the parties of `mention` and those who speak of it."""
    sides: tuple[Actor | Claimant, ...] = (*mention.actor, *mention.recipient, *mention.claimants)
    codes = frozenset(side.code for side in sides if side.code)
    return _party_words(codes, frozenset(side.text for side in sides))


def body_words(mention: Mention) -> frozenset[str]:
    """Return the stems of the names of the bodies that may act or speak for the acting states.

    "Treasury" in a report of American sanctions is no name that tells one act from another.
    """
    sides: tuple[Actor | Claimant, ...] = (*mention.actor, *mention.claimants)
    return _body_words(frozenset(side.code for side in sides if side.code))


def persons(mention: Mention) -> Persons:
    """Return the persons that act for each state in `mention`, as far as the gazetteer knows them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for side in (*mention.actor, *mention.recipient):
        if side.code and (ids := _called(side.text)):
            found[side.code] |= ids
    return tuple((code, frozenset(found[code])) for code in sorted(found))
