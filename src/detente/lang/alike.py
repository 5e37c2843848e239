"""Which words of a language say the same, for comparing a sentence with the passage that it cites."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from detente.datafiles import checked
from detente.lang.lexicon import data

SHORTEST_ROOT = 4


class Scale(BaseModel):
    """How certain the words beside and above an act make it: from 1, possible, to 3, done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    beside: dict[str, tuple[int, int]]
    conditional: frozenset[str]
    open: frozenset[str]
    unsure: frozenset[str]
    intended: frozenset[str]
    decided: frozenset[str]
    negative: frozenset[str]
    brought: frozenset[str]


class Alike(BaseModel):
    """The file alike.yml of a language; see its notes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[frozenset[str], ...]
    things: tuple[frozenset[str], ...]
    mutual: frozenset[str]
    light: frozenset[str]
    empty: frozenset[str]
    receiving: frozenset[str]
    silent: frozenset[str]
    generic: frozenset[str]
    firm: frozenset[str]
    open: frozenset[str]
    outright: frozenset[str]
    pending: frozenset[str]
    leaving_out: frozenset[str]
    shutting_out: frozenset[str]
    scale: Scale
    contrasts: tuple[tuple[frozenset[str], ...], ...]
    bounds: dict[str, tuple[str, ...]]
    vague: dict[str, float]
    ordinals: dict[str, int]
    cardinals: dict[str, int]
    scales: dict[str, int]
    multiples: dict[str, float]
    endings: tuple[str, ...]

    def senses(self, lemma: str) -> frozenset[str]:
        """Return what a word may say: its root and the groups it stands in, as opaque marks."""
        return _senses(lemma.lower())

    def names_act(self, lemma: str) -> bool:
        """Tell whether a noun stands in a group of acts."""
        return any(lemma in group for group in self.groups)

    def same(self, first: str, second: str) -> bool:
        """Tell whether two words may say the same."""
        return bool(self.senses(first) & self.senses(second))


@cache
def alike(lang: str = "en") -> Alike:
    """Return the words of `lang` that say the same. Raises PluginError for a bad file."""
    content = {name: value for name, value in data(lang, "alike").items() if name != "source"}
    found: Alike = checked(Alike, content, f"lang/{lang}/alike.yml")
    return found


@cache
def _senses(lemma: str) -> frozenset[str]:
    known = (*alike().groups, *alike().things)
    groups = {f"group {number}" for number, group in enumerate(known) if lemma in group}
    return frozenset({root(lemma), *groups})


@cache
def root(word: str) -> str:
    """Return a word without its ending, never shorter than four letters: "expulsion" is "expuls"."""
    plain = word.lower()
    for ending in alike().endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_ROOT:
            return plain[: -len(ending)]
    return plain
