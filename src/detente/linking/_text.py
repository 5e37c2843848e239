"""What a short text says besides the names of the parties: words, proper names and numbers.

Words are cut to their first five letters, which joins most inflected forms in both languages without a
parser. Nothing here looks at other texts, so the outcome for one text never depends on the batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from detente.linking._rules import words

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+", re.UNICODE)
_SENTENCE_END = re.compile(r"[.!?…:;]\s*[\"'»”)]*\s*$|[\"«“(]\s*$|^\s*$")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Said:
    """The content of a text. `counts` holds (number, stem of a word that follows it) pairs."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()
    counts: frozenset[tuple[float, str]] = frozenset()

    def marks(self) -> dict[str, int]:
        """Return {mark: weight}: a word weighs 1, a name or a number 2."""
        found = {word: 2 if word in self.names else 1 for word in self.words}
        found.update({f"#{number:g}": 2 for number in self.numbers})
        return found


@dataclass(frozen=True, slots=True)
class _Lists:
    stop: frozenset[str]
    calendar: frozenset[str]
    units: frozenset[str]
    parties: frozenset[str]
    number: dict[str, int]
    scale: dict[str, int]


@cache
def _lists() -> _Lists:
    data = words()
    return _Lists(
        frozenset().union(*data.stop.values()),
        frozenset().union(*data.calendar.values()),
        frozenset().union(*data.time_units.values()),
        frozenset().union(*data.parties.values()),
        {word: value for each in data.number.values() for word, value in each.items()},
        {word: value for each in data.scale.values() for word, value in each.items()},
    )


def stem(word: str) -> str:
    """Return the first letters of the lower-case word, "ё" written as "е"."""
    return word.casefold().replace("ё", "е")[:_STEM]


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words of `texts`."""
    return frozenset(stem(match) for text in texts for match in _TOKEN.findall(text))


def read(text: str, besides: frozenset[str] = frozenset(), common: frozenset[str] = frozenset()) -> Said:
    """Return what `text` says besides the stems in `besides` (the names of the parties).

    The stems in `common` are taken for words and never for proper names.
    """
    tokens = [(match.group(), match.start()) for match in _TOKEN.finditer(text)]
    plain = [token.casefold() for token, _ in tokens]
    lists = _lists()
    telling = [
        stem(token) if _tells(token, lists) and stem(token) not in besides else None for token in plain
    ]
    names = frozenset(_names(text, tokens, telling)) - common
    numbers = list(_numbers(plain, telling, lists))
    return Said(
        frozenset(word for word in telling if word),
        names,
        frozenset(number for number, _ in numbers),
        frozenset((number, word) for number, after in numbers for word in after),
    )


def _tells(token: str, lists: _Lists) -> bool:
    known = token in lists.stop or token in lists.calendar or token in lists.number or token in lists.scale
    return len(token) > 2 and not token[0].isdigit() and not known


def _names(text: str, tokens: list[tuple[str, int]], telling: list[str | None]) -> Iterator[str]:
    long = [token for token, _ in tokens if len(token) > 3 and token[0].isalpha()]
    if 2 * sum(token[0].isupper() for token in long) > len(long) > 3:
        return  # a headline in capitals tells no names apart
    for (token, start), word in zip(tokens, telling, strict=True):
        if word and token[0].isupper() and not _SENTENCE_END.search(text[max(0, start - 4) : start]):
            yield word


def _numbers(
    plain: list[str], telling: list[str | None], lists: _Lists
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield each count with the two telling words after it; dates, years and lengths of time are none."""
    at = 0
    while at < len(plain):
        value, end = _number_at(plain, at, lists)
        if value is None:
            at += 1
            continue
        around = {plain[at - 1] if at else "", *plain[end : end + 1]}
        near = [token for token in plain[end : end + 4] if token not in lists.stop or token in lists.parties]
        unit = bool(around & lists.calendar) or bool(near[:1] and near[0] in lists.units | lists.parties)
        if not unit:
            yield value, tuple([word for word in telling[end : end + 5] if word][:2])
        at = end


def _number_at(plain: list[str], at: int, lists: _Lists) -> tuple[float | None, int]:
    """Return the number that begins at token `at` (None where none does) and the token after it."""
    value: float | None = None
    end = at
    if plain[at][0].isdigit():
        value, end = _digits(plain[at]), at + 1
    else:
        while end < len(plain) and plain[end] in lists.number and (value is None or _adds(value, plain[end])):
            value, end = (value or 0) + lists.number[plain[end]], end + 1
        if value is None and plain[at] in lists.scale and at and plain[at - 1] in {"a", "one"}:
            value = 1.0
    while value is not None and end < len(plain) and plain[end] in lists.scale:
        value, end = value * lists.scale[plain[end]], end + 1
    return value, max(end, at + 1)


def _adds(value: float, word: str) -> bool:
    tens = value >= 20 and value % 10 == 0
    return tens and _lists().number[word] < 10


def _digits(token: str) -> float | None:
    """Return the value of a token of digits; None for a year, an hour, or what cannot be told."""
    if ":" in token:
        return None
    if token.isdigit():
        number = int(token)
        return None if 1900 <= number <= 2099 else float(number)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
        return float(re.sub(r"[.,]", "", token))
    if re.fullmatch(r"\d+[.,]\d+", token):
        return float(token.replace(",", "."))
    return None
