"""A time that opens a sentence, without the comma that would tell it from the name behind it.

The parser reads "On Friday Chile expelled ..." as if "Friday Chile" were one name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from detente.coding.units import Unit, Word
from detente.lang.lexicon import data

_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
LONGEST = 9


def behind_openings(words: Sequence[Word], units: Sequence[Unit], opening: Collection[str]) -> set[int]:
    """Return the places of the words before which a comma is to be heard: the names behind such times.

    `opening` are the words that may stand in the time beside numbers, weekdays, months and names of places.
    """
    texts = [word.text.lower() for word in words]
    first = [0, *(index + 1 for index, text in enumerate(texts) if text == ";")]
    return {place for start in first for place in _behind(start, texts, units, opening)}


def _behind(
    start: int, texts: Sequence[str], units: Sequence[Unit], opening: Collection[str]
) -> Iterator[int]:
    names = data_of_times()
    starts = {unit.start: unit.end for unit in units}
    index, opened = start, False
    while index < min(start + LONGEST, len(texts)):
        text = texts[index]
        if index in starts:
            if not opened:
                return
            index = starts[index]
            continue
        dated = text in names or bool(_YEAR.fullmatch(text)) or _is_day(index, texts, names)
        following = index + 1
        if opened and dated and (following in starts or _the_unit(following, texts, starts)):
            yield following
            return
        if not (dated or text in opening or _NUMBER.fullmatch(text)):
            return
        opened, index = True, following


def _is_day(index: int, texts: Sequence[str], names: Collection[str]) -> bool:
    """Return whether a number is the day of a month ("May 9")."""
    return index > 0 and bool(_NUMBER.fullmatch(texts[index])) and texts[index - 1] in names


def _the_unit(index: int, texts: Sequence[str], starts: Collection[int]) -> bool:
    return index < len(texts) and texts[index] == "the" and index + 1 in starts


@cache
def data_of_times() -> frozenset[str]:
    """Return the English names of weekdays and months."""
    known = data("en", "dates")
    return frozenset((*known["weekdays"], *known["months"]))
