"""The states of cities, by name and population."""

from __future__ import annotations

from collections.abc import Collection

from detente.ontology.places import load_places

LEAST_PEOPLE = 50_000
NAMESAKES = frozenset(
    {
        "Mobile",
        "Reading",
        "Orange",
        "Nice",
        "Of",
        "Bath",
        "Man",
        "Liberal",
        "Most",
        "Split",
        "March",
        "Union",
        "Victoria",
        "Central",
        "Friday",
        "Along",
        "Same",
        "Bar",
        "Van",
        "Congress",
        "Federal",
        "David",
    }
)


def state_among(name: str, codes: Collection[str]) -> str | None:
    """Return which of the states `codes` alone has a place or region of that name, or None."""
    places = load_places()
    region = places.region(name)
    known = {place.state for place in (*places.called(name), *((region,) if region else ()))} & set(codes)
    return next(iter(known)) if len(known) == 1 else None


def state_of_city(name: str) -> str | None:
    """Return the ISO alpha-3 code of the state of the largest city that has or had a name, or None."""
    if name in NAMESAKES:
        return None
    large = (p for p in load_places().called(name) if p.people >= LEAST_PEOPLE)
    return next((p.state for p in large), None)
