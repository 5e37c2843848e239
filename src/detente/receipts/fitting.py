"""Whether each name, number and date of a sentence stands where it does in the passage.

Every item has surroundings: the words, names, numbers and dates near it, and the roles that it plays in acts, by
sense. An item of the sentence should fit its own place in the passage best. Where another item of the passage that
the sentence leaves out fits better, it has been replaced; where two of the sentence fit better each in the other's
place, they have been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.match import PEOPLE, key_words
from detente.receipts.reading import Name, Predicate, Sentence

FARTHEST = 4
UNTOLD = ("DET", "PUNCT", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "NUM", "SYM", "PRON")
DOER, DONE, BOTH = "doer of ", "done to by ", "side of "
ROLE_WEIGHT = 1.2
SPEECH_WEIGHT = 0.5
DONE_ROLES = ("patient", "to", "against", "on", "at", "for", "with")
Near = Mapping[str, float]


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


def surroundings(sentence: Sentence, start: int, end: int, marks: list[Place]) -> dict[str, float]:
    """Return what stands near [start, end), by sense or mark, each with a weight that falls with the distance."""
    at = head_of(sentence, start, end)
    near: dict[str, float] = dict.fromkeys(_preposition(sentence, start, end, at), 1.0)
    placed = {head_of(sentence, p.start, p.end): p for p in marks if not (p.start < end and start < p.end)}
    covered = [(p.start, p.end) for p in marks]
    for index, word in enumerate(sentence.words):
        steps = min(_steps(sentence, at, index), abs(index - at) / 2 + 0.5)
        if steps > FARTHEST or index == at:
            continue
        if index in placed:
            near[placed[index].mark] = max(near.get(placed[index].mark, 0.0), 1.5 / max(steps, 1))
        elif word.pos not in UNTOLD and not any(a < word.end and word.start < b for a, b in covered):
            light = word.lemma in alike().light
            for sense in alike().senses(word.lemma):
                near[sense] = max(near.get(sense, 0.0), (0.3 if light else 1.0) / max(steps, 1))
    return near


def _preposition(sentence: Sentence, start: int, end: int, at: int) -> Iterator[str]:
    """Yield the preposition before an item or within it ("before", "by 2034"), as a mark."""
    above = sentence.words[sentence.words[at].head]
    inside = [word for word in sentence.words if start <= word.start < end and word.pos == "ADP"]
    for word in (above, *inside):
        if word.pos in ("ADP", "SCONJ") and word.lemma not in ("in", "on", "at", "of", "by"):
            yield f"prep {word.text.lower()}"


def _steps(sentence: Sentence, first: int, second: int) -> float:
    ways = []
    for start in (first, second):
        way = [start]
        while sentence.words[way[-1]].head != way[-1] and len(way) <= FARTHEST:
            way.append(sentence.words[way[-1]].head)
        ways.append(way)
    return min((ways[0].index(e) + ways[1].index(e) for e in ways[0] if e in ways[1]), default=FARTHEST + 1)


def roles(sentence: Sentence, name: Name) -> dict[str, float]:
    """Return the roles that a name plays in the acts of its sentence, by what the act may mean."""
    found: dict[str, float] = {}
    for act in sentence.predicates:
        for role, fillers in act.roles.items():
            if any(name in filler.names for filler in fillers):
                for sense in senses(act, sentence):
                    key = f"{_side(act, role)}{sense}"
                    found[key] = max(found.get(key, 0.0), ROLE_WEIGHT)
    return found | _speech(sentence, name)


def senses(act: Predicate, sentence: Sentence) -> frozenset[str]:
    """Return what an act may mean: its word's senses, or those of its object where the word says little."""
    own = alike().senses(act.lemma)
    if act.lemma not in alike().light:
        return own | {kind.split()[0] for kind in act.kinds}
    objects = [filler for filler in act.roles.get("patient", ()) if not filler.names]
    inner = [w.lemma for f in objects for w in sentence.words if w.dep == "compound" and w.head == f.at]
    named = frozenset(s for each in (*(f.lemma for f in objects), *inner) for s in alike().senses(each))
    return named or own


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


def _speech(sentence: Sentence, name: Name) -> dict[str, float]:
    """Return what a name says, by sense, where it stands with a verb of saying or behind "according to"."""
    spoken: set[int] = set()
    said = speaking()
    for act in sentence.predicates:
        if act.lemma in said and any(name in filler.names for filler in act.roles.get("agent", ())):
            heads = [i for i, w in enumerate(sentence.words) if w.head == act.at and w.dep in ("ccomp", "xcomp")]
            spoken |= {i for head in heads for i in below(sentence, head)} or set(range(len(sentence.words)))
    at = head_of(sentence, name.start, name.end)
    if [w.text.lower() for w in sentence.words[max(0, at - 6) : at]].count("according"):
        spoken |= set(range(len(sentence.words)))
    own = range(name.start, name.end)
    return {
        f"said {sense}": SPEECH_WEIGHT
        for i in spoken
        if (word := sentence.words[i]).pos not in UNTOLD and word.start not in own and word.lemma not in said
        for sense in alike().senses(word.lemma)
    }


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


def fit(own: Near, other: Near) -> float:
    """Return how alike two surroundings are: 0 where they share nothing."""
    return sum(min(weight, other[sense]) for sense, weight in own.items() if sense in other)
