"""Denials that do not name again what they deny: "denies involvement", "rejected the allegation"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from detente.coding.grammar import Grammar, lemma
from detente.coding.parties import Parties
from detente.records import Claimant, CodedEvent, Modality, Status

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
        for claimant in self._deniers():
            alleged = next((each for each in reversed(known) if _alleged_of(claimant, each)), None)
            if alleged is None or any(_same(alleged, each) for each in (*here, *found)):
                continue
            place = (self.grammar.sentence.start, self.grammar.sentence.end)
            changed = {"status": Status.DENIED, "claimants": (claimant,), "span": place}
            found.append(alleged.model_copy(update=changed))
        return found

    def _deniers(self) -> Iterator[Claimant]:
        for verb in self.grammar.sentence.doc:
            if verb.pos_ == "VERB" and lemma(verb) in self.words["denying"] and self._unnamed(verb):
                for party in self.parties.acting(self.grammar.subjects(verb)):
                    if party.code is not None and party.official:
                        yield Claimant(text=party.text, code=party.code)

    def _unnamed(self, verb: Token) -> bool:
        """Return whether the verb's object is no act but a word for what was said before ("it", "which")."""
        if any(child.dep_ in ("ccomp", "xcomp") for child in verb.children):
            return False
        objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
        words = {word for each in objects for word in (lemma(each), each.lower_)}
        return bool(words & (self.words["denied_objects"] | {"which"}))


def _alleged_of(claimant: Claimant, event: CodedEvent) -> bool:
    own = claimant.code in {side.code for side in event.actor}
    said = event.status is Status.ALLEGED and claimant.code not in {each.code for each in event.claimants}
    return own and said and event.modality in POSITIVE


def _same(alleged: CodedEvent, event: CodedEvent) -> bool:
    """Return whether the denial of the act is already told."""
    return (
        event.status is Status.DENIED
        and event.event_type == alleged.event_type
        and event.direction == alleged.direction
    )
