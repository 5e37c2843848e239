"""Denials that do not name again what they deny: "denies involvement", "rejected the allegation"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from detente.coding.grammar import Grammar, lemma
from detente.coding.parties import Parties
from detente.ontology.sectors import UNKNOWN
from detente.ontology.states import STATES
from detente.records import Claimant, CodedEvent, Modality, Status

ASSENT = frozenset({"AGREE", "CONCEDE"})
POSITIVE = frozenset({Modality.ACTUAL, Modality.HISTORICAL})


class Denials:
    """Reads the denials of one sentence."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.words = grammar, parties, grammar.lexicon.words

    def of(self, told: Iterable[CodedEvent], here: Iterable[CodedEvent]) -> list[CodedEvent]:
        """Return the acts of which somebody denies here what is alleged of him, each as denied by him.

        `told` are the acts of the text up to and with this sentence, newest last, `here` those of it alone.
        """
        known = list(told)
        found: list[CodedEvent] = []
        for claimant in self.deniers():
            alleged = _newest(each for each in reversed(known) if _alleged_of(claimant, each))
            alleged = alleged or _newest(each for each in reversed(known) if _agreed_by(claimant, each))
            if alleged is None or any(_same(alleged, each) for each in (*here, *found)):
                continue
            place = (self.grammar.sentence.start, self.grammar.sentence.end)
            changed = {"status": Status.DENIED, "claimants": (claimant,), "span": place}
            found.append(_of_the_state(alleged, claimant).model_copy(update=changed))
        return found

    def deniers(self) -> Iterator[Claimant]:
        """Yield who denies in this sentence what was said before ("which B denies", "B denied the claim")."""
        for verb in self.grammar.sentence.doc:
            if verb.pos_ == "VERB" and lemma(verb) in self.words["denying"] and self._unnamed(verb):
                for party in self.parties.acting(self.grammar.subjects(verb)):
                    if party.code is not None and party.official:
                        yield Claimant(text=party.text, code=party.code)

    def _unnamed(self, verb: Token) -> bool:
        """Return whether the verb's object is no act but a word for what was said before ("it", "which")."""
        if any(child.dep_ in ("ccomp", "xcomp", "neg") or child.tag_ == "MD" for child in verb.children):
            return False  # "has not denied it", "could deny it"
        objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
        words = {word for each in objects for word in (lemma(each), each.lower_)}
        return bool(words & (self.words["denied_objects"] | {"which"}))


def _newest(events: Iterable[CodedEvent]) -> CodedEvent | None:
    """Return the newest, which comes first; of its like in the same sentence one between two states."""
    found = list(events)
    like = [e for e in found if (e.event_type, e.span) == (found[0].event_type, found[0].span)]
    return next((each for each in like if each.direction), found[0] if found else None)


def _alleged_of(claimant: Claimant, event: CodedEvent) -> bool:
    own = claimant.code in {side.code for side in event.actor}
    said = event.status is Status.ALLEGED and claimant.code not in {each.code for each in event.claimants}
    return own and said and event.modality in POSITIVE


def _agreed_by(claimant: Claimant, event: CodedEvent) -> bool:
    """Return whether the other side told of the claimant's assent, so that it stood as asserted."""
    told = event.status is Status.ASSERTED and event.event_type in ASSENT and event.modality in POSITIVE
    return told and event.span is not None and claimant.code in {side.code for side in event.actor}


def own_denial(event: CodedEvent) -> CodedEvent:
    """Return the act; one that a state denies, of hackers known by its nationality alone, as its own."""
    own = {side.code for side in event.actor if side.sector == UNKNOWN}
    denier = next((each for each in event.claimants if each.code in own), None)
    return _of_the_state(event, denier) if event.status is Status.DENIED and denier is not None else event


def _of_the_state(event: CodedEvent, claimant: Claimant) -> CodedEvent:
    """Return the act as the claimant denies it: its own, where hackers are known by nationality alone."""
    actors = tuple(
        side.model_copy(update={"sector": "GOV"}) if side.sector == UNKNOWN else side for side in event.actor
    )
    reached = {side.code for side in event.recipient if side.code in STATES} - {claimant.code}
    if actors == event.actor or len(reached) != 1:
        return event
    return event.model_copy(update={"actor": actors, "direction": f"{claimant.code}>{reached.pop()}"})


def _same(alleged: CodedEvent, event: CodedEvent) -> bool:
    """Return whether the denial of the act is already told."""
    return (
        event.status is Status.DENIED
        and event.event_type == alleged.event_type
        and event.direction == alleged.direction
    )
