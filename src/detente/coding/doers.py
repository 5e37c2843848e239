"""Who does an act and whom it strikes where subject and object do not say it by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.governing import able, states
from detente.coding.grammar import is_passive, lemma
from detente.coding.party import Kind, Party
from detente.coding.senses import Senses


class Doers:
    """Finds them in one sentence."""

    def __init__(self, senses: Senses) -> None:
        self.senses = senses
        self.grammar, self.parties, self.lexicon = senses.grammar, senses.parties, senses.lexicon

    def struck(self, verb: Token, actor: tuple[Party, ...]) -> tuple[Party, ...]:
        """Return the state on whose ground the thing struck or taken is, of those that the text names."""
        objects = self.grammar.objects(verb)
        inside = (
            h
            for each in objects
            for name in ("of", "in", "at", "near")
            for h in self.grammar.behind(each, name)
        )
        behind = (head for name in ("in", "at", "near") for head in self.grammar.behind(verb, name))
        for head in (*objects, *inside, *behind):
            code = (
                self.parties.ground(head, {party.state for party in actor}) if head.pos_ == "PROPN" else None
            )
            if code is not None:
                return (Party(self.parties.phrase(head), code, None, Kind.THING, False, head.i),)
        return ()

    def complaining(
        self, verb: Token, actor: tuple[Party, ...], reached: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """Return the people hurt as those of the state that says so ("A says B's fire kills nine people")."""
        above = verb.head
        if verb.dep_ != "ccomp" or lemma(above) not in self.lexicon.words["saying"] or not states(actor):
            return ()
        speakers = [p for p in self.parties.acting(self.grammar.subjects(above)) if p.official and p.state]
        hurt = [party for party in reached if party.kind is Kind.GROUP and party.sector == "CVL"]
        if len(speakers) != 1 or not hurt or speakers[0].state in states(actor):
            return ()
        return (replace(hurt[0], code=speakers[0].code),)

    def is_mutual(self, verb: Token) -> bool:
        """Return whether each does it to the other ("accuse each other")."""
        objects = self.grammar.grammatical_objects(verb)
        pairs = {(child.lower_, head.lower_) for head in objects for child in head.children}
        return bool(pairs & {("each", "other"), ("one", "another")})

    def is_each(self, verb: Token) -> bool:
        """Return whether each of several does it for itself ("A and B each expel a diplomat")."""
        beside = [verb, *self.grammar.surface(verb), *self.grammar.grammatical_objects(verb)]
        return any(child.lower_ == "each" for token in beside for child in token.children)

    def fought(self, verb: Token) -> Iterator[Candidate]:
        """Yield the fight of two that the subject names ("shelling between A's and B's troops kills ten")."""
        for noun in (child for child in verb.children if child.dep_ == "nsubj"):
            act = self.senses.noun_act(noun) or self.lexicon.nouns.get(noun.lower_)
            sides = able(self.senses.slot(noun, "between")) if act and act.type == "ASSAULT" else ()
            if act is not None and len(states(sides)) > 1:
                yield Candidate(verb, sides, (), Typed(act.type, act.mode, 0.7), joint=True)

    def by_document(self, heads: list[Token]) -> tuple[Party, ...]:
        """Return who wrote it ("a Pentagon report accuses ...")."""
        papers = self.lexicon.classes["instruments"] | {"report", "paper", "editorial", "tweet"}
        written = [head for head in heads if lemma(head) in papers]
        owners = tuple(party for head in written for party in self.parties.owners(head) if party.code)
        return owners or self.parties.acting([o for head in written for o in self.grammar.owner_of(head)])

    def promising(self, verb: Token) -> tuple[Party, ...]:
        """Return the official who says that somebody will be freed, as who holds him."""
        will = any(c.dep_ == "aux" and c.lower_ in self.lexicon.words["future_aux"] for c in verb.children)
        said = [verb.head] if verb.dep_ == "ccomp" else [c for c in verb.children if c.dep_ == "parataxis"]
        if not will or not is_passive(verb) or not said or lemma(said[0]) not in self.lexicon.words["saying"]:
            return ()
        speakers = self.parties.acting(self.grammar.subjects(said[0]))
        held = states(self.parties.reached(self.grammar.objects(verb)))
        return tuple(party for party in speakers if party.official and held.isdisjoint({party.state}))

    def outer_subject(self, verb: Token) -> tuple[Party, ...]:
        """Return who speaks, for a participle behind what is said ("says it is a risk, accusing B")."""
        token = verb.head
        while token.dep_ in ("ccomp", "conj", "xcomp") and token.head.i != token.i:
            token = token.head
        return self.parties.acting(self.grammar.surface(token))

    def by_weapon(self, heads: list[Token]) -> tuple[Party, ...]:
        """Return whose weapon or attack did it ("killed by Indian fire")."""
        armed = [head for head in heads if self.senses.any_fits(("ASSAULT", "FIGHT"), [head])]
        return tuple(
            replace(p, kind=Kind.BODY, sector="MIL", official=True)
            for p in self.parties.reached(armed)
            if p.state
        )
