"""A text as the checks see it: its words, names, times, and who does what in it.

The watch fills it in (`Reader`), since the parser stands beside this folder, not below it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from detente.records import Modality, Precision, Status


@dataclass(frozen=True, slots=True)
class Name:
    """A name at [start, end) of the text: code of its state or body, actor of the ontology, kind.

    `kind` is the ontology's ("state", "leader" ...), "name" for a titled name that it does not list, "" for
    other words with capitals. `before` is the character before it ("-" in "pro-Russian"), and
    `placed` tells that a preposition of place does ("in Riga").
    """

    start: int
    end: int
    text: str
    code: str | None = None
    actor_id: str | None = None
    kind: str = ""
    before: str = ""
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; `head` is the place of the word it hangs on, its own for the root."""

    text: str
    lemma: str
    pos: str
    start: int
    end: int
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Filler:
    """What stands in a role: the head word's lemma and place, the names in its phrase."""

    lemma: str
    at: int
    names: tuple[Name, ...] = ()
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or noun that says an act, with its sides by role ("agent", "patient", "in", "to" ...).

    `said` are the verbs that carry it as somebody's words, outermost first; `governed` the verbs that it
    depends on ("threaten" of "threatens to expel"). `kinds` are the PLOVER types, with a mode where there is
    one, that its word may mean ("SANCTION expel").
    """

    lemma: str
    at: int
    start: int
    end: int
    noun: bool
    roles: Mapping[str, tuple[Filler, ...]]
    modality: Modality
    status: Status
    hedged: bool = False
    said: tuple[str, ...] = ()
    governed: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    def kindred(self, other: Predicate) -> bool:
        """Tell whether both may be of one type, and of one mode where both have one."""
        return any(
            a.split()[0] == b.split()[0] and (a == b or " " not in a or " " not in b)
            for a in self.kinds
            for b in other.kinds
        )


@dataclass(frozen=True, slots=True)
class Time:
    """A time named at [start, end): its first and last day, and how exact it is.

    A `weekday` alone may be the one before or the one after publication, and so may a day or month that is
    `yearless`.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: Precision
    weekday: bool = False
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence of a text; all places count in the whole text, those of words within the sentence."""

    start: int
    end: int
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    predicates: tuple[Predicate, ...]
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: its sentences, and the day on which it was published."""

    text: str
    published: dt.date | None
    sentences: tuple[Sentence, ...]

    @property
    def names(self) -> list[Name]:
        """All names, in order."""
        return [name for sentence in self.sentences for name in sentence.names]

    @property
    def predicates(self) -> list[Predicate]:
        """All acts, in order."""
        return [found for sentence in self.sentences for found in sentence.predicates]


class Reader(Protocol):
    """Reads a text; the watch has one that uses the coder's parse and gazetteer."""

    def read(self, text: str, published: dt.date | None) -> Reading:
        """Return the text read; weekdays and offices are those of the day `published`."""
