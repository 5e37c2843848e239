"""Verbs that govern an act: promises, plans, threats, refusals, warnings of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.grammar import Grammar, lemma
from detente.coding.parties import Parties
from detente.coding.party import Kind, Party
from detente.lang import Control, Result
from detente.records import Modality

TO_COME = frozenset({"next", "tomorrow"})
SPANS = frozenset(
    {"week", "month", "year", *["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]}
)


class Governing:
    """Reads the acts that lie in governing another, for one sentence."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.lexicon = grammar, parties, grammar.lexicon

    def of(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the act of the verb or noun that governs a candidate's verb: promises, threats, refusals."""
        if candidate.modality is not None or candidate.head.pos_ not in ("VERB", "AUX"):
            return
        above = governor(candidate.head)
        if above is None:
            yield from self._warned(candidate)
            yield from self._demanded(candidate)
            yield from self._announced(candidate)
            return
        for control in self._controls(above):
            result = _governed_result(control, candidate.proposed)
            if result is None or control.silent or lemma(above) in control.not_does:
                continue
            yield self._outer(above, candidate, result)
            return

    def _outer(self, above: Token, inner: Candidate, result: Result) -> Candidate:
        actor = self.parties.acting(self.grammar.subjects(above)) if above.pos_ != "NOUN" else inner.actor
        actor = actor or inner.actor
        typed = Typed(result.type, result.mode, inner.proposed.sure)
        partners = able(
            tuple(p for p in (*inner.actor, *inner.recipient) if p.code not in {a.code for a in actor})
        )
        shared = inner.joint or not partners
        if shared and result.type == "AGREE" and len(states(actor)) > 1:
            return Candidate(above, actor, (), typed, joint=True)
        return Candidate(above, actor, partners, typed)

    def _warned(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the threat in "warns B that it will bomb ...": what the speaker says it may do itself."""
        verb, above = candidate.head, candidate.head.head
        if verb.dep_ != "ccomp" or lemma(above) not in self.lexicon.controls["threaten"].verbs:
            return
        result = _governed_result(self.lexicon.controls["threaten"], candidate.proposed)
        speakers = self.parties.acting(self.grammar.subjects(above))
        if result is not None and states(speakers) and states(candidate.actor) == states(speakers):
            warned = self.parties.reached(self.grammar.grammatical_objects(above))
            outer = self._outer(above, candidate, result)
            yield replace(outer, recipient=warned or outer.recipient)

    def _demanded(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the request in "says that B should withdraw", where one state speaks of another's act."""
        verb, above = candidate.head, candidate.head.head
        words = self.lexicon.words
        asked = any(c.dep_ == "aux" and c.lower_ in words["demanding_aux"] for c in verb.children)
        if not asked or verb.dep_ != "ccomp" or lemma(above) not in words["saying"]:
            return
        speakers = self.parties.acting(self.grammar.subjects(above))
        if (
            states(speakers)
            and states(candidate.actor)
            and states(speakers).isdisjoint(states(candidate.actor))
        ):
            does = self.lexicon.controls["request"].does.get(candidate.proposed.event_type or "")
            typed = Typed("REQUEST", does.mode if does else "change", candidate.proposed.sure)
            yield Candidate(above, speakers, able(candidate.actor), typed)

    def replaces(self, candidate: Candidate) -> bool:
        """Return whether what governs the act takes its place: it is only asked for, or it is what ends."""
        if candidate.modality is not None or candidate.head.pos_ not in ("VERB", "AUX"):
            return False
        above = governor(candidate.head)
        if above is None:
            return self._wanted(candidate) or any(True for _ in self._demanded(candidate))
        controls = self.lexicon.controls
        if candidate.proposed.event_type == "THREATEN" and lemma(above) in controls["vow"].verbs:
            return True  # "vowed to retaliate" is one threat
        ended = lemma(above) in controls["stop"].verbs and _governed_result(
            controls["stop"], candidate.proposed
        )
        return lemma(above) in controls["request"].verbs or bool(ended)

    def _wanted(self, candidate: Candidate) -> bool:
        """Return whether the act is what another demands ("A demands that B free ...")."""
        verb, above = candidate.head, candidate.head.head
        if verb.dep_ != "ccomp" or verb.tag_ not in ("VB", "VBP") or lemma(above) not in ("demand", "insist"):
            return False
        speakers = states(self.parties.acting(self.grammar.subjects(above)))
        return bool(speakers) and speakers.isdisjoint(states(candidate.actor))

    def _announced(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the promise in "will meet", "is to sign": a future cooperative act is agreed to now."""
        future = self.lexicon.words["future_aux"]
        verb = candidate.head
        first = verb
        while first.dep_ == "conj" and verb.tag_ == "VB" and first.head.pos_ == "VERB":
            first = first.head
        will = any(c.dep_ == "aux" and c.lower_ in future for each in (verb, first) for c in each.children)
        will = (
            will
            or is_announced(verb, self.lexicon.words)
            or is_headline_to_come(verb)
            or is_fixed_to_come(verb)
        )
        if not will or any(child.dep_ == "neg" for child in verb.children):
            return
        result = self.lexicon.controls["promise"].does.get(candidate.proposed.event_type or "")
        if result is None and self._speaks_of_itself(candidate):
            result = _governed_result(self.lexicon.controls["vow"], candidate.proposed)
        if result is not None:
            typed = Typed(result.type, result.mode, candidate.proposed.sure - 0.1)
            yield replace(candidate, proposed=typed, modality=Modality.ACTUAL)

    def _speaks_of_itself(self, candidate: Candidate) -> bool:
        """Return whether an official says what his own state will do to another ("A says it will ...")."""
        verb, own = candidate.head, states(candidate.actor)
        if len(states(candidate.recipient) - own) != 1 or len(own) != 1:
            return False
        first = verb.doc[0]
        unit = self.grammar.sentence.unit(first)
        if unit is not None and verb.doc[1].text == ":":
            return unit.code in own
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        if verb.dep_ != "ccomp" or lemma(verb.head) not in self.lexicon.words["foretelling"]:
            return False
        speakers = self.parties.acting(self.grammar.subjects(verb.head))
        return any(party.official for party in speakers) and states(speakers) == own

    def _controls(self, above: Token) -> Iterator[Control]:
        for control in self.lexicon.controls.values():
            if lemma(above) in control.verbs and control.does:
                yield control


def _governed_result(control: Control, typed: Typed) -> Result | None:
    exact = control.does.get(f"{typed.event_type} {typed.mode}")
    return exact or control.does.get(typed.event_type or "")


def is_announced(verb: Token, words: Mapping[str, Collection[str]]) -> bool:
    """Return whether "would" is a "will" of the past ("announced that it would ..."), not a condition."""
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in verb.children)
    said = (
        verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN") and lemma(verb.head) in words["foretelling"]
    )
    conditions = any(c.dep_ == "mark" and c.lower_ in words["conditions"] for c in verb.children)
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    on_condition = any(g.dep_ == "mark" and g.lower_ == "if" for c in clauses for g in c.children)
    return would and said and not conditions and not on_condition


def is_headline_to_come(verb: Token) -> bool:
    """Return whether the verb is what a headline says is to come ("B's president to visit A")."""
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    whole = verb.head.head.i == verb.head.i and verb.head.pos_ in ("NOUN", "PROPN")
    return to and whole and verb.dep_ in ("acl", "relcl")


def is_fixed_to_come(verb: Token) -> bool:
    """Return whether a verb in the present tense tells of what is fixed for later ("arrives next week")."""
    if verb.tag_ not in ("VBZ", "VBP"):
        return False
    spans = [t for t in verb.subtree if t.lower_ in TO_COME]
    return any(
        each.lower_ == "tomorrow" or (each.lower_ == "next" and each.head.lower_ in SPANS)
        for each in spans
        if next(a for a in (each, *each.ancestors) if a.pos_ in ("VERB", "AUX")).i == verb.i
    )


def governor(verb: Token) -> Token | None:
    """Return the verb that governs an infinitive or gerund ("agrees to release": agrees), or None."""
    token = verb
    while (
        token.dep_ == "conj"
        and token.head.pos_ in ("VERB", "AUX")
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    ):
        token = token.head
    infinitive = (
        any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children) or token.tag_ == "VBG"
    )
    if token.dep_ in ("xcomp", "ccomp") and infinitive and token.head.pos_ in ("VERB", "AUX", "ADJ"):
        return token.head
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    if (
        token.dep_ == "advcl"
        and to
        and lemma(token.head) in ("call", "agree", "threaten", "vow", "refuse", "plan")
    ):
        return token.head
    return None


def able(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return the parties that can take part: no things."""
    return tuple(party for party in parties if party.kind is not Kind.THING)


def states(parties: tuple[Party, ...]) -> set[str | None]:
    """Return the codes of the parties."""
    return {party.code for party in parties if party.code}
