"""What stands around a name, number, date or act: words, marks of other items, and how far off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from detente.lang.alike import alike
from detente.receipts.match import PEOPLE, key_words
from detente.receipts.reading import Name, Sentence

FARTHEST = 4
UNTOLD = ("DET", "PUNCT", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "NUM", "SYM", "PRON")
NO_PREPOSITIONS = ("in", "on", "at", "of", "by")
MARK, WORD, LIGHT, GROUP = 1.5, 1.0, 0.5, 0.8
UNDER, COUNTED, PREPOSITION = 1.0, 1.0, 1.0
BESIDE = "beside "
ENDS = ("PUNCT", "ADP", "VERB", "CCONJ")
AHEAD, PARTS = 4, (["of", "the"], ["out", "of"], ["of", "them"], ["of", "those"])


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing near an item: a word or mark, what else may say the same, and how much it weighs.

    It is `bound` to the item where grammar says so: by a role, a preposition, what is counted.
    """

    word: str
    senses: frozenset[str]
    weight: float
    bound: bool = False


class Near:
    """What stands around an item; `fit` compares two."""

    def __init__(self, traits: Iterable[Trait]) -> None:
        heaviest: dict[str, Trait] = {}
        for each in traits:
            if each.word not in heaviest or heaviest[each.word].weight < each.weight:
                heaviest[each.word] = each
        self.traits = tuple(heaviest.values())
        self.words = {each.word: each.weight for each in self.traits}
        self.senses: dict[str, float] = {}
        for each in self.traits:
            for sense in each.senses:
                self.senses[sense] = max(self.senses.get(sense, 0.0), each.weight)

    def fit(self, other: Near, without: frozenset[str] = frozenset(), *, bound: bool = False) -> float:
        """Return how alike two surroundings are, but for some marks; 0 is not at all."""
        return sum(fit for _, fit in self.fits(other, without, bound=bound))

    def fits(
        self, other: Near, without: frozenset[str] = frozenset(), *, bound: bool = False
    ) -> Iterator[tuple[str, float]]:
        """Yield each trait's word with how well the other surroundings have it, 0 where they do not."""
        for each in self.traits:
            if each.word.removeprefix(BESIDE) not in without and (each.bound or not bound):
                yield each.word, max(self._word(each, other), self._sense(each, other))

    @staticmethod
    def _word(each: Trait, other: Near) -> float:
        return min(each.weight, other.words.get(each.word, 0.0))

    @staticmethod
    def _sense(each: Trait, other: Near) -> float:
        shared = max((other.senses.get(sense, 0.0) for sense in each.senses), default=0.0)
        return GROUP * min(each.weight, shared)


@dataclass(frozen=True, slots=True)
class Place:
    """A mark (what stands there, comparable between texts) at [start, end) of a sentence's text."""

    mark: str
    start: int
    end: int


def places(sentence: Sentence, numbers: Iterator[tuple[int, int, float]]) -> list[Place]:
    """Return the names, times and numbers of a sentence as marks."""
    return [
        *(Place(mark(name), name.start, name.end) for name in sentence.names),
        *(Place(f"time {time.first}", time.start, time.end) for time in sentence.times),
        *(Place(f"number {value:g}", start, end) for start, end, value in numbers),
    ]


def mark(name: Name) -> str:
    """Return what two mentions of one name share: the code of a state, the last word of another name."""
    if name.code and name.kind not in PEOPLE:
        return f"name {name.code}"
    return f"name {(key_words(name.text) or [name.text.lower()])[-1]}"


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """Return the place of the word that carries what stands at [start, end)."""
    inside = [i for i, word in enumerate(sentence.words) if word.start < end and start < word.end]
    outward = [i for i in inside if sentence.words[i].head not in inside or sentence.words[i].head == i]
    return outward[-1] if outward else max(0, len(sentence.words) - 1)


def surroundings(sentence: Sentence, start: int, end: int, marks: list[Place]) -> Iterator[Trait]:
    """Yield what stands near [start, end): words and marks, with weights that fall with the distance."""
    at = head_of(sentence, start, end)
    yield from (
        Trait(f"prep {each}", frozenset(), PREPOSITION, bound=True)
        for each in _preposition(sentence, start, end, at)
    )
    placed = {head_of(sentence, p.start, p.end): p for p in marks if not (p.start < end and start < p.end)}
    covered = [(p.start, p.end) for p in marks]
    for index, word in enumerate(sentence.words):
        steps = max(min(_steps(sentence, at, index), abs(index - at) / 2 + 0.5), 1)
        if steps > FARTHEST or index == at:
            continue
        if index in placed:
            yield Trait(placed[index].mark, frozenset(), MARK / steps)
        elif word.pos not in UNTOLD and not any(a < word.end and word.start < b for a, b in covered):
            yield trait("", word.lemma, alike().senses(word.lemma), WORD / steps)


def trait(side: str, lemma: str, meant: Iterable[str], weight: float) -> Trait:
    """Return a word as a trait; one that says little by itself weighs less, one with a side is bound."""
    less = LIGHT if lemma in alike().light else 1.0
    return Trait(f"{side}{lemma}", frozenset(f"{side}{sense}" for sense in meant), weight * less, bool(side))


def act_over(sentence: Sentence, at: int) -> int | None:
    """Return the place of the act that a word belongs to: the nearest verb above it, or what "is" tells."""
    seen = set[int]()
    while at not in seen:
        seen.add(at)
        at = sentence.words[at].head
        told = [i for i, w in enumerate(sentence.words) if w.head == at and w.dep in ("acomp", "attr")]
        if sentence.words[at].pos == "AUX" and told and told[0] not in seen:
            return told[0]
        if sentence.words[at].pos == "VERB" and at not in seen:
            return at
    return None


def under(sentence: Sentence, start: int, end: int) -> Iterator[Trait]:
    """Yield the act that a number or time belongs to."""
    at = act_over(sentence, head_of(sentence, start, end))
    if at is not None:
        lemma = sentence.words[at].lemma
        yield trait("under ", lemma, alike().senses(lemma), UNDER)


def counted(sentence: Sentence, start: int, end: int) -> Iterator[Trait]:
    """Yield what a number counts, and whether it is a part ("three of the four") or the whole."""
    after = [i for i, word in enumerate(sentence.words) if word.start >= end][:AHEAD]
    before = [word.text.lower() for word in sentence.words if word.end <= start][-2:]
    told = takewhile(lambda i: sentence.words[i].pos not in ENDS or sentence.words[i].lemma == "of", after)
    noun = next((sentence.words[i] for i in told if sentence.words[i].pos == "NOUN"), None)
    if noun is not None:
        yield trait("counts ", noun.lemma, alike().senses(noun.lemma), COUNTED)
    if [sentence.words[i].text.lower() for i in after[:2]] in PARTS:
        yield Trait("part", frozenset(), COUNTED, bound=True)
    elif "of" in before:
        yield Trait("whole", frozenset(), COUNTED, bound=True)


def units(sentence: Sentence) -> list[frozenset[str]]:
    """Return what a sentence says: of each word what it may say, of each name, time and number its mark."""
    covered = [(n.start, n.end) for n in sentence.names] + [(t.start, t.end) for t in sentence.times]
    words = [
        frozenset({f"number {word.text.lower()}"}) if word.pos == "NUM" else alike().senses(word.lemma)
        for word in sentence.words
        if (word.pos not in UNTOLD or word.pos == "NUM")
        and word.lemma not in alike().light
        and not any(start < word.end and word.start < end for start, end in covered)
    ]
    names = [frozenset({mark(name)}) for name in sentence.names]
    return [*words, *names, *(frozenset({f"time {time.first}"}) for time in sentence.times)]


def _preposition(sentence: Sentence, start: int, end: int, at: int) -> Iterator[str]:
    """Yield the preposition before an item, above it or within it ("before", "by 2034"), as a mark."""
    above = sentence.words[sentence.words[at].head]
    inside = [word for word in sentence.words if start <= word.start < end and word.pos == "ADP"]
    before = [word for word in sentence.words if word.end <= start][-1:]
    for word in (above, *inside, *before):
        if (word.pos in ("ADP", "SCONJ") or word.lemma == "to") and word.lemma not in NO_PREPOSITIONS:
            yield word.text.lower()


def _steps(sentence: Sentence, first: int, second: int) -> float:
    ways = []
    for start in (first, second):
        way = [start]
        while sentence.words[way[-1]].head != way[-1] and len(way) <= FARTHEST:
            way.append(sentence.words[way[-1]].head)
        ways.append(way)
    return min((ways[0].index(e) + ways[1].index(e) for e in ways[0] if e in ways[1]), default=FARTHEST + 1)
