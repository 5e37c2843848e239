"""What an act is about: its contexts, issue areas, arena and place, from the words of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from spacy.tokens import Token

from detente.coding.grammar import Grammar, lemma, token_before
from detente.coding.parties import Parties
from detente.coding.placing import is_region, locate
from detente.datafiles import parse_yaml
from detente.lang.lexicon import data
from detente.ontology.areas import Area, areas_of_contexts
from detente.ontology.plover import ALL_CONTEXTS
from detente.ontology.states import STATES
from detente.records import Location

NARROW = frozenset({"cyber", "election_interference", "space"})
"""Areas that a text hardly comes to without one of their words, whatever a type step judges."""
BEFORE_IT = frozenset({"since", "before", "until"})
AFTER_IT = frozenset({"after", "following", "amid"})
NAMED = frozenset({"igo", "party", "nonstate"})
ARMS_CONTROL, SANCTIONS = "arms_control", "economy_sanctions"
LOCATIVE = frozenset({"in", "at", "near", "from", "off"})


@cache
def _by_type() -> dict[str, tuple[str, ...]]:
    text = resources.files("detente.coding").joinpath("contexts.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = parse_yaml(text, "coding/contexts.yml")["by_type"]
    return {name: tuple(codes) for name, codes in found.items()}


def type_contexts(event_type: str, mode: str | None) -> tuple[str, ...]:
    """Return the contexts that an act has by its type and mode alone."""
    table = _by_type()
    return tuple(dict.fromkeys((*table.get(f"{event_type} {mode}", ()), *table.get(event_type, ()))))


class Keywords:
    """The keywords of a taxonomy and of the contexts in one language, ready to be looked up."""

    def __init__(self, areas: Mapping[str, Area], lang: str) -> None:
        self.areas = dict(areas)
        self._strong = _index({name: area.strong.get(lang, []) for name, area in areas.items()})
        self._weak = _index({name: area.weak.get(lang, []) for name, area in areas.items()})
        self._contexts = _index(data(lang, "contexts")["contexts"])
        self._arms_trade = frozenset(data(lang, "words")["words"]["arms_trade"])
        tables = (self._strong, self._weak, self._contexts)
        self._longest = max((len(key.split()) for table in tables for key in table), default=1)

    def grams(self, sequences: Iterable[Sequence[str]]) -> set[str]:
        """Return all runs of words up to the longest keyword."""
        return {
            " ".join(words[start : start + length])
            for words in sequences
            for length in range(1, self._longest + 1)
            for start in range(len(words) - length + 1)
        }

    def contexts(self, grams: set[str], event_type: str, mode: str | None) -> tuple[str, ...]:
        """Return the contexts by type and by keyword, in the order of the codebook."""
        found = set(type_contexts(event_type, mode))
        for gram in grams:
            found |= self._contexts.get(gram, frozenset())
        return tuple(code for code in ALL_CONTEXTS if code in found)

    def matter(
        self,
        grams: set[str],
        event_type: str,
        mode: str | None,
        judged: Iterable[str] = (),
        passing: set[str] | None = None,
    ) -> tuple[str, ...]:
        """Return the areas: by a strong keyword, two weak ones, the contexts of the type, or as `judged`.

        `passing` are the words of what is recalled only: an area that nothing but these speak of is left out.
        """
        strong = {area for gram in grams for area in self._strong.get(gram, ())}
        worded = self._worded(grams)
        recalled = self._worded(passing or set()) - worded
        if grams & self._arms_trade and ARMS_CONTROL not in worded:
            recalled.add(ARMS_CONTROL)  # who gets arms is no matter of their number or kind
        found = strong | {
            area for area in judged if area not in recalled and (area not in NARROW or area in worded)
        }
        hints: dict[str, int] = {}
        for gram in grams:
            for area in self._weak.get(gram, ()):
                hints[area] = hints.get(area, 0) + 1
        found |= {area for area, number in hints.items() if number > 1}
        found |= set(areas_of_contexts(type_contexts(event_type, mode), self.areas))
        if not found and (event_type, mode) == ("SANCTION", "discontinue"):
            found = {SANCTIONS}  # whose object says nothing more of itself
        return tuple(name for name in self.areas if name in found)

    def _worded(self, grams: set[str]) -> set[str]:
        return {
            area for gram in grams for table in (self._strong, self._weak) for area in table.get(gram, ())
        }


def _index(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, words in table.items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {name}
    return found


class Surroundings:
    """Reads what stands around the acts of one sentence."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.sentence = grammar, parties, grammar.sentence

    def words(self, head: Token, *, of_armies: bool = False) -> tuple[list[list[str]], list[list[str]]]:
        """Return the words of the act's clause and below it, and of what is recalled there in passing.

        Both as written and as lemmas, in lower case. The name of a body is one word, as is a phrase of
        `one_matter`. `of_armies`: of fire between armies what went before ("after a raid ...") is recalled.
        """
        before = BEFORE_IT | AFTER_IT if of_armies else BEFORE_IT
        top = head
        while top.pos_ not in ("VERB", "AUX") and top.head.i != top.i:
            top = top.head
        if top.dep_ == "xcomp":
            top = top.head
        recalled = {each.i for token in top.subtree for each in self._recalled(token, head, before)}
        told: list[Token] = []
        passing: list[Token] = []
        for token in top.subtree:
            (passing if token.i in recalled else told).append(token)
        spelled = self._spelled(told)
        met_at = [self.sentence.words(t.i, t.i).lower().split() for t in told if self._is_setting(t)]
        phrases = self.grammar.lexicon.words["one_matter"]
        apart = [word.split() for words in spelled for word in words if word in phrases]
        return spelled, [*self._spelled(passing), *met_at, *apart]

    def _is_setting(self, token: Token) -> bool:
        """Return whether a body is named only as where something is: its summit, or "at" it."""
        unit = self.sentence.unit(token)
        within = token.dep_ in ("compound", "nmod") or (token.dep_ == "pobj" and token.head.lower_ == "at")
        return unit is not None and unit.kind in NAMED and within

    def _recalled(self, token: Token, head: Token, before: frozenset[str]) -> list[Token]:
        """Return the words of a time before the act that is named by what happened ("since the raid")."""
        if token.dep_ not in ("prep", "mark") or token.lower_ not in before:
            return []
        phrase = list((token if token.dep_ == "prep" else token.head).subtree)
        return [] if head in phrase else phrase

    def _spelled(self, tokens: Sequence[Token]) -> list[list[str]]:
        written: list[str] = []
        lemmas: list[str] = []
        for token in tokens:
            text = self.sentence.words(token.i, token.i).lower()
            unit = self.sentence.cells[token.i].unit
            parts = [text] if unit is not None and unit.kind in NAMED else text.split()
            written += parts
            lemmas += parts if " " in text else [token.lemma_.lower()]
        phrases = self.grammar.lexicon.words["one_matter"]
        return [
            _joined([w for w in words if any(c.isalnum() for c in w)], phrases) for words in (written, lemmas)
        ]

    def arena(self, head: Token, parties: set[str | None], talks: bool) -> str | None:
        """Return the third state that the act is about; the place of talks alone is none."""
        top = head
        while top.pos_ not in ("VERB", "AUX") and top.head.i != top.i:
            top = top.head
        for token in self.grammar.below(top):
            code = self._third(token, parties, talks)
            if code is not None:
                return code
        return None

    def _third(self, token: Token, parties: set[str | None], talks: bool) -> str | None:
        unit = self.sentence.unit(token)
        if unit is not None and unit.kind in ("state", "demonym", "capital") and unit.code in STATES:
            venue = (
                talks
                and token.dep_ == "pobj"
                and token.head.lower_ in ("in", "at")
                and token.head.head.pos_ in ("VERB", "AUX")
            )
            venue = venue or (talks and unit.kind == "capital") or token.dep_ == "appos"
            venue = venue or (
                talks
                and token.dep_ == "pobj"
                and token.head.lower_ in ("in", "at")
                and self._is_talk(token.head.head)
            )
            return unit.code if unit.code not in parties and not venue else None
        if (
            unit is None
            and not talks
            and token.dep_ == "pobj"
            and token.head.lower_ in LOCATIVE
            and token.pos_ == "PROPN"
        ):
            code = self.parties.city_state(token)
            return code if code is not None and code not in parties else None
        return None

    def _is_talk(self, noun: Token) -> bool:
        act = self.grammar.lexicon.nouns.get(noun.lemma_.lower())
        return act is not None and act.type == "CONSULT"

    def place(
        self, head: Token, sides: set[str | None], *, spoken: bool, to: bool = False
    ) -> tuple[str | None, Location | None]:
        """Return the place behind "in", "at" or "near" in the clause, or the dateline, and where it is.

        `spoken`: of words alone the place of what they are about is not theirs ("agree on a truce in ...").
        `to`: who visits is at the place to which he goes.
        """
        names = ("in", "at", "near", "to") if to else ("in", "at", "near")
        top = head
        while top.pos_ not in ("VERB", "AUX") and top.head.i != top.i:
            top = top.head
        for token in self.grammar.below(top):
            behind = (to and token.dep_ == "dobj" and token.pos_ == "PROPN") or (
                token.dep_ == "pobj" and token.head.lower_ in names and token.pos_ == "PROPN"
            )
            if not behind:
                continue
            first = min((c.i for c in token.children if c.dep_ == "compound"), default=token.i)
            words = self.sentence.words(first, token.i)
            if not self.parties.city_state(token) and not is_region(words):
                continue
            if not spoken or token.dep_ == "dobj" or self._is_of_talks(token.head):
                return words, self._location(token, words, sides)
        said = self.sentence.dateline
        return said, locate(said, "", self._named(None, sides)) if said else None

    def _is_of_talks(self, preposition: Token) -> bool:
        """Return whether a place is that of the verb, of talks or of who acts ("A, in X for ...,")."""
        above = preposition.head
        apart = above.dep_ in ("nsubj", "nsubjpass") and token_before(preposition) == ","
        unit = self.sentence.unit(above)  # "with his counterpart in X": the parse hangs it on the nearest
        person = unit is not None and unit.kind in ("office", "leader", "name")
        person = person or lemma(above) in self.grammar.lexicon.classes["guests"]
        return above.pos_ in ("VERB", "AUX") or self._is_talk(above) or apart or person

    def _location(self, token: Token, words: str, sides: set[str | None]) -> Location | None:
        unit = self.sentence.unit(token)
        behind = self.sentence.text[self.sentence.cells[token.i].end :]
        kind, code = (unit.kind, unit.code) if unit is not None else (None, None)
        return locate(
            words,
            behind,
            self._named(token, sides),
            state=code if kind == "state" else None,
            capital=code if kind == "capital" else None,
        )

    def _named(self, place: Token | None, sides: set[str | None]) -> set[str]:
        """Return the states that the sentence names beside the place, and those of the act's sides."""
        others = (token for token in self.sentence.doc if place is None or token.i != place.i)
        units = (self.sentence.unit(token) for token in others)
        return {code for code in (*(unit.code for unit in units if unit), *sides) if code in STATES and code}


def _joined(words: list[str], phrases: Iterable[str]) -> list[str]:
    """Return the words with each of the phrases in them as one word."""
    for phrase in sorted(phrases, key=len, reverse=True):
        parts = phrase.split()
        for start in range(len(words) - len(parts), -1, -1):
            if words[start : start + len(parts)] == parts:
                words[start : start + len(parts)] = [phrase]
    return words
