"""When two names are one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from detente.errors import WrongUse
from detente.lang import lexicon
from detente.lang.alike import alike
from detente.ontology.actors import posts_on
from detente.receipts.reading import Name

SMALL = frozenset({"the", "of", "and", "a", "an", "for", "s", "to", "in", "on"})
ALIKE_SPELLING, LEAST_LETTERS = 0.85, 6
PEOPLE = frozenset({"leader", "name"})
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
        theirs = key_words(other.text)
        return name.kind in PLACED or all(spelled(word, theirs) for word in key_words(name.text))
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
    if person and _other_person(own, theirs):
        return False
    asked = own[-1:] if person else telling(own)
    found = all(spelled(word, theirs) for word in asked)
    return found or initials(own, theirs) or initials(theirs, own)


def _other_person(own: list[str], theirs: list[str]) -> bool:
    """Tell whether two full names, without titles, have but one of three or more words in common."""
    titles = lexicon("en").roles.title_words | set(lexicon("en").sectors)
    first, second = ([w for w in each if w not in titles] for each in (own, theirs))
    shared = sum(spelled(word, second) for word in first)
    return min(len(first), len(second)) >= 3 and shared < 2


def telling(own: list[str]) -> list[str]:
    """Return the words of a name that tell it from others, without "state", "party" and the like."""
    return [word for word in own if word not in alike().generic] or own


def key_words(text: str) -> list[str]:
    """Return the words of a name that tell: without small words and words of title."""
    return [word for word in words(text) if word not in SMALL]


def initials(short: list[str], long: list[str]) -> bool:
    """Tell whether `short` is one word of the first letters of `long` ("IDF")."""
    first = "".join(word[0] for word in long)
    return len(short) == 1 and len(long) >= 2 and short[0] in (first, f"{first}s")
