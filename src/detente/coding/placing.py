"""Which place of the gazetteer the words of a text mean.

Namesakes are decided by what stands behind the name ("Paris, Texas"), else by the states that the sentence
names, else by their size; where that leaves it open there is none, since a wrong one is worse.
The rules and their limits: docs/decisions/places.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from detente.ontology.places import Place, load_places
from detente.ontology.states import STATES
from detente.records import Location, PlacePrecision

RIVAL, LARGER = 10, 5
"""A namesake with a tenth of the people is a rival; five times those of all others need no sign."""
NOTABLE = 100_000
"""People of a lesser namesake that is thought of where its state is named."""
_BEHIND = re.compile(
    r",\s*(?P<name>[A-Z][\w.'-]*(?:\s(?:and\s)?[A-Z][\w.'-]*){0,2})"
    r"(?=\s*(?:[,;:.)]|$)|\s(?:on|in|at|for|when|where|that|after|before|and|with|by|to|over|this|last)\b)"
)


def locate(
    words: str, behind: str, named: Collection[str], *, state: str | None = None, capital: str | None = None
) -> Location | None:
    """Return the location that `words` mean, None where it is unknown or stays open.

    `behind` is the text that follows them, `named` the codes of the states that the sentence names besides;
    `state` or `capital`: they were read as that state, or as the capital of that state.
    """
    places = load_places()
    if capital is not None:
        words, comma, rest = words.partition(",")  # "Washington, D.C." is one name
        behind = comma + rest + behind
    within = _within(behind)
    namesake = places.region(words)
    if state is not None:
        clash = namesake is not None and namesake.state in named and state not in named
        return None if clash else _location(places.state(state))
    found = [p for p in places.called(words) if p.precision is PlacePrecision.PLACE]
    listed = namesake is not None and (namesake.geonames_id is None or not found or found[0].people < NOTABLE)
    if listed and capital is None and (within is None or (namesake and _lies_in(namesake, within))):
        return _location(namesake)
    if within is not None:
        return _location(_largest([p for p in found if _lies_in(p, within)]))
    return _location(_meant(found, set(named), capital))


def is_region(words: str) -> bool:
    """Return whether the words name a region, or a site without a city's id."""
    return load_places().region(words) is not None


def _within(behind: str) -> Place | None:
    """Return the region or state in which the text that follows a name sets it ("..., Texas, on Monday")."""
    match = _BEHIND.match(behind)
    if match is None:
        return None
    places, name = load_places(), match["name"].rstrip(".") if match["name"] != "D.C." else "D.C."
    region, state = places.region(name), places.state(_codes_of_names().get(name, ""))
    found = region if region is not None and (region.division or state is None) else state
    return found if found is not None and found.state is not None else None


def _lies_in(place: Place, within: Place) -> bool:
    return place.state == within.state and within.division in ("", place.division)


def _meant(found: Sequence[Place], named: set[str], code: str | None) -> Place | None:
    """Return which of the namesakes is meant (the most populous first); `code`: one is the capital there."""
    first = next((p for p in found if p.state == code), None) if code else next(iter(found), None)
    if first is None:
        return None
    others = [p for p in found if p.state != first.state]
    rivals = {p.state for p in others if p.people * RIVAL >= first.people and p.people >= NOTABLE // 2}
    lesser = {p.state for p in others if p.people >= NOTABLE} - rivals
    if first.state in named or not named & (rivals | lesser):
        sure = code is not None or first.state in named or _outgrows(first, others)
        open_ = bool(named & rivals) or not sure
        return None if open_ else _largest([p for p in found if p.state == first.state])
    at = named & rivals
    if len(at) == 1:
        return _largest([p for p in found if p.state in at])
    return first if code is not None and not at else None


def _outgrows(first: Place, others: Sequence[Place]) -> bool:
    return all(first.people >= LARGER * other.people for other in others)


def _largest(found: Sequence[Place]) -> Place | None:
    """Return the first of places in one state, None where another there is nearly as large."""
    return found[0] if found and _outgrows(found[0], found[1:]) else None


@cache
def _codes_of_names() -> dict[str, str]:
    return {state.name_en: code for code, state in STATES.items() if state.kind != "former"}


def _location(place: Place | None) -> Location | None:
    if place is None:
        return None
    return Location(
        geonames_id=place.geonames_id,
        name=place.name,
        state=place.state,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        disputed=place.disputed,
    )
