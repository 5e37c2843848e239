"""How well an item of a passage would fill the place of one of the sentence, as measured features.

What stands in the place itself is no part of it: the features say nothing of the name, value or day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.lang.alike import alike
from detente.receipts.certainty import Act, acts, aligned
from detente.receipts.items import Item
from detente.receipts.near import BESIDE, Near, act_over, units
from detente.receipts.reading import Reading, Sentence
from detente.receipts.roles import DOER, DONE

REACH = 3  # steps between an item and the acts that it belongs to
KINDS = ("word", "mark", "role", "beside", "said", "prep", "under", "counts", "part")
OTHERS = (
    "turned", "prep more", "prep less", "under other", "counts other", "act", "act other",
    "verb", "verb other", "function", "function other", "text", "sentence", "published",
)  # fmt: skip
FEATURES = (*KINDS, *OTHERS)
STARTS = {
    BESIDE: "beside", "said ": "said", "prep ": "prep", "under ": "under", "counts ": "counts",
    "name ": "mark", "time ": "mark", "number ": "mark",
}  # fmt: skip
Measures = NDArray[np.float64]


class Slots:
    """The places of a sentence, compared with those of the passages that it cites."""

    def __init__(self, own: Reading, passages: Sequence[Reading]) -> None:
        self._theirs = [act for index, reading in enumerate(passages) for act in acts(reading, index)]
        self._pairs = [(act, self._matched(act)) for act in acts(own)]
        self._texts = [frozenset[str]().union(*map(_content, each.sentences)) for each in passages]

    def _matched(self, act: Act) -> list[tuple[Act, float]]:
        found = aligned(act, self._theirs)
        fits = [act.near.fit(each.near) + (act.predicate.lemma == each.predicate.lemma) / 2 for each in found]
        return [(each, fit / max(fits)) for each, fit in zip(found, fits, strict=True)]

    def measures(self, own: Item[Any], other: Item[Any], but: frozenset[str]) -> Measures:
        """Return the FEATURES of a passage's item in the place of the own one, without the marks `but`."""
        found = dict.fromkeys(FEATURES, 0.0)
        for word, fit in own.near.fits(other.near, but):
            found[_kind(word)] += fit
        found |= _compared(own, other)
        found["act"], found["act other"] = self._acts(own, other)
        content = [unit for unit in units(own.sentence) if not unit & but]
        for name, there in (("text", self._texts[other.passage]), ("sentence", _content(other.sentence))):
            found[name] = sum(bool(unit & there) for unit in content) / max(1, len(content))
        return np.array([found[name] for name in FEATURES])

    def _acts(self, own: Item[Any], other: Item[Any]) -> tuple[float, float]:
        """Return how near the other is to what says the same as the acts near the own; how far from any."""
        total = weight = missed = 0.0
        for act, matches in self._pairs:
            steps = _steps(own.sentence, own.at, act.predicate.at)
            if act.sentence is not own.sentence or steps > REACH or not matches:
                continue
            here = [
                fit / (1 + _steps(other.sentence, other.at, match.predicate.at))
                for match, fit in matches
                if match.sentence is other.sentence
            ]
            share = 1 / (1 + steps)
            weight, missed = weight + share, missed + share * (not here)
            total += share * max(here, default=0.0)
        return (total / weight, missed / weight) if weight else (0.0, 0.0)


def _kind(word: str) -> str:
    """Return what kind of trait a trait's word makes it."""
    started = next((kind for start, kind in STARTS.items() if word.startswith(start)), None)
    return started or ("part" if word in ("part", "whole") else "role" if " " in word else "word")


def _compared(own: Item[Any], other: Item[Any]) -> dict[str, float]:
    """Return what tells two places apart: other sides, prepositions, verbs, things counted, functions."""
    mine, theirs = ({w for w in each.near.words if w.startswith("prep ")} for each in (own, other))
    verbs, functions = (_verb(own), _verb(other)), (_function(own), _function(other))
    same = alike().same(*verbs)
    return {
        "turned": _turned(own.near, other.near),
        "prep more": float(bool(theirs - mine)),
        "prep less": float(bool(mine - theirs)),
        "under other": _different(own.near, other.near, "under "),
        "counts other": _different(own.near, other.near, "counts "),
        "verb": float(all(verbs) and same),
        "verb other": float(all(verbs) and not same),
        "function": float(functions[0] == functions[1]),
        "function other": float({*functions} == {"subject", "object"}),
        "published": float(other.published),
    }


def _verb(item: Item[Any]) -> str:
    at = act_over(item.sentence, item.at)
    return item.sentence.words[at].lemma if at is not None else ""


def _function(item: Item[Any]) -> str:
    """Return what an item, or the phrase that it is part of, is in its clause."""
    words, at = item.sentence.words, item.at
    while True:
        dep, head = words[at].dep, words[at].head
        if dep in ("nsubj", "csubj", "agent") or (dep == "pobj" and words[head].dep == "agent"):
            return "subject"
        if dep in ("dobj", "dative", "nsubjpass"):
            return "object"
        if dep == "pobj":
            return words[head].lemma
        if dep not in ("appos", "conj") or head == at:
            return "within" if dep in ("amod", "compound", "nmod") else dep
        at = head


def _turned(own: Near, other: Near) -> float:
    """Return how much the one does what is done to the other."""
    total = 0.0
    for mine, theirs in ((DOER, DONE), (DONE, DOER)):
        for each in own.traits:
            if each.word.startswith(mine):
                turned = (theirs + sense.removeprefix(mine) for sense in each.senses)
                against = max((other.senses.get(sense, 0.0) for sense in turned), default=0.0)
                along = max((other.senses.get(sense, 0.0) for sense in each.senses), default=0.0)
                total += max(0.0, min(each.weight, against) - along)
    return total


def _different(own: Near, other: Near, start: str) -> float:
    """Return 1 where both have a word of one kind and none that says the same, else 0."""
    mine, theirs = ([t for t in near.traits if t.word.startswith(start)] for near in (own, other))
    same = any(m.word == t.word or m.senses & t.senses for m in mine for t in theirs)
    return float(bool(mine and theirs) and not same)


def _content(sentence: Sentence) -> frozenset[str]:
    return frozenset[str]().union(*units(sentence))


def _steps(sentence: Sentence, first: int, second: int) -> int:
    """Return how many steps of grammar lie between two words of a sentence."""
    words, ways = sentence.words, []
    for start in (first, second):
        way = [start]
        while way[-1] < len(words) and words[way[-1]].head not in way:  # a line break is no word
            way.append(words[way[-1]].head)
        ways.append(way)
    far = len(ways[0]) + len(ways[1])
    return min((ways[0].index(e) + ways[1].index(e) for e in ways[0] if e in ways[1]), default=far)
