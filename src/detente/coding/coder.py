"""The rule coder: a text to the acts that it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from spacy.tokens import Doc, Span

from detente.coding import given
from detente.coding.acts import Candidate, acts
from detente.coding.base import PatternCoder, TypeCoder, Typed
from detente.coding.certainty import Certainty, certainty
from detente.coding.dates import event_date
from detente.coding.gazetteer import states_named
from detente.coding.places import place_named
from detente.coding.sides import Named, Names
from detente.coding.subjects import Matter, arena, contexts
from detente.errors import WrongUse
from detente.lang.en import parser
from detente.ontology import plover
from detente.ontology.areas import Area, load_areas
from detente.ontology.states import STATES
from detente.records import Actor, CodedEvent, Modality, Precision

LONGEST = 100_000
HISTORICAL_DAYS = 120
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})
# whose "attacks" are words
WORDY = frozenset({"JRN", "MED", "ELI", "LEG", "PTY", "BUS", "OPP"})
LANGUAGES = frozenset({"en"})


class Coder:
    """Codes English texts by parse, gazetteer and patterns.

    `sanction_quad` is the quad class of SANCTION (docs/codebook.md), `areas` the taxonomy (by default the
    bundled one), `types` what decides the event type.
    """

    def __init__(
        self,
        sanction_quad: int = 4,
        areas: Mapping[str, Area] | None = None,
        types: TypeCoder | None = None,
    ) -> None:
        self._quad = sanction_quad
        self._areas = load_areas() if areas is None else areas
        self._types = types or PatternCoder()
        self._matter = Matter(self._areas, "en")

    def states_named(self, text: str, lang: str, on: dt.date | None) -> set[str]:
        """Return the ISO 3166-1 alpha-3 codes of the states that `text` names, without parsing it."""
        return states_named(text, lang, on)

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
        whole = (f"{title}\n{text}" if title else text)[:LONGEST]
        doc = parser()(whole)
        if actor is not None or recipient is not None:
            return [self._between(text_id, doc, actor or "", recipient or "", date)]
        names = Names(doc, "en", date)
        found: dict[tuple[object, ...], CodedEvent] = {}
        for sentence in _sentences(doc):
            for candidate in acts(sentence, names):
                event = self._event(text_id, sentence, candidate, names, date)
                if event is not None:
                    found.setdefault(_identity(event), event)
        return list(found.values())

    def _event(
        self,
        text_id: str,
        sentence: Span,
        candidate: Candidate,
        names: Names,
        published: dt.date | None,
    ) -> CodedEvent | None:
        typed = self._types.type_of(candidate)
        if typed is None:
            return None
        quad = plover.quad_class(typed.event_type, self._quad)
        sure = certainty(candidate, names, quad)
        typed, sure = _announced(typed, sure)
        if (
            typed.event_type == "ASSAULT"
            and {side.sector for side in _actors(candidate.actor, names)} <= WORDY
        ):
            return None
        future = sure.modality is Modality.FUTURE or typed.event_type == "AGREE"
        date, precision = event_date(sentence.text, published, future=future)
        if published and date and date > published and sure.modality is Modality.ACTUAL:
            typed = _to_come(typed)
            date, precision = published, Precision.WEEK
        sides = _actors(candidate.actor, names), _actors(candidate.recipient, names)
        return self._filled(
            text_id,
            sentence,
            typed,
            sure,
            sides,
            (date, precision),
            names,
            published,
            candidate.pattern.joint,
        )

    def _filled(
        self,
        text_id: str,
        sentence: Span,
        typed: Typed,
        sure: Certainty,
        sides: tuple[tuple[Actor, ...], tuple[Actor, ...]],
        when: tuple[dt.date | None, Precision | None],
        names: Names,
        published: dt.date | None,
        joint: bool,
    ) -> CodedEvent:
        words = [token.lower_ for token in sentence if not token.is_punct]
        lemmas = [token.lemma_.lower() for token in sentence if not token.is_punct]
        areas = self._matter.areas(words, lemmas, typed.event_type, typed.mode)
        parties = {side.code for side in (*sides[0], *sides[1])}
        modality = _historical(sure.modality, *when, published)
        return CodedEvent(
            id=text_id,
            event_type=typed.event_type,
            mode=typed.mode,
            contexts=contexts(areas),
            areas=areas,
            quad_class=plover.quad_class(typed.event_type, self._quad),
            score=plover.score(typed.event_type, typed.mode),
            actor=sides[0],
            recipient=sides[1],
            direction=direction(*sides) if joint or sides[1] else None,
            arena=arena(names, sentence.start, sentence.end, parties),
            status=sure.status,
            modality=modality,
            claimants=sure.claimants,
            event_date=when[0],
            date_precision=when[1],
            place=place_named(sentence),
            span=(sentence.start_char, sentence.end_char),
            confidence=typed.sure,
            coder=self._types.name,
        )

    def _between(
        self, text_id: str, doc: Doc, actor: str, recipient: str, date: dt.date | None
    ) -> CodedEvent:
        """Return the one act between two given sides, with a type of None where there is none."""
        names = Names(doc, "en", date, given.places(doc.text, actor, recipient))
        sentences = _sentences(doc)
        found = [candidate for sentence in sentences for candidate in acts(sentence, names)]
        both = [candidate for candidate in found if given.fit(candidate) > 1]
        one = [candidate for candidate in found if given.fit(candidate) == 1]
        ranked = [*sorted(both, key=given.fit, reverse=True), *given.between(doc, names), *one]
        event = None
        for candidate in ranked:
            within = next((s for s in sentences if s.start <= candidate.head.i < s.end), doc[:])
            event = event or self._event(text_id, within, candidate, names, date)
        acting, reached = _given(actor, date), _given(recipient, date)
        codes = {given.ACTOR: acting.code, given.RECIPIENT: reached.code}
        event = event or CodedEvent(
            id=text_id, event_type=None, coder=self._types.name, span=(0, len(doc.text))
        )
        told = tuple(c.model_copy(update={"code": codes.get(c.code or "", c.code)}) for c in event.claimants)
        sides = (acting,), (reached,)
        return event.model_copy(
            update={
                "actor": sides[0],
                "recipient": sides[1],
                "direction": direction(*sides),
                "claimants": told,
            }
        )


def _sentences(doc: Doc) -> list[Span]:
    """Return the sentences; a line break ends one always."""
    spans: list[Span] = []
    for sentence in doc.sents:
        start = sentence.start
        for token in sentence:
            if token.is_space and "\n" in token.text:
                if token.i > start:
                    spans.append(doc[start : token.i])
                start = token.i + 1
        if start < sentence.end:
            spans.append(doc[start : sentence.end])
    return spans


def direction(actor: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> str | None:
    """Return "RUS>USA" for one state a side, "RUS-USA" (sorted) for a joint act of exactly two, else None."""
    acting = sorted({side.code for side in actor if side.code and side.code in STATES})
    reached = sorted({side.code for side in recipient if side.code and side.code in STATES})
    if not recipient and len(acting) == 2:
        return "-".join(acting)
    if len(acting) == len(reached) == 1 and acting != reached:
        return f"{acting[0]}>{reached[0]}"
    return None


def _actors(named: tuple[Named, ...], names: Names) -> tuple[Actor, ...]:
    made = [names.actor(each) for each in named if not _repeated(each, named)]
    return tuple({(side.code, side.sector): side for side in reversed(made)}.values())[::-1]


def _repeated(name: Named, all_names: tuple[Named, ...]) -> bool:
    """Tell whether a state's name only leads in to another of the same state ("the US FBI")."""
    if name.found.entry.kind not in ("state", "demonym"):
        return False
    later = [other for other in all_names if other.span.start >= name.span.end]
    return any(
        other.found.entry.code == name.found.entry.code
        and name.head.head.i in (other.head.i, other.head.head.i)
        for other in later
    )


def _to_come(typed: Typed) -> Typed:
    """Return the type of an act whose day lies ahead: cooperation announced is AGREE."""
    return Typed("AGREE", None, typed.sure - 0.1) if typed.event_type in COOPERATIVE else typed


def _announced(typed: Typed, sure: Certainty) -> tuple[Typed, Certainty]:
    """Turn a cooperative act still to come into AGREE, by the coding rule for announced cooperation."""
    if sure.modality is Modality.FUTURE and typed.event_type in COOPERATIVE:
        actual = Certainty(Modality.ACTUAL, sure.status, sure.claimants)
        return Typed("AGREE", None, typed.sure - 0.1), actual
    return typed, sure


def _historical(
    modality: Modality, date: dt.date | None, _precision: Precision | None, published: dt.date | None
) -> Modality:
    if modality is Modality.ACTUAL and date and published and (published - date).days > HISTORICAL_DAYS:
        return Modality.HISTORICAL
    return modality


def _identity(event: CodedEvent) -> tuple[object, ...]:
    codes = (tuple(side.code for side in event.actor), tuple(side.code for side in event.recipient))
    return (event.span, event.event_type, event.mode, event.status, event.modality, *codes)


def _given(words: str, date: dt.date | None) -> Actor:
    named = sorted(states_named(words, "en", date))
    return Actor(text=words, code=named[0] if named else None)
