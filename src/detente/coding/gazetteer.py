"""Finds the actors that a text names, by the ontology's spellings, without a parse (Aho, Corasick 1975)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from detente.lang.stems import stemmed
from detente.ontology.actors import ActorEntry, Surface, load_surfaces
from detente.ontology.states import STATES

BESIDE = 30
_TAIL = re.compile(r"-(?!led\b)[a-z]")
_HEAD = re.compile(r"\b(?:pro|anti|non|russo|sino|indo|franco|anglo|greco|ex)[-‑–]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An actor named in a text, at [start, end)."""

    start: int
    end: int
    entry: ActorEntry


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    surface: Surface


@cache
def _index(lang: str) -> tuple[Any, dict[str, list[Surface]]]:
    table: dict[str, list[Surface]] = defaultdict(list)
    for surface in load_surfaces():
        if surface.lang == lang:
            table[_folded(surface.text) if lang != "ru" else stemmed(surface.text)].append(surface)
    automaton = ahocorasick.Automaton()
    for text in table:
        automaton.add_word(text, text)
    automaton.make_automaton()
    return automaton, dict(table)


def _folded(text: str) -> str:
    """Return the text in lower case, of the same length, with straight apostrophes."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.replace("’", "'")


def find(text: str, lang: str, on: dt.date | None) -> list[Found]:
    """Return the actors that `text` names on the day `on`, in order, without overlap; the longest name wins.

    A spelling that is ambiguous counts only beside an unambiguous one of the same actor or state.
    """
    hits: list[_Hit] = []
    taken: list[tuple[int, int]] = []
    for start, end, surfaces in sorted(_matches(text, lang), key=lambda m: (m[0] - m[1], m[0])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        fitting = [surface for surface in surfaces if _fits(surface, text, start, end, on)]
        if fitting:
            taken.append((start, end))
            hits += [_Hit(start, end, surface) for surface in _chosen(fitting)]
    return sorted(_supported(hits), key=lambda found: found.start)


def _matches(text: str, lang: str) -> Iterator[tuple[int, int, list[Surface]]]:
    automaton, table = _index(lang)
    if not table:
        return
    folded = _folded(text)
    for last, key in automaton.iter(folded):
        start, end = last - len(key) + 1, last + 1
        if (start == 0 or not folded[start - 1].isalnum()) and (
            end == len(folded) or not folded[end].isalnum() or not folded[end - 1].isalnum()
        ):
            yield start, end, table[key]


def _fits(surface: Surface, text: str, start: int, end: int, on: dt.date | None) -> bool:
    written = text[start:end]
    if not surface.valid(on) or (surface.case_sensitive and written != surface.text):
        return False
    if surface.entry is None:
        return True
    if surface.text[:1].isupper() and written[:1].islower():
        return False
    near = text[max(0, start - BESIDE) : end + BESIDE].casefold()
    if any(re.search(rf"\b{re.escape(word.casefold())}\b", near) for word in surface.spelling.unless):
        return False
    return not _TAIL.match(text, end) and not _HEAD.search(text[max(0, start - 8) : start])


def _chosen(fitting: list[Surface]) -> list[Surface]:
    """Return the surfaces of one place to keep: a mask before all, the unambiguous before the ambiguous."""
    masks = [surface for surface in fitting if surface.entry is None]
    clear = [surface for surface in fitting if not surface.ambiguous]
    return masks[:1] or clear[:1] or fitting


def _supported(hits: list[_Hit]) -> Iterator[Found]:
    clear = [hit.surface.entry for hit in hits if hit.surface.entry and not hit.surface.ambiguous]
    actors, codes = {entry.id for entry in clear}, {entry.code for entry in clear}
    seen: set[int] = set()
    for hit in hits:
        entry = hit.surface.entry
        if entry is None or hit.start in seen:
            continue
        if hit.surface.ambiguous:
            known = entry.id in actors if entry.kind == "leader" else entry.code in codes
            if not known:
                continue
        seen.add(hit.start)
        yield Found(hit.start, hit.end, entry)


def states_named(text: str, lang: str, on: dt.date | None) -> set[str]:
    """Return the ISO 3166-1 alpha-3 codes of the states that `text` names, itself or by a body or person."""
    if lang == "ru":
        return _stem_states(text, on)
    return {code for found in find(text, lang, on) if (code := found.entry.code_on(on)) in STATES}


def _stem_states(text: str, on: dt.date | None) -> set[str]:
    automaton, table = _index("ru")
    stems = stemmed(text)
    taken: list[tuple[int, int]] = []
    codes: set[str] = set()
    for last, key in sorted(automaton.iter(stems), key=lambda hit: (-len(hit[1]), hit[0])):
        start, end = last - len(key) + 1, last
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        entries = [s.entry for s in table[key] if s.valid(on) and not s.ambiguous]
        if None not in entries:
            codes |= {entry.code_on(on) for entry in entries if entry is not None}
    return {code for code in codes if code in STATES}
