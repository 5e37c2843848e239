"""Whom pronouns stand for: within the sentence, and from the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from detente.coding.grammar import Grammar, lemma
from detente.coding.party import Kind, Memory, Party, distinct

SPEAKING = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
Resolve = Callable[[Token], tuple[Party, ...]]


class Pronouns:
    """Resolves the pronouns of one sentence; `of`, `phrase` and `pair` are those of its Parties."""

    def __init__(
        self, grammar: Grammar, memory: Memory, of: Resolve, phrase: Callable[[Token], str], pair: Resolve
    ) -> None:
        self.grammar, self.lexicon, self._memory = grammar, grammar.lexicon, memory
        self._of, self._phrase, self._pair = of, phrase, pair

    def of(self, token: Token) -> tuple[Party, ...]:
        """Return the parties that a pronoun stands for."""
        words, name = self.lexicon.words, token.lower_
        if name in words["both"] or name in SPEAKING:
            return self._pair(token) if name in words["both"] else self._speaker(token)
        reached = name in ("him", "her", "them") and token.dep_ in ("dobj", "nsubjpass", "nsubj")
        if reached and (suffered := self._suffered(token)):
            return suffered
        if name == "whose":
            clause = next((each for each in token.ancestors if each.dep_ == "relcl"), None)
            return self._of(clause.head) if clause is not None else ()
        return self._named_before(token)

    def _named_before(self, token: Token) -> tuple[Party, ...]:
        fits: dict[str, Callable[[tuple[Party, ...]], bool]] = {
            "he": lambda found: len(found) == 1 and self._is_a_person(found[0]),
            "it": lambda found: len(found) == 1 and found[0].kind is not Kind.PERSON,
            "they": lambda found: len(found) > 1 or _is_many(found[0]),
        }
        kind = next((name for name in fits if token.lower_ in self.lexicon.words[name]), None)
        return self._earlier(token, fits[kind]) if kind is not None else ()

    def _speaker(self, token: Token) -> tuple[Party, ...]:
        """Return who says the words in which "we" stands, where it acts for a state."""
        for verb in token.ancestors:
            if verb.pos_ == "VERB" and lemma(verb) in self.lexicon.words["saying"]:
                own = {child.i for child in verb.children if child.dep_ == "nsubj"}
                found = self._acting([head for head in self.grammar.surface(verb) if head.i in own])
                if token.i not in own and found:
                    return tuple(party for party in found if party.official)
        return ()

    def _is_a_person(self, party: Party) -> bool:
        """Return whether "he" may be the party: a person by name or office ("Mali's leader")."""
        role = party.text.split()[-1].lower() if party.text else ""
        by_office = party.kind is Kind.BODY and role in self.lexicon.classes["guests"] | {"spokesman"}
        return party.kind is Kind.PERSON or by_office

    def _suffered(self, token: Token) -> tuple[Party, ...]:
        """Return whom "him" or "them" means as an object: who was so before, a private person or a body's."""
        verb, plural = token.head, token.lower_ == "them"
        own = {head.i for head in self.grammar.surface(verb)}
        before = [
            each
            for each in token.doc[: token.i]
            if each.dep_ in ("dobj", "nsubj", "nsubjpass", "ROOT")
            and each.i not in own
            and each.pos_ != "PRON"
        ]
        for objects in (True, False):
            for each in reversed(before):
                if (each.dep_ in ("dobj", "nsubjpass")) is objects and (
                    each.tag_ in ("NNS", "NNPS")
                ) is plural:
                    found = tuple(party for party in self._of(each) if is_reached(party))
                    if found:
                        return tuple(replace(party, at=token.i) for party in found)
        return tuple(replace(party, at=token.i) for party in self._memory.objects)

    def _earlier(self, token: Token, fits: Callable[[tuple[Party, ...]], bool]) -> tuple[Party, ...]:
        """Return the nearest fitting subject: of the clauses above, then of the last sentence.

        "if it ..." is left open: it may be whoever is threatened or warned.
        """
        verb = token
        while verb.head.i != verb.i:
            below, verb = verb, verb.head
            if below.dep_ == "pcomp" or (verb.dep_ == "pcomp" and token.dep_ == "poss"):
                continue
            if self._is_theirs(token, verb):
                continue
            if verb.pos_ in ("VERB", "AUX"):
                bound = (
                    verb.i == token.head.i
                    and token.dep_ in ("dobj", "dative")
                    and token.lower_[-4:] != "self"
                )
                if bound:
                    continue  # "A accused it": somebody else
                if any(
                    child.dep_ == "mark" and child.lower_ in self.lexicon.words["conditions"]
                    for child in verb.children
                ):
                    return ()
                heads = [head for head in self.grammar.surface(verb) if head.i < token.i]
                found = distinct(
                    party for head in heads for party in self._of(head) if party.kind is not Kind.THING
                )
                if found and token.i not in {head.i for head in heads} and fits(found):
                    return found
        found = self._memory.subject
        return found if found and fits(found) else ()

    def each_other(self, token: Token) -> tuple[Party, ...]:
        """Return who does what each does to the other."""
        verb = next((each for each in token.ancestors if each.pos_ in ("VERB", "AUX")), None)
        return self._acting(self.grammar.subjects(verb)) if verb is not None else ()

    def told_of(self, token: Token) -> tuple[Party, ...]:
        """Return the state that "the country" means: the nearest above that is not the doer of the act."""
        verbs = [each for each in token.ancestors if each.pos_ in ("VERB", "AUX")]
        doers = {party.state for party in self._acting(self.grammar.subjects(verbs[0]))} if verbs else set()
        for verb in verbs[1:]:
            found = self._acting([head for head in self.grammar.surface(verb) if head.i < token.i])
            if len(found) == 1 and found[0].kind is Kind.STATE and found[0].state not in doers:
                return (replace(found[0], text=self._phrase(token), at=token.i),)
        return ()

    def _is_theirs(self, token: Token, verb: Token) -> bool:
        """Return whether "its" means the speaker: "A says B violated its airspace"."""
        words = self.lexicon.words["saying"] | self.lexicon.words["saying_nouns"]
        said = verb.dep_ in ("ccomp", "acl") and lemma(verb.head) in words
        outward = token.dep_ == "poss" and lemma(token.head) in self.lexicon.classes["outward"]
        return (
            said
            and outward
            and not any(c.dep_ in ("nsubj", "nsubjpass") and c.i == token.head.i for c in verb.children)
        )

    def _acting(self, tokens: Sequence[Token]) -> tuple[Party, ...]:
        return distinct(p for token in tokens for p in self._of(token) if p.kind is not Kind.THING)


def _is_many(party: Party) -> bool:
    """Return whether "they" may be one party: private persons, or a body ("the police said they ...")."""
    return party.kind in (Kind.GROUP, Kind.BODY)


def is_reached(party: Party) -> bool:
    """Return whether a party is somebody of a state, and neither the state nor a thing."""
    return party.code is not None and party.kind not in (Kind.STATE, Kind.THING)
