"""The names, numbers and dates of a text with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.receipts.near import Near, Place, Trait, counted, head_of, places, surroundings, under
from detente.receipts.numbers import Number, numbers
from detente.receipts.reading import Name, Reading, Sentence, Time
from detente.receipts.roles import roles

V = TypeVar("V")
_JOINED = re.compile(r"(?:,|\b(?:and|or))(?: the| its| an?)? $")

_ALIAS = re.compile(r"\s\((\w[\w.-]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Item(Generic[V]):
    """A name, number or date, with its words and what stands around it in its sentence.

    `at` is the place of its head in the sentence. It is `joined` to the one before where only "and" or a
    comma stands before it; `alias` is a short name in brackets behind it. `published`: a day of publication,
    at an act that has no day of its own.
    """

    text: str
    value: V
    passage: int
    start: int
    end: int
    near: Near
    sentence: Sentence
    at: int
    joined: bool = False
    alias: str = ""
    published: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """All items of one text."""

    names: tuple[Item[Name], ...]
    numbers: tuple[Item[Number], ...]
    times: tuple[Item[Time], ...]


def items(reading: Reading, passage: int = 0) -> Items:
    """Return the items of a text; `passage` is its number among those that a sentence cites."""
    names: list[Item[Name]] = []
    figures: list[Item[Number]] = []
    times: list[Item[Time]] = []
    for sentence in reading.sentences:
        own = list(_numbers(reading, sentence))
        marks = places(sentence, ((n.start, n.end, n.value) for n in own))
        for name in sentence.names:
            near = Near([*surroundings(sentence, name.start, name.end, marks), *roles(sentence, name)])
            joined = bool(_JOINED.search(reading.text[: name.start]))
            at = head_of(sentence, name.start, name.end)
            alias = _ALIAS.match(reading.text, name.end)
            short = alias[1] if alias else ""
            names.append(
                Item(name.text, name, passage, name.start, name.end, near, sentence, at, joined, short)
            )
        for number in own:
            counts = counted(sentence, number.start, number.end)
            near = Near([*_of_figure(sentence, number.start, number.end, marks), *counts])
            at = head_of(sentence, number.start, number.end)
            figures.append(Item(number.text, number, passage, number.start, number.end, near, sentence, at))
        for time in sentence.times:
            near = Near(_of_figure(sentence, time.start, time.end, marks))
            text = reading.text[time.start : time.end]
            at = head_of(sentence, time.start, time.end)
            times.append(Item(text, time, passage, time.start, time.end, near, sentence, at))
    return Items(tuple(names), tuple(figures), tuple(times))


def _of_figure(sentence: Sentence, start: int, end: int, marks: list[Place]) -> Iterator[Trait]:
    yield from surroundings(sentence, start, end, marks)
    yield from under(sentence, start, end)


def _numbers(reading: Reading, sentence: Sentence) -> Iterator[Number]:
    text, start = reading.text[sentence.start : sentence.end], sentence.start
    taken = [(t.start - start, t.end - start) for t in sentence.times]
    taken += [(n.start - start, n.end - start) for n in sentence.names if any(c.isdigit() for c in n.text)]
    for number in numbers(text, taken):
        yield number.moved(start)
