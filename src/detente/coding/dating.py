"""Which of a sentence's times is that of an act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from detente.coding.dates import Time, last_day, times
from detente.coding.governing import is_announced, is_fixed_to_come, is_headline_to_come
from detente.coding.grammar import Grammar, lemma
from detente.records import Modality, Precision

EARLIER = frozenset({"after", "following", "since", "before", "ahead"})
RECENT = dt.timedelta(days=7)
OLD = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of an act with its precision, and the modality that the day leaves it."""

    day: dt.date | None
    precision: Precision | None
    modality: Modality


class Calendar:
    """Dates the acts of one sentence."""

    def __init__(self, grammar: Grammar, published: dt.date | None) -> None:
        self.grammar, self.published = grammar, published

    @cached_property
    def _times(self) -> list[Time]:
        return times(self.grammar.sentence.text, self.published, self.grammar.lexicon.lang)

    @cached_property
    def _ahead(self) -> list[Time]:
        return times(self.grammar.sentence.text, self.published, self.grammar.lexicon.lang, future=True)

    def of(self, head: Token, modality: Modality, *, speech: bool = False, found_out: bool = False) -> Dated:
        """Return the day of the act headed by `head`.

        Where the sentence names none it is the publication day with precision "week", for an act told as
        actual; None for one that is to come, possible or past. `speech`: a promise's or threat's own day is
        that of the report, not the day it names.
        `found_out`: of what comes to light later, as a hack does, the day of the report says nothing.
        """
        ahead = modality in (Modality.FUTURE, Modality.HYPOTHETICAL)
        time = self._time(head, self._ahead if ahead else self._times)
        if time is not None and speech and self.published:
            to_come = time.day > self.published or self._is_to_come(head)
            time = None if to_come else time
        if time is None:
            return Dated(None, None, modality) if found_out else self._untold(modality)
        day = time.day if time.precision is not None else None  # no day stands for a span of years
        if modality is Modality.HISTORICAL and self._is_news(head, time):
            modality = Modality.ACTUAL
        if modality is Modality.ACTUAL and self.published is not None:
            if self.published - last_day(time) > OLD:
                return Dated(day, time.precision, Modality.HISTORICAL)
            if time.day - self.published > dt.timedelta(days=1):
                finite = head.tag_ in ("VBD", "VBZ", "VBN", "VBP")  # "imposes duties, effective 10 July"
                return self._untold(modality) if finite else Dated(time.day, time.precision, Modality.FUTURE)
        return Dated(day, time.precision, modality)

    def _is_news(self, head: Token, time: Time) -> bool:
        """Return whether a clause about somebody names a recent day."""
        told = head.dep_ == "relcl" and not any(c.lower_ == "had" for c in head.children)
        day = time.precision is Precision.DAY and self.published is not None
        return told and day and dt.timedelta(0) <= self.published - time.day <= RECENT  # type: ignore[operator]

    def _is_to_come(self, head: Token) -> bool:
        """Return whether a promise is told by what will be done, so that a day named is that of the deed."""
        words = self.grammar.lexicon.words
        will = any(c.dep_ == "aux" and c.lower_ in words["future_aux"] for c in head.children)
        return will or is_announced(head, words) or is_headline_to_come(head) or is_fixed_to_come(head)

    def _untold(self, modality: Modality) -> Dated:
        if self.published is None or modality in (
            Modality.HISTORICAL,
            Modality.FUTURE,
            Modality.HYPOTHETICAL,
        ):
            return Dated(None, None, modality)
        return Dated(self.published, Precision.WEEK, modality)

    def _time(self, head: Token, known: list[Time]) -> Time | None:
        own = self._clause_heads(head)
        found = [time for time in known if self._anchor(time) in own]
        recent = (time for time in found if self.published and self.published - last_day(time) <= OLD)
        return next(recent, found[0]) if found else None  # "in 2011 and again on Sunday": that of the news

    def _clause_heads(self, head: Token) -> set[int]:
        """Return the words whose times are the act's: its head, and the verbs that govern it."""
        found = {head.i}
        token = head
        while token.head.i != token.i:
            if token.dep_ in (
                "xcomp",
                "dobj",
                "pobj",
                "prep",
                "nsubj",
                "nsubjpass",
                "attr",
                "pcomp",
                "conj",
                "agent",
            ):
                token = token.head
                if token.dep_ == "conj" and any(c.dep_ == "nsubj" for c in token.children):
                    found.add(token.i)
                    break
                found.add(token.i)
            else:
                break
        return found

    def _anchor(self, time: Time) -> int | None:
        """Return the verb or act noun that a time belongs to."""
        cells = self.grammar.sentence.cells
        inside = [i for i, cell in enumerate(cells) if cell.start < time.end and time.start < cell.end]
        if not inside:
            return None
        doc = self.grammar.sentence.doc
        token = next((doc[i] for i in inside if doc[i].head.i not in inside), doc[inside[0]])
        while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            own, token = token, token.head
            if own.dep_ == "npadvmod" and any(child.dep_ == "poss" for child in token.children):
                return None  # "..., and B's measures yesterday"
            if token.pos_ == "NOUN" and lemma(token) in self.grammar.lexicon.nouns:
                return token.i
        return None if self._of_earlier(token, inside[0]) else token.i

    def _of_earlier(self, verb: Token, at: int) -> bool:
        """Return whether the time stands in a phrase about something before ("after the raid on Monday")."""
        return any(
            child.lower_ in EARLIER and child.i < at and child.right_edge.i >= at - 1
            for child in verb.children
            if child.dep_ in ("prep", "mark")
        )
