"""The states of cities, by name and population."""

from __future__ import annotations

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


def state_of_city(name: str) -> str | None:
    """Return the ISO alpha-3 code of the state of the largest city that has or had a name, or None."""
    if name in NAMESAKES:
        return None
    large = (p for p in load_places().called(name) if p.people >= LEAST_PEOPLE)
    return next((p.state for p in large), None)
