"""What an act is about: its issue areas, contexts and arena, from the words of its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.coding.sides import Names
from detente.ontology.areas import Area
from detente.ontology.states import STATES

CODES: dict[tuple[str, str | None], str] = {
    ("SANCTION", "discontinue"): "economy_sanctions",
    ("SANCTION", "expel"): "diplomatic_channels",
    ("CONSULT", "phone"): "diplomatic_channels",
    ("CONSULT", "visit"): "diplomatic_channels",
    ("CONSULT", None): "diplomatic_channels",
    ("REJECT", "meet"): "diplomatic_channels",
    ("COERCE", "cyber"): "cyber",
}
CONTEXT = {
    "cyber": "cyber",
    "human_rights": "human_rights",
    "counter_terrorism": "terrorism",
    "space": "x_space",
    "arms_control": "x_arms_control",
    "election_interference": "x_election_interference",
    "economy_sanctions": "economic",
    "diplomatic_channels": "diplomatic",
}


class Matter:
    """The keywords of a taxonomy in one language, ready to be looked up."""

    def __init__(self, areas: Mapping[str, Area], lang: str) -> None:
        self._areas = areas
        self._strong: dict[str, set[str]] = {}
        self._weak: dict[str, set[str]] = {}
        for area in areas.values():
            for keyword in area.strong.get(lang, ()):
                self._strong.setdefault(keyword, set()).add(area.id)
            for keyword in area.weak.get(lang, ()):
                self._weak.setdefault(keyword, set()).add(area.id)
        self._longest = max((len(k.split()) for k in (*self._strong, *self._weak)), default=1)

    def areas(
        self, words: list[str], lemmas: list[str], event_type: str, mode: str | None
    ) -> tuple[str, ...]:
        """Return the ids of the areas that a sentence names: one strong keyword, or two weak ones."""
        grams = self._grams(words) | self._grams(lemmas)
        found = {area for gram in grams for area in self._strong.get(gram, ())}
        hints: dict[str, int] = {}
        for gram in grams:
            for area in self._weak.get(gram, ()):
                hints[area] = hints.get(area, 0) + 1
        found |= {area for area, number in hints.items() if number > 1}
        found.add(CODES.get((event_type, mode), ""))
        return tuple(area for area in self._areas if area in found)

    def _grams(self, words: list[str]) -> set[str]:
        return {
            " ".join(words[start : start + length])
            for length in range(1, self._longest + 1)
            for start in range(len(words) - length + 1)
        }


def contexts(areas: Iterable[str]) -> tuple[str, ...]:
    """Return the contexts that the areas imply, in their order."""
    return tuple(dict.fromkeys(CONTEXT[area] for area in areas if area in CONTEXT))


def arena(names: Names, start: int, end: int, parties: set[str | None]) -> str | None:
    """Return the first state named between two tokens that is no party to the act."""
    for named in names.all:
        code = named.found.entry.code_on(names.on)
        if start <= named.span.start < end and code in STATES and code not in parties:
            return code
    return None
