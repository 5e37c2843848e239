"""Rough stems of Russian words, so that a name is found in every case ("Россия", "Россией", "России")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from detente.lang.lexicon import data

_WORD = re.compile(r"[\w'’.-]*\w")


@cache
def _endings() -> tuple[int, tuple[str, ...]]:
    found = data("ru", "endings")
    return int(found["shortest"]), tuple(sorted(found["endings"], key=len, reverse=True))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the lower-case word without its ending; words in capitals and short ones stay whole."""
    if word.isupper() and len(word) > 1:
        return word.lower()
    lower, (shortest, endings) = word.lower().replace("ё", "е"), _endings()
    for ending in endings:
        if lower.endswith(ending) and len(lower) - len(ending) >= shortest:
            return lower[: -len(ending)]
    return lower


def stemmed(text: str) -> str:
    """Return the stems of the words of `text`, with one space around each."""
    return f" {' '.join(stem(word) for word in _WORD.findall(text))} "
