"""The rule coder: a text to the acts that it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from detente.coding.base import Candidate, PatternCoder, TypeCoder
from detente.coding.encoder import encoder
from detente.coding.gazetteer import states_named
from detente.coding.pairs import Given
from detente.coding.party import Memory
from detente.coding.passage import Passage
from detente.coding.reading import Prepared, Sentence, prepare, read
from detente.coding.themes import Keywords
from detente.coding.trained import TrainedCoder
from detente.errors import WrongUse
from detente.lang import LANGUAGES, lexicon
from detente.ontology.areas import Area, load_areas
from detente.records import CodedEvent

LONGEST = 100_000
Text = tuple[str, str, dt.date | None]
"""A title ("" for none), a text, and the day of its publication."""
Parsed = tuple[list[Prepared], dict[int, Sentence]]


class Coder:
    """Codes English texts by gazetteer, parse and patterns.

    `sanction_quad` is the quad class of SANCTION (docs/codebook.md), `areas` the taxonomy (by default the
    bundled one), `types` what decides the event type (by default the trained encoder of the language).
    """

    def __init__(
        self,
        sanction_quad: int = 4,
        areas: Mapping[str, Area] | None = None,
        types: TypeCoder | None = None,
    ) -> None:
        self._quad = sanction_quad
        self._types = types or trained_types()
        self._keywords = Keywords(load_areas() if areas is None else areas, "en")
        self._ahead: dict[tuple[str, dt.date | None], Parsed] = {}

    @property
    def name(self) -> str:
        """The name that events carry as their coder."""
        return self._types.name

    def states_named(self, text: str, lang: str, on: dt.date | None) -> set[str]:
        """Return the ISO 3166-1 alpha-3 codes of the states that `text` names, without parsing it."""
        return states_named(text, lang, on)

    def read_ahead(self, texts: Iterable[Text]) -> None:
        """Parse English texts at once, which is quicker than one by one; `code` then finds them parsed.

        They are held until they are coded, or until others are read ahead.
        """
        wanted = {(_whole(title, text), day) for title, text, day in texts}
        ready = {each: list(prepare(each[0], lexicon("en"), each[1])) for each in wanted}
        parsed = read(sentence for sentences in ready.values() for sentence in sentences)
        self._ahead = {
            each: (sentences, {found.start: found for found in islice(parsed, len(sentences))})
            for each, sentences in ready.items()
        }

    def code(
        self,
        text_id: str,
        text: str,
        *,
        lang: str = "en",
        date: dt.date | None = None,
        title: str = "",
        actor: str | None = None,
        recipient: str | None = None,
    ) -> list[CodedEvent]:
        """Return the acts that a text tells of, in order; spans count in title + newline + text.

        With `actor` and `recipient` it is exactly one event between these two, whose type is None
        where there is no act. Raises WrongUse for a language that is not coded.
        """
        if lang not in LANGUAGES:
            raise WrongUse(f"texts in {lang!r} are not coded yet", where=text_id, do="code English texts")
        whole = _whole(title, text)
        paired = actor is not None or recipient is not None
        pair = Given(actor or "", recipient or "", date) if paired else None
        passages = list(self._passages(whole, date, pair))
        if pair is None:
            events: list[CodedEvent] = []
            for passage in passages:
                events += passage.events(text_id, events)
            return events
        found = [event for passage in passages for event in passage.between(text_id, pair)]
        return [pair.choose(text_id, whole, found, self._types.name)]

    def _passages(self, whole: str, date: dt.date | None, pair: Given | None) -> Iterator[Passage]:
        known = (whole, date) in self._ahead
        ready, parsed = self._ahead.pop((whole, date)) if known else _parsed(whole, date)
        memory = Memory()
        for each in ready:
            sentence: Sentence | None = parsed.get(each.start)
            if sentence is None:
                memory = Memory()
                continue
            given = pair.heads(sentence) if pair else {}
            passage = Passage(sentence, memory, date, given, self._types, self._keywords, self._quad)
            memory = passage.parties.remembered()
            yield passage


def _whole(title: str, text: str) -> str:
    return (f"{title}\n{text}" if title else text)[:LONGEST]


def _parsed(whole: str, date: dt.date | None) -> Parsed:
    ready = list(prepare(whole, lexicon("en"), date))
    return ready, {sentence.start: sentence for sentence in read(ready)}


def trained_types(lang: str = "en") -> TypeCoder:
    """Return the type step by the trained encoder of `lang`; where it has no weights, by patterns alone."""
    found = encoder(lang)
    return TrainedCoder(found) if found is not None else PatternCoder()


__all__ = ["Candidate", "Coder"]
