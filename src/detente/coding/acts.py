"""Finds the acts of a sentence: verbs that say one, nouns that name one, and verbs that govern either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.doers import Doers
from detente.coding.governing import Governing, able, governor, states
from detente.coding.grammar import Grammar, is_passive, lemma, with_particle
from detente.coding.nominal import Nominal
from detente.coding.parties import Parties
from detente.coding.party import Kind, Party
from detente.coding.senses import Senses
from detente.lang import Sense
from detente.records import Modality

TAKING_PLACE = frozenset(
    {
        "begin",
        "start",
        "resume",
        "open",
        "conclude",
        "continue",
        "end",
        "occur",
        "happen",
        "take",
        "commence",
        "proceed",
        "close",
        "finish",
        "last",
        "come",
    }
)


APART = frozenset({"against", "on"})
"""Prepositions that may stand away from their verb ("decided on Monday against sanctions")."""
HEAVY = frozenset(
    {
        "artillery",
        "shell",
        "shells",
        "mortar",
        "mortars",
        "rocket",
        "rockets",
        "howitzer",
        "howitzers",
        "tanks",
    }
)


class Acts:
    """Finds the candidates of one sentence; `settled` are the places of verbs that it judged to be no act."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.lexicon = grammar, parties, grammar.lexicon
        self.senses = Senses(grammar, parties)
        self.nominal = Nominal(self.senses)
        self.doers = Doers(self.senses)
        self.governing = Governing(grammar, parties)
        self._used: set[int] = set()
        self.settled: set[int] = set()

    def all(self) -> list[Candidate]:
        """Return the candidates in the order of their heads; the governing act before the governed one."""
        found: list[Candidate] = []
        for token in self.grammar.sentence.doc:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound", "aux", "auxpass"):
                found += self._verbal(token)
            elif (gerund := _gerund_before(token)) is not None:
                found += self._gerund(gerund, token)
        for token in self.grammar.sentence.doc:
            if token.i not in self._used:
                found += self.nominal.free(token, found)
            found += self.nominal.claimed(token)
        found = [self._ordered(each) for each in found + list(self._arrived())]
        governed = [outer for candidate in found for outer in self.governing.of(candidate)]
        governed += [outer for candidate in governed for outer in self.governing.of(candidate)]
        found = [candidate for candidate in found if not self.governing.replaces(candidate)]
        outer = {candidate.head.i for candidate in governed if candidate.recipient or candidate.joint}
        plain = [each for each in found if not (each.provisional and each.head.i in outer)]
        return sorted([*governed, *plain], key=lambda candidate: candidate.head.i)

    def _ordered(self, candidate: Candidate) -> Candidate:
        """Return the act; one that a state tells its own firms or persons to do as the state's."""
        above = governor(candidate.head)
        if above is None or lemma(above) not in self.lexicon.words["ordering"]:
            above = governor(above) if above is not None else None
        if above is None or lemma(above) not in self.lexicon.words["ordering"]:
            return candidate
        ordering = tuple(p for p in self.parties.acting(self.grammar.subjects(above)) if p.official)
        own = bool(ordering) and states(candidate.actor) == states(ordering)
        private = own and not any(party.official for party in candidate.actor)
        return replace(candidate, actor=ordering, modality=Modality.ACTUAL) if private else candidate

    def _arrived(self) -> Iterator[Candidate]:
        """Yield the visit of a headline without a verb ("A's president in B for talks with ...")."""
        doc = self.grammar.sentence.doc
        if any(token.pos_ in ("VERB", "AUX") for token in doc):
            return
        for root in (token for token in doc if token.head.i == token.i and token.pos_ in ("NOUN", "PROPN")):
            guests = tuple(party for party in self.parties.acting([root]) if party.official and party.state)
            purpose = {lemma(head) for name in ("for", "on") for head in self.grammar.deep(root, name)}
            hosts = tuple(
                p for p in self.senses.slot(root, "in.place") if p.state not in {g.state for g in guests}
            )
            if guests and hosts and purpose & self.lexicon.words["consult_purpose"]:
                self._used.add(root.i)
                yield Candidate(root, guests, hosts, Typed("CONSULT", "visit", 0.65))

    def _verbal(self, verb: Token) -> Iterator[Candidate]:
        if self._is_no_deed(verb):
            self.settled.add(verb.i)
            return
        names = list(with_particle(verb))
        made = list(self._operated(verb, names))
        if made:
            yield from made
            return
        sense = self.senses.sense(names, verb)
        if sense is not None and sense.type:
            yield from self._by_sense(verb, sense)

    def _is_no_deed(self, verb: Token) -> bool:
        """Return whether it is told of as what is usual ("routinely test"), or as what nobody meant to do."""
        words = self.lexicon.words
        adverbs = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
        usual = verb.tag_ in ("VBZ", "VBP") and bool(adverbs & words["usual"])
        meant = adverbs | {lemma(h) for name in ("by", "in") for h in self.grammar.behind(verb, name)}
        return usual or bool(meant & words["unmeant"])

    def _operated(self, verb: Token, names: list[str]) -> Iterator[Candidate]:
        """Yield the acts that the verb makes of acts named by its object ("suspends aid")."""
        for noun in self._act_objects(verb):
            yield from self._announced_of(verb, noun)
            act = self.senses.noun_act(noun)
            if act is None or _gerund_before(noun) or not self.nominal.plausible(noun, act):
                continue
            apart = noun.dep_ == "pobj" and noun.head.lower_ in APART and noun.head.head.i == verb.i
            for name in [*([f"{lemma(verb)} {noun.head.lower_}"] if apart else []), *names]:
                results = self.lexicon.operator_results(name, act)
                if results:
                    self._used.add(noun.i)
                    made = [
                        each
                        for operator, result, modality in results
                        for each in self.nominal.operated(verb, noun, act, result, modality, operator)
                    ]
                    self.settled |= set() if made else {verb.i}
                    yield from made
                    break

    def _gerund(self, verb: Token, noun: Token) -> Iterator[Candidate]:
        """Yield the act of a gerund that the parse took for an adjective ("denied halting operations")."""
        act = self.senses.noun_act(noun)
        if act is None or not self.nominal.plausible(noun, act):
            return
        for operator, result, modality in self.lexicon.operator_results(lemma(verb), act):
            self._used.add(noun.i)
            yield from self.nominal.operated(verb, noun, act, result, modality, operator)

    def _announced_of(self, verb: Token, noun: Token) -> Iterator[Candidate]:
        """Yield what "announces the suspension of talks" says: the act that the noun makes of another.

        Of "denies a halt to talks" it is the noun's act that is denied.
        """
        name, denied = self.lexicon.nominalized.get(lemma(noun)), lemma(verb) == "deny"
        if name is None or not (denied or lemma(verb) in self.lexicon.announcing):
            return
        for inner in self.grammar.operands(noun):
            act = self.senses.noun_act(inner)
            if act is not None and self.nominal.plausible(inner, act):
                self._used |= {noun.i, inner.i}
                for operator, result, modality in self.lexicon.operator_results(name, act):
                    made = self.nominal.operated(verb, inner, act, result, modality, operator)
                    for each in made:
                        yield replace(each, head=noun) if denied else _only_announced(verb, each)

    def _act_objects(self, verb: Token) -> list[Token]:
        objects = self.grammar.objects(verb)
        if lemma(verb) in self.lexicon.announcing:  # "announces Operation X, the start of an attack"
            behind = [child for child in verb.children if child.i > verb.i]
            objects = [*objects, *(c for each in behind for c in each.children if c.dep_ == "appos")]
        held = not objects or lemma(verb) in ("take", "last") or objects[0].ent_type_ == "DATE"
        if held and lemma(verb) in TAKING_PLACE:
            objects = self.grammar.surface(verb)
        for preposition in ("in", "for", "out", "of", "from", "with", "against", "on", "behind"):
            names = [
                *with_particle(verb),
                *([f"{lemma(verb)} {preposition}"] if preposition in APART else []),
            ]
            known = self.lexicon.operator_verbs
            if any(name.endswith(f" {preposition}") and name in known for name in names):
                objects = [*objects, *self.grammar.behind(verb, preposition)]
        return objects

    def _by_sense(self, verb: Token, sense: Sense) -> Iterator[Candidate]:
        fought = list(self.doers.fought(verb)) if sense.type == "ASSAULT" else []
        if fought:
            yield from fought
            return
        actor = self._actor(verb, sense)
        mode = self._mode(verb, sense)
        typed = Typed(sense.type, mode, sense.sure)
        if sense.together:
            partners = self.senses.union(verb, sense.joint or ())
            sides = _together(actor, tuple(p for p in able(partners) if p.code or p.kind is not Kind.GROUP))
            yield Candidate(verb, sides, (), typed, joint=True)
            return
        recipient = self.senses.first(verb, sense.recipient, actor)
        if sense.type in ("ASSAULT", "COERCE") and not any(party.code for party in recipient):
            recipient = (
                self.doers.struck(verb, actor) or self.doers.complaining(verb, actor, recipient) or recipient
            )
        if sense.type in ("MOBILIZE", "SANCTION", "COERCE") and not states(recipient):
            recipient = self.senses.answered(verb, actor) or recipient
        ousting = (sense.type, sense.mode) == ("SANCTION", "expel") and self.senses.any_fits(
            ("diplomats", "people"), self.grammar.objects(verb)
        )
        if (ousting or (sense.type, sense.mode) == ("SANCTION", "withdraw")) and not states(recipient):
            recipient = self.parties.other_than(actor, verb, behind=ousting) or recipient
        if len(actor) > 1 and self.doers.is_mutual(verb):
            for one in actor:  # "accuse each other": each does it to the rest
                yield Candidate(verb, (one,), tuple(p for p in actor if p is not one), typed)
            return
        if len(states(actor)) > 1 and self.doers.is_each(verb) and states(recipient) <= states(actor):
            yield from _one_each(verb, actor, recipient, typed)
            return
        candidate = Candidate(
            verb,
            actor,
            _other(recipient, actor),
            typed,
            official_only=sense.official,
            provisional=sense.inner,
        )
        yield candidate
        if sense.also and self._words_near(verb, sense.also.words):
            yield replace(candidate, proposed=Typed(sense.also.type, sense.also.mode, sense.sure))

    def _actor(self, verb: Token, sense: Sense) -> tuple[Party, ...]:
        heads = [head for slot in sense.actor for head in self.senses.slot_heads(verb, slot)]
        found = self.parties.acting(heads) or self.doers.by_weapon(heads) or self.doers.by_document(heads)
        if not found and sense.type == "ASSAULT" and is_passive(verb):
            found = self.nominal.by_deed(verb)
        if not found and not heads and (sense.type, sense.mode) == ("RETREAT", "release"):
            found = self.doers.promising(verb)
        if not found and verb.dep_ == "advcl" and verb.tag_ == "VBG":
            found = self.doers.outer_subject(verb)
        if not found and not heads and sense.absent and (is_passive(verb) or verb.tag_ == "VBN"):
            places = self.senses.first(verb, sense.absent)
            found = tuple(party for party in places if party.official)
        return found

    def _mode(self, verb: Token, sense: Sense) -> str | None:
        objects = self.grammar.objects(verb)
        if (
            sense.weapons_if
            and self.senses.any_fits(sense.weapons_if, objects)
            and not self.senses.any_fits(("forces",), objects)
        ):
            return "weapons"
        if sense.aerial_if and self.senses.any_fits(sense.aerial_if, objects):
            return "aerial"
        if sense.type == "ASSAULT" and sense.mode == "aerial":
            return self._weapon([*objects, *self.grammar.subjects(verb), *self.grammar.behind(verb, "with")])
        if sense.request:
            return self._requested(verb, sense.mode)
        return sense.mode

    def _weapon(self, objects: list[Token]) -> str:
        """Return the mode of an attack by what is fired, what fires, and what it is done with."""
        words = {self.grammar.sentence.words(head.i, head.i).split()[-1].lower() for head in objects}
        if words & {"drone", "drones"}:
            return "drone"
        return "heavy-weapons" if words & HEAVY else "aerial"

    def _requested(self, verb: Token, default: str | None) -> str | None:
        """Return what is asked for: "meet", "assist", "yield" or "change"."""
        wanted = self.lexicon.controls["request"].does
        for token in self._complements(verb):
            inner = self.senses.sense(with_particle(token), token) if token.pos_ == "VERB" else None
            act = self.senses.noun_act(token)
            kind = inner.type if inner else act.type if act else ""
            if token.pos_ == "VERB":
                for noun in self._act_objects(token):
                    act = self.senses.noun_act(noun)
                    results = (
                        [r for name in with_particle(token) for r in self.lexicon.operator_results(name, act)]
                        if act
                        else []
                    )
                    kind = results[0][1].type if results else kind
                if not kind and lemma(token) in self.lexicon.controls["stop"].verbs:
                    return "yield"
            if kind in wanted:
                return wanted[kind].mode
        return default or "change"

    def _complements(self, verb: Token) -> Iterator[Token]:
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp", "advcl"):
                yield child
        yield from self.grammar.behind(verb, "for")
        yield from self.grammar.objects(verb)

    def _words_near(self, verb: Token, words: frozenset[str]) -> bool:
        return not words or any(
            lemma(token) in words or token.lower_ in words for token in self.grammar.clause(verb)
        )


def _gerund_before(noun: Token) -> Token | None:
    """Return the gerund that the parse took for an adjective of what is denied ("denied halting talks")."""
    if noun.dep_ != "dobj" or lemma(noun.head) != "deny":
        return None
    return next((c for c in noun.children if c.dep_ in ("amod", "compound") and c.tag_ == "VBG"), None)


def _one_each(
    verb: Token, actor: tuple[Party, ...], recipient: tuple[Party, ...], typed: Typed
) -> Iterator[Candidate]:
    """Yield the act of each toward the other, whose the unnamed recipients are."""
    for one in actor:
        others = tuple(party for party in actor if party.state != one.state)
        whom = recipient[0] if recipient else None
        reached = (
            tuple(replace(whom, code=other.code, sector=whom.sector or "GOV") for other in others)
            if whom
            else others
        )
        yield Candidate(verb, (one,), reached, typed)


def _only_announced(verb: Token, candidate: Candidate) -> Candidate:
    """Return the act; talks whose opening is announced are still to come, and agreed to."""
    if lemma(verb) != "announce" or candidate.proposed.event_type != "CONSULT":
        return candidate
    return replace(candidate, proposed=Typed("AGREE", None, candidate.proposed.sure))


def _other(recipient: tuple[Party, ...], actor: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return the recipients that are not the actor itself."""
    own = {(party.code, party.text) for party in actor}
    return tuple(party for party in recipient if (party.code, party.text) not in own)


def _together(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(
        {
            (party.code, party.sector, party.text if party.code is None else ""): party
            for party in (*reversed(second), *reversed(first))
        }.values()
    )[::-1]


__all__ = ["Acts"]
