"""Whether each name, number and date of a sentence stands where it does in the passage.

Every item has surroundings: the words, names, numbers and dates near it, and the roles that it plays in acts, by
sense. An item of the sentence should fit its own place in the passage best. Where another item of the passage that
the sentence leaves out fits better, it has been replaced; where two of the sentence fit better each in the other's
place, they have been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.match import PEOPLE, key_words
from detente.receipts.reading import Filler, Name, Predicate, Sentence

FARTHEST = 4
UNTOLD = ("DET", "PUNCT", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "NUM", "SYM", "PRON")
NO_PREPOSITIONS = ("in", "on", "at", "of", "by")
DOER, DONE, BOTH = "doer of ", "done to by ", "side of "
DONE_ROLES = ("patient", "to", "against", "on", "at", "for", "with")
MARK, WORD, LIGHT, GROUP = 1.5, 1.0, 0.5, 0.8
ROLE, UNSURE_ROLE, PARTNER, UNDER, COUNTED, SPEECH, PREPOSITION = 2.0, 0.5, 1.0, 1.0, 1.0, 0.5, 1.0
BESIDE_HEAD, WITHIN = 0.8, 0.4
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
        """Return how alike two surroundings are, but for some marks, or in what grammar binds: 0 for not at all."""
        return sum(
            max(self._word(each, other), self._sense(each, other))
            for each in self.traits
            if each.word.removeprefix(BESIDE) not in without and (each.bound or not bound)
        )

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
        Trait(f"prep {each}", frozenset(), PREPOSITION, bound=True) for each in _preposition(sentence, start, end, at)
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
            yield _trait("", word.lemma, alike().senses(word.lemma), WORD / steps)


def _trait(side: str, lemma: str, meant: Iterable[str], weight: float) -> Trait:
    less = LIGHT if lemma in alike().light else 1.0
    return Trait(f"{side}{lemma}", frozenset(f"{side}{sense}" for sense in meant), weight * less, bool(side))


def under(sentence: Sentence, start: int, end: int) -> Iterator[Trait]:
    """Yield the act that a number or time belongs to: the nearest verb above it."""
    index, seen = head_of(sentence, start, end), set[int]()
    while index not in seen:
        seen.add(index)
        index = sentence.words[index].head
        word = sentence.words[index]
        if word.pos == "VERB" and index not in seen:
            yield _trait("under ", word.lemma, alike().senses(word.lemma), UNDER)
            return


def counted(sentence: Sentence, start: int, end: int) -> Iterator[Trait]:
    """Yield what a number counts, and whether it is a part ("three of the four") or the whole."""
    after = [i for i, word in enumerate(sentence.words) if word.start >= end][:AHEAD]
    before = [word.text.lower() for word in sentence.words if word.end <= start][-2:]
    told = takewhile(lambda i: sentence.words[i].pos not in ENDS or sentence.words[i].lemma == "of", after)
    noun = next((sentence.words[i] for i in told if sentence.words[i].pos == "NOUN"), None)
    if noun is not None:
        yield _trait("counts ", noun.lemma, alike().senses(noun.lemma), COUNTED)
    if [sentence.words[i].text.lower() for i in after[:2]] in PARTS:
        yield Trait("part", frozenset(), COUNTED, bound=True)
    elif "of" in before:
        yield Trait("whole", frozenset(), COUNTED, bound=True)


def _preposition(sentence: Sentence, start: int, end: int, at: int) -> Iterator[str]:
    """Yield the preposition before an item or within it ("before", "by 2034"), as a mark."""
    above = sentence.words[sentence.words[at].head]
    inside = [word for word in sentence.words if start <= word.start < end and word.pos == "ADP"]
    for word in (above, *inside):
        if word.pos in ("ADP", "SCONJ") and word.lemma not in NO_PREPOSITIONS:
            yield word.text.lower()


def _steps(sentence: Sentence, first: int, second: int) -> float:
    ways = []
    for start in (first, second):
        way = [start]
        while sentence.words[way[-1]].head != way[-1] and len(way) <= FARTHEST:
            way.append(sentence.words[way[-1]].head)
        ways.append(way)
    return min((ways[0].index(e) + ways[1].index(e) for e in ways[0] if e in ways[1]), default=FARTHEST + 1)


def roles(sentence: Sentence, name: Name) -> Iterator[Trait]:
    """Yield the roles that a name plays in the acts of its sentence, and what it says."""
    for act in sentence.predicates:
        for role, filler in _filled(act):
            if name in filler.names:
                weight = ROLE if _sure(sentence, act, role, filler) else UNSURE_ROLE
                yield from _role(sentence, act, _side(act, role), weight * _share(sentence, filler, name))
                yield from _partners(act, name)
    yield from _speech(sentence, name)


def _role(sentence: Sentence, act: Predicate, side: str, weight: float) -> Iterator[Trait]:
    """Yield a role in an act; one of a verb that says little is one in what its object or phrase names."""
    yield _trait(side, act.lemma, senses(act), weight)
    if act.lemma in alike().light:
        named = frozenset(sense for word in inner(sentence, act) for sense in alike().senses(word))
        if named:
            yield Trait(f"{side}{act.lemma} it", frozenset(f"{side}{sense}" for sense in named), weight, True)


def inner(sentence: Sentence, act: Predicate) -> Iterator[str]:
    """Yield the words that tell what a light verb does: "(give) a prison term", "(put) into force"."""
    for role, fillers in act.roles.items():
        for filler in fillers if role in ("patient", "to", "into", "in", "under") else ():
            if not filler.names:
                yield filler.lemma
                yield from (w.lemma for w in sentence.words if w.dep == "compound" and w.head == filler.at)


def _share(sentence: Sentence, filler: Filler, name: Name) -> float:
    """Return how much of a role is the name's: all where it fills it, less where it is part of what does."""
    head = sentence.words[filler.at]
    if name.start <= head.start < name.end:
        return 1.0
    own = sentence.words[head_of(sentence, name.start, name.end)]
    if own.dep == "appos":
        return 1.0
    return BESIDE_HEAD if own.head == filler.at else WITHIN


def _filled(act: Predicate) -> Iterator[tuple[str, Filler]]:
    """Yield who stands in the roles of an act; a noun that names none has no roles, and its "of" may mean any."""
    if act.lemma in alike().silent or (act.noun and not (act.kinds or alike().names_act(act.lemma))):
        return
    of = act.roles.get("of", ()) if act.noun else ()
    for role, fillers in act.roles.items():
        yield from ((role, filler) for filler in fillers if role != "patient" or filler not in of)


def _partners(act: Predicate, name: Name) -> Iterator[Trait]:
    """Yield the other names that an act has, wherever they stand."""
    for fillers in act.roles.values():
        for filler in fillers:
            for other in filler.names:
                if mark(other) != mark(name) and not (other.code and other.code == name.code):
                    yield Trait(f"{BESIDE}{mark(other)}", frozenset(), PARTNER, bound=True)


def _sure(sentence: Sentence, act: Predicate, role: str, filler: Filler) -> bool:
    """Tell whether who does it stands with the verb itself, so that the parse need not guess."""
    infinitive = any(w.head == act.at and w.lemma == "to" and w.dep == "aux" for w in sentence.words)
    own = act.at in (sentence.words[filler.at].head, filler.at)
    return role != "agent" or own or not infinitive


def senses(act: Predicate) -> frozenset[str]:
    """Return what the word of an act may mean, with its PLOVER type where it has one alone."""
    kinds = {kind.split()[0] for kind in act.kinds}
    own = alike().senses(act.lemma)
    return own | kinds if len(kinds) == 1 and act.lemma not in alike().light else own


def _side(act: Predicate, role: str) -> str:
    if act.lemma in alike().mutual and role in ("agent", "patient", "with", "between", "to", "of"):
        return BOTH
    if role == "of" and act.noun:
        return "of "
    turned = act.lemma in alike().receiving
    if role == "agent":
        return DONE if turned else DOER
    if role == "from":
        return DOER if turned else DONE
    return DONE if role in DONE_ROLES else f"{role} "


def _speech(sentence: Sentence, name: Name) -> Iterator[Trait]:
    """Yield what a name says, by sense, where it stands with a verb of saying or behind "according to"."""
    spoken: set[int] = set()
    said = speaking()
    for act in sentence.predicates:
        if act.lemma in said and any(name in filler.names for filler in act.roles.get("agent", ())):
            heads = [i for i, w in enumerate(sentence.words) if w.head == act.at and w.dep in ("ccomp", "xcomp")]
            spoken |= {i for head in heads for i in below(sentence, head)} or set(range(len(sentence.words)))
    at = head_of(sentence, name.start, name.end)
    if [w.text.lower() for w in sentence.words[max(0, at - 6) : at]].count("according"):
        spoken |= set(range(len(sentence.words)))
    yield from (
        Trait(f"said {mark(other)}", frozenset(), SPEECH, bound=True)
        for other in sentence.names
        if other != name and head_of(sentence, other.start, other.end) in spoken
    )
    for index in spoken:
        word = sentence.words[index]
        named = any(other.start <= word.start < other.end for other in sentence.names)
        if word.pos not in UNTOLD and not named and word.lemma not in said:
            yield _trait("said ", word.lemma, alike().senses(word.lemma), SPEECH)


def speaking() -> frozenset[str]:
    """Return the verbs of saying."""
    words = lexicon("en").words
    return words["saying"] | words["denying"] | words["claiming"] | alike().open | alike().firm


def below(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the places of a word and of all that hang on it."""
    yield top
    for index, word in enumerate(sentence.words):
        if word.head == top and index != top:
            yield from below(sentence, index)
