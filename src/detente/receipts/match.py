"""When two names are one, and how near the surroundings of two items are."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from detente.errors import WrongUse
from detente.lang.alike import alike
from detente.ontology.actors import posts_on
from detente.receipts.reading import Name, Sentence

SMALL = frozenset({"the", "of", "and", "a", "an", "for", "s", "to", "in", "on"})
ALIKE_SPELLING, LEAST_LETTERS = 0.85, 6
FARTHEST, OWN_VERB, COUNTED = 3, 1.25, 2.0
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
PLACED = frozenset({"state", "demonym", "capital", "government", "metonym", "office", "igo"})


@cache
def folded(text: str) -> str:
    """Return the text in lower case, without accents, possessives and dots of abbreviations."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"['’]s?\b", "", plain.lower().replace(".", "")).strip()


def words(text: str) -> list[str]:
    """Return the folded words of a text, hyphens dividing them."""
    return [found for match in _WORD.finditer(folded(text.replace("-", " "))) if (found := match[0])]


def spelled(word: str, others: Iterable[str]) -> bool:
    """Tell whether a word of a name stands among `others`, in this or a near spelling or as an adjective."""
    return any(word == other or _near(word, other) for other in others)


@cache
def _near(word: str, other: str) -> bool:
    if word[:1] != other[:1]:
        return False
    short, long = sorted((word, other), key=len)
    if len(short) >= 4 and long.startswith(short[: max(4, len(short) - 1)]) and len(long) - len(short) <= 3:
        return True
    close = len(short) >= LEAST_LETTERS and SequenceMatcher(None, word, other).ratio() >= ALIKE_SPELLING
    return close and not word.isdigit()


def same(name: Name, other: Name, on: dt.date | None) -> bool:
    """Tell whether two names stand for one actor: by actor, office held that day, state, or words."""
    if name.actor_id and name.actor_id == other.actor_id:
        return True
    if name.code and other.code and name.code != other.code:
        return False
    if name.code and name.code == other.code:
        return _of_one_state(name, other, on)
    return _by_words(name, other)


def _of_one_state(name: Name, other: Name, on: dt.date | None) -> bool:
    if name.kind in ("leader", "name"):
        return _by_words(name, other) or _in_office(name, other, on)
    if other.kind in ("leader", "name"):
        return name.kind in PLACED or set(key_words(name.text)) <= set(key_words(other.text))
    return True


def _in_office(person: Name, other: Name, on: dt.date | None) -> bool:
    if on is None or person.actor_id is None or other.kind != "office":
        return False
    try:
        return any(post.office == other.actor_id for post in posts_on(person.actor_id, on))
    except WrongUse:
        return False


def _by_words(name: Name, other: Name) -> bool:
    own, theirs = key_words(name.text), key_words(other.text)
    if not own or not theirs:
        return False
    person = {"leader", "name"} & {name.kind, other.kind}
    asked = own[-1:] if person else telling(own)
    found = all(spelled(word, theirs) for word in asked)
    return found or initials(own, theirs) or initials(theirs, own)


def telling(own: list[str]) -> list[str]:
    """Return the words of a name that tell it from others, without "state", "party" and the like."""
    return [word for word in own if word not in alike().generic] or own


def key_words(text: str) -> list[str]:
    """Return the words of a name that tell: without small words and words of title."""
    return [word for word in words(text) if word not in SMALL]


def initials(short: list[str], long: list[str]) -> bool:
    """Tell whether `short` is one word of the first letters of `long` ("IDF")."""
    return len(short) == 1 and 2 <= len(short[0]) == len(long) and short[0] == "".join(w[0] for w in long)


def surroundings(sentence: Sentence, at: int) -> dict[str, float]:
    """Return what stands near a word, by sense, each with a weight that falls with the distance."""
    near: dict[str, float] = {}
    verb = verb_above(sentence, at)
    for index, word in enumerate(sentence.words):
        if index == at or word.pos in ("DET", "PUNCT", "ADP", "AUX", "PART", "CCONJ", "NUM", "SYM"):
            continue
        steps = min(_steps(sentence, at, index), abs(index - at) / 2 + 0.5)
        if index == verb:
            steps = 1 / OWN_VERB
        elif index == sentence.words[at].head and word.pos == "NOUN":
            steps = 1 / COUNTED
        elif word.pos == "VERB":
            steps = max(steps, FARTHEST)
        if steps <= FARTHEST:
            for sense in alike().senses(word.lemma):
                near[sense] = max(near.get(sense, 0.0), 1 / max(steps, 1 / COUNTED))
    return near


def verb_above(sentence: Sentence, at: int) -> int:
    """Return the place of the verb that a word depends on, -1 for none."""
    index = at
    for _ in sentence.words:
        above = sentence.words[index].head
        if above == index:
            break
        index = above
        if sentence.words[index].pos == "VERB":
            return index
    return -1


def _steps(sentence: Sentence, first: int, second: int) -> float:
    """Return the number of steps between two words in the parse, at most one more than the farthest."""
    ways = []
    for start in (first, second):
        way, index = [start], start
        while sentence.words[index].head != index and len(way) <= FARTHEST:
            index = sentence.words[index].head
            way.append(index)
        ways.append(way)
    return min(
        (ways[0].index(each) + ways[1].index(each) for each in ways[0] if each in ways[1]),
        default=FARTHEST + 1,
    )


def nearness(first: dict[str, float], second: dict[str, float]) -> float:
    """Return how alike two surroundings are: 0 where they share nothing."""
    return sum(min(weight, second[sense]) for sense, weight in first.items() if sense in second)
