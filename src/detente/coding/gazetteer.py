"""Finds the actors that a text names: the longest name wins, masked phrases are passed over."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from detente.ontology.actors import ActorEntry, Surface, load_surfaces
from detente.ontology.states import STATES


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: its characters, what it stands for, and whether it needs support."""

    start: int
    end: int
    entry: ActorEntry
    ambiguous: bool


@cache
def _automaton(lang: str) -> Any:
    by_text: dict[str, list[Surface]] = defaultdict(list)
    for surface in load_surfaces():
        if surface.lang == lang:
            by_text[_fold(surface.text)].append(surface)
    automaton = ahocorasick.Automaton()
    for text, surfaces in by_text.items():
        automaton.add_word(text, (len(text), tuple(surfaces)))
    if by_text:
        automaton.make_automaton()
    return automaton if by_text else None


def _fold(text: str) -> str:
    """Return lower case of the same length, with plain apostrophes."""
    folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return folded.replace("’", "'")


def find(text: str, lang: str, on: dt.date | None) -> list[Found]:
    """Return the names in `text` that are valid on the day `on`, in order, none overlapping."""
    automaton = _automaton(lang)
    if automaton is None:
        return []
    folded = _fold(text)
    spans: list[tuple[int, int, Surface]] = []
    for last, (length, surfaces) in automaton.iter(folded):
        start, end = last - length + 1, last + 1
        if _whole(folded, start, end):
            chosen = _choose(surfaces, text[start:end], on)
            if chosen is not None:
                spans.append((start, end, chosen))
    return _longest(spans)


def _whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not text[start - 1].isalnum()
    after = end == len(text) or not text[end].isalnum() or not text[end - 1].isalnum()
    return before and after


def _choose(surfaces: tuple[Surface, ...], written: str, on: dt.date | None) -> Surface | None:
    plain = written.replace("’", "'")
    fits = [
        s for s in surfaces if s.valid(on) and (not s.case_sensitive or s.text.replace("’", "'") == plain)
    ]
    return (
        min(fits, key=lambda s: (s.ambiguous, s.entry is not None, s.entry.id if s.entry else ""))
        if fits
        else None
    )


def _longest(spans: list[tuple[int, int, Surface]]) -> list[Found]:
    taken_to, found = 0, []
    for start, end, surface in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < taken_to:
            continue
        taken_to = end
        if surface.entry is not None:
            found.append(Found(start, end, surface.entry, surface.ambiguous))
    return _supported(found)


def _supported(found: list[Found]) -> list[Found]:
    """Drop an ambiguous name unless the text names its state in another way too."""
    sure = {name.entry.code for name in found if not name.ambiguous}
    return [name for name in found if not name.ambiguous or name.entry.code in sure]


def states_named(text: str, lang: str, on: dt.date | None) -> set[str]:
    """Return the ISO 3166-1 alpha-3 codes of the states that `text` names in any way."""
    codes = {name.entry.code_on(on) for name in find(text, lang, on)}
    return {code for code in codes if code in STATES}
