"""One sentence coded: its candidates typed, judged, dated and filled out into events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from detente.coding.acts import Acts
from detente.coding.answering import answered
from detente.coding.base import Candidate, TypeCoder, Typed
from detente.coding.certainty import Certainty, Judge
from detente.coding.dating import Calendar, Dated
from detente.coding.denials import Denials, own_denial
from detente.coding.filters import UNREAL, VERBAL, enough, gathered, keep, settled_heads, tidy, two_sided
from detente.coding.gazetteer import find
from detente.coding.governing import governor
from detente.coding.grammar import Grammar, lemma
from detente.coding.pairs import Given, on_the_way, whatever_between
from detente.coding.parties import Parties
from detente.coding.party import Memory, Party
from detente.coding.reading import Sentence
from detente.coding.themes import Keywords, Surroundings
from detente.coding.unlisted import Unlisted
from detente.coding.venue import as_met
from detente.lang import lexicon
from detente.ontology import plover
from detente.ontology.sectors import is_of_state, is_official
from detente.ontology.states import STATES
from detente.records import Actor, CodedEvent, Location, Modality, Status

CASES = frozenset(
    {("SANCTION", "convict"), ("COERCE", "arrest"), ("ACCUSE", "allege"), ("ACCUSE", "investigate")}
)
RULES = {
    "migration": {("COERCE", "deport"), ("RETREAT", "release"), ("SANCTION", "expel")},
    "sent_home": {("COERCE", "deport")},
    "business_law": {("ACCUSE", "investigate"), ("ACCUSE", "allege"), ("SANCTION", "convict")},
}
CRIMINAL = "CRM"
MET = frozenset({Modality.ACTUAL, Modality.HISTORICAL})
PROMISES = frozenset({"AGREE", "CONCEDE"})
SPEECH = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST", "REJECT"})


class Passage:
    """The acts of one sentence, in the light of the sentence before."""

    def __init__(
        self,
        sentence: Sentence,
        memory: Memory,
        published: dt.date | None,
        given: dict[int, Party],
        types: TypeCoder,
        keywords: Keywords,
        sanction_quad: int,
    ) -> None:
        self.sentence, self._types, self._keywords, self._quad = sentence, types, keywords, sanction_quad
        self.grammar = Grammar(sentence, lexicon("en"))
        self.parties = Parties(self.grammar, memory, given)
        self._given = given
        self._judge = Judge(self.grammar, self.parties)
        self._calendar = Calendar(self.grammar, published)
        self._around = Surroundings(self.grammar, self.parties)

    def events(self, text_id: str, earlier: Sequence[CodedEvent] = ()) -> list[CodedEvent]:
        """Return the acts that are told of states and bodies, each once; `earlier` are those before it."""
        found = tidy(gathered([each for each in self._coded(text_id) if keep(*each, self.grammar)]))
        found = [own_denial(each) for each in answered(found, earlier, self.grammar.lexicon)]
        return [*found, *Denials(self.grammar, self.parties).of([*earlier, *found], found)]

    def between(self, text_id: str, pair: Given) -> list[CodedEvent]:
        """Return every act, also of private or unknown sides, and what stands between the two given ones."""
        acts = Acts(self.grammar, self.parties)
        found = [*acts.all(), *on_the_way(acts.senses, self._given, pair)]
        candidates = [replace(each, given=each.modality is None) for each in found]
        candidates += whatever_between(self._given, pair, self.sentence)
        return [event for _, event in self._typed(text_id, candidates)]

    def _coded(self, text_id: str) -> Iterator[tuple[Candidate, CodedEvent]]:
        acts = Acts(self.grammar, self.parties)
        known = [
            each if enough(each) else replace(each, open=True)
            for each in acts.all()
            if two_sided(each) or enough(each)
        ]
        found = [*known, *Unlisted(self.parties).beside(known, acts.settled)]
        return self._typed(text_id, self._worth_asking(found))

    def _worth_asking(self, candidates: list[Candidate]) -> list[Candidate]:
        """Return the candidates without those that would be left out whatever the type step says of them.

        The first that only the type step knows stays, for it gives the areas of the sentence.
        """
        first = next((each for each in candidates if each.open), None)
        heads = settled_heads(candidates, self.grammar)
        return [
            each
            for each in candidates
            if each is first
            or not (each.open and (each.head.i in heads or self._judge.modality(each) in UNREAL))
        ]

    def _typed(self, text_id: str, candidates: list[Candidate]) -> Iterator[tuple[Candidate, CodedEvent]]:
        for candidate, typed in zip(candidates, self._types.types_of(self.sentence, candidates), strict=True):
            if typed is not None and typed.event_type is not None:
                yield candidate, self._event(text_id, candidate, typed, typed.event_type)

    def _event(self, text_id: str, candidate: Candidate, typed: Typed, event_type: str) -> CodedEvent:
        quad = plover.quad_class(event_type, self._quad)
        sure: Certainty = self._judge.of(candidate, quad)
        if candidate.open and sure.modality is Modality.FUTURE and self._is_promised(candidate, event_type):
            sure = replace(sure, modality=Modality.ACTUAL)
        dated = self._calendar.of(
            candidate.head,
            sure.modality,
            speech=event_type in SPEECH,
            found_out=_found_out(event_type, typed, sure),
        )
        around = self._around.words(candidate.head, of_armies=_of_armies(candidate, event_type))
        grams, passing = (self._keywords.grams(words) for words in around)
        candidate = self._as_of(candidate, dated)
        if self._is_ordinary_case(candidate, event_type, typed.mode):
            reached = tuple(p if p.official else replace(p, sector=CRIMINAL) for p in candidate.recipient)
            candidate = replace(candidate, recipient=reached)
        codes = {party.code for party in (*candidate.actor, *candidate.recipient)}
        place, location = self._around.place(
            candidate.head, codes, spoken=quad in VERBAL, to=typed.mode == "visit"
        )
        if sure.modality in MET:
            ground = None if place == self.sentence.dateline else _ground(location, codes)
            candidate, typed = as_met(candidate, typed, self.sentence.doc, ground)
        claimed = {claimant.code for claimant in sure.claimants}
        return CodedEvent(
            id=text_id,
            event_type=event_type,
            mode=typed.mode,
            contexts=self._keywords.contexts(grams, event_type, typed.mode),
            areas=self._keywords.matter(grams, event_type, typed.mode, typed.areas, passing),
            quad_class=quad,
            score=plover.score(event_type, typed.mode),
            actor=_actors(candidate.actor),
            recipient=_actors(candidate.recipient),
            direction=None
            if self._is_private_matter(candidate, event_type, typed.mode)
            else direction(
                candidate.actor, candidate.recipient, joint=candidate.joint, crowd=event_type == "PROTEST"
            ),
            arena=self._around.arena(candidate.head, codes | claimed, event_type == "CONSULT"),
            status=sure.status,
            modality=dated.modality,
            claimants=sure.claimants,
            event_date=dated.day,
            date_precision=dated.precision,
            place=place,
            location=location,
            span=(self.sentence.start, self.sentence.end),
            confidence=round(min(max(typed.sure, 0.0), 1.0), 2),
            coder=self._types.name,
        )

    def _is_promised(self, candidate: Candidate, event_type: str) -> bool:
        """Return whether the act is the promise itself ("agreed to extend it"), which is made now."""
        above = governor(candidate.head)
        promise = self.grammar.lexicon.controls["promise"].verbs
        return event_type in PROMISES and above is not None and lemma(above) in promise

    def _as_of(self, candidate: Candidate, dated: Dated) -> Candidate:
        """Return the candidate with those who have left office in that of the day of the act."""
        if dated.day is None or dated.modality is not Modality.HISTORICAL:
            return candidate
        then = (
            tuple(_in_office(p, dated.day) for p in each) for each in (candidate.actor, candidate.recipient)
        )
        actor, recipient = then
        return replace(candidate, actor=actor, recipient=recipient)

    def _is_private_matter(self, candidate: Candidate, event_type: str, mode: str | None) -> bool:
        """Return whether rules of entry or business are put to persons or firms, and not to their state."""
        if any(party.official for party in candidate.recipient):
            return False
        names = [name for name, acts in RULES.items() if (event_type, mode) in acts]
        known = lexicon("en").words
        return any(token.lower_ in known[name] for token in self.sentence.doc for name in names)

    def _is_ordinary_case(self, candidate: Candidate, event_type: str, mode: str | None) -> bool:
        """Return whether the law is put to private persons for what has nothing to do with their state."""
        if (event_type, mode) not in CASES or any(party.official for party in candidate.recipient):
            return False
        words = {token.lower_ for token in self.sentence.doc}
        known = lexicon("en").words
        return bool(words & known["ordinary_crimes"]) and not words & known["matters_of_state"]


def _found_out(event_type: str, typed: Typed, sure: Certainty) -> bool:
    """Return whether it is a hack of which somebody tells who has found it out, or who denies it."""
    return (event_type, typed.mode) == ("COERCE", "cyber") and sure.status is not Status.ASSERTED


def _of_armies(candidate: Candidate, event_type: str) -> bool:
    """Return whether it is force between states by their armies."""
    codes = {party.state for party in (*candidate.actor, *candidate.recipient)} - {None}
    return (
        event_type == "ASSAULT" and len(codes) > 1 and all(party.sector == "MIL" for party in candidate.actor)
    )


def _in_office(party: Party, day: dt.date) -> Party:
    if party.official or party.sector != "ELI":
        return party
    entries = [each.entry for each in find(party.text, "en", day) if each.entry.kind == "leader"]
    sector = entries[0].sector_on(day) if entries else None
    return replace(party, sector=sector, official=True) if is_official(sector) else party


def _ground(location: Location | None, codes: Collection[str | None]) -> str | None:
    """Return the state of a place; none of one in dispute that is no side's."""
    if location is None or (location.disputed and location.state not in codes):
        return None
    return location.state


def _actors(parties: tuple[Party, ...]) -> tuple[Actor, ...]:
    return tuple(Actor(text=party.text, code=party.code, sector=party.sector) for party in parties)


def direction(
    actor: tuple[Party, ...], recipient: tuple[Party, ...], *, joint: bool, crowd: bool = False
) -> str | None:
    """Return "RUS>USA" for one state a side, "RUS-USA" (sorted) for a joint act of two states, else None.

    An act of private persons and firms is no act of their state: the actor must act for it. Nor is a partly
    recognised entity the state that claims it. `crowd`: a
    protest is by its nature that of private persons, so that it need not.
    """
    acting = sorted({str(party.code) for party in actor if party.code in STATES})
    reached = sorted(
        {str(party.code) for party in recipient if party.code in STATES and is_of_state(party.sector)}
        - set(acting)  # where it is done, not to whom: "officials at B's embassy in A"
    )
    if not crowd and not any(party.official for party in actor):
        return None
    if joint:
        return (
            "-".join(acting)
            if len(acting) == 2 and all(p.official for p in actor if p.code in STATES)
            else None
        )
    if len(acting) == len(reached) == 1:
        return f"{acting[0]}>{reached[0]}"
    return None
