"""Candidates whose word no pattern knows: who stands before a verb or noun, and whom it reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from spacy.tokens import Token

from detente.coding.base import Candidate, Typed
from detente.coding.grammar import Grammar, is_passive, lemma
from detente.coding.parties import Parties
from detente.coding.party import Kind, Party

UNTYPED = Typed(None, None, 0.0)
REACHING = ("with", "to", "against", "on", "for", "from", "at", "of", "over", "in", "into", "by")
PLACING = frozenset({"to", "in", "at", "from", "into"})
OWNED = ("of", "to", "with", "against", "on", "for", "from", "by")
MOST_A_VERB, MOST_A_SENTENCE, MOST_SIDES = 3, 4, 4


class Unlisted:
    """Finds, in one sentence, pairs of sides that a verb or noun ties and that are no candidates yet."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.grammar = parties, parties.grammar
        words = self.grammar.lexicon.words  # days and deeds are no sides: "imposed sanctions Monday"
        self._no_sides = words["times"] | words["punishing_nouns"] | words["consult_purpose"]
        self._silent = self.grammar.lexicon.words["silent"]

    def beside(self, known: Sequence[Candidate], settled: Collection[int] = ()) -> list[Candidate]:
        """Return a candidate without a type for each such pair, at most MOST_A_SENTENCE.

        `settled` are the places of verbs that the patterns have judged to be no act.
        """
        told = {_pair(each.actor, each.recipient or each.actor[1:]) for each in known}
        firm = {each.head.i for each in known if not each.open and _between_states(each)}
        heads = {*settled, *firm}
        named = {each.head.i for each in known if not each.open}
        found: list[Candidate] = []
        for candidate in self._all():
            of_states = _between_states(candidate)
            if candidate.head.i in heads or (
                of_states and (candidate.head.i in named or _of_things(candidate))
            ):
                continue
            pair = _pair(candidate.actor, candidate.recipient or candidate.actor[1:])
            if pair not in told and len(found) < MOST_A_SENTENCE:
                told.add(pair)
                found.append(candidate)
        return found

    def _all(self) -> Iterator[Candidate]:
        for token in self.grammar.sentence.doc:
            if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
                yield from islice(self._of_verb(token), MOST_A_VERB)
            elif token.pos_ == "NOUN" and self.grammar.sentence.unit(token) is None:
                yield from islice(self._of_noun(token), 1)

    def _of_verb(self, verb: Token) -> Iterator[Candidate]:
        if lemma(verb) in self._silent:
            return
        actors = self._sides(self.grammar.subjects(verb))
        if reports(verb, self.grammar):
            spoken = (self._tied(verb, actors, self._sides(heads)) for heads in self._spoken_of(verb))
            yield from (each for found in spoken for each in found if not _of_states(each))
            return
        if len(actors) > 1:
            yield Candidate(verb, actors[:MOST_SIDES], (), UNTYPED, joint=True, open=True)
        if not actors and is_passive(verb):
            yield from self._suffered(verb)
        for heads in self._reached(verb):
            yield from self._tied(verb, actors, self._sides(heads))

    def _suffered(self, verb: Token) -> Iterator[Candidate]:
        """Yield what is done to somebody by whom the sentence does not say ("Two soldiers were shot")."""
        reached = tuple(p for p in self._sides(self.grammar.objects(verb)) if p.kind is not Kind.THING)
        if reached:
            yield Candidate(verb, (), reached[:MOST_SIDES], UNTYPED, open=True)

    def _of_noun(self, noun: Token) -> Iterator[Candidate]:
        between = self._sides(self.grammar.behind(noun, "between"))
        if len(between) > 1 and not any(party.state for party in between):
            yield Candidate(noun, between[:MOST_SIDES], (), UNTYPED, joint=True, open=True)
        owners = [child for child in noun.children if child.dep_ == "poss"]
        actors = self._sides(self.grammar.behind(noun, "by", agent=True) or owners)
        for preposition in OWNED if actors else ():
            yield from self._tied(noun, actors, self._sides(self.grammar.behind(noun, preposition)))

    def _tied(
        self, head: Token, actors: tuple[Party, ...], reached: tuple[Party, ...]
    ) -> Iterator[Candidate]:
        own = {party.text for party in actors}
        apart = [party for party in reached if party.text not in own] if actors else []
        if not apart:
            return
        inside = {each.i for party in actors for each in head.doc[party.at].subtree}
        others = tuple(party for party in apart if party.at not in inside)
        if others and not (_things(actors) and _things(others)):
            yield Candidate(head, actors[:MOST_SIDES], others[:MOST_SIDES], UNTYPED, open=True)

    def _reached(self, verb: Token) -> Iterator[list[Token]]:
        went = lemma(verb) in self.grammar.lexicon.words["going"]
        yield [each for each in self.grammar.objects(verb) if not (went and self._is_capital(each))]
        yield self.grammar.datives(verb)
        for preposition in REACHING:
            if preposition != "by" or not is_passive(verb):
                yield self._behind(verb, preposition)
        for head in self.grammar.objects(verb):
            for preposition in REACHING:
                if preposition not in ("in", "at"):  # a thing's place is not whom an act on it reaches
                    yield self._behind(head, preposition)
        yield from self._deeper(verb)

    def _deeper(self, verb: Token) -> Iterator[list[Token]]:
        """Yield the heads one step further: "called for the release of B", "demanded that B go"."""
        for preposition in REACHING:
            for head in self.grammar.behind(verb, preposition):
                for inner in REACHING:
                    yield self._behind(head, inner)
        yield from self._spoken_of(verb)

    def _spoken_of(self, verb: Token) -> Iterator[list[Token]]:
        """Yield whom a clause that hangs on the verb is about: "said that B must go"."""
        for clause in verb.children:
            if clause.dep_ == "ccomp":
                yield [each for each in clause.children if each.dep_ in ("nsubj", "nsubjpass")]

    def _behind(self, head: Token, preposition: str) -> list[Token]:
        """Return the heads behind a preposition; a capital that one goes to or is in is a mere place."""
        found = self.grammar.behind(head, preposition)
        if preposition in ("in", "at"):
            found = [each for each in found if not _is_set_off(each)]
        return [each for each in found if preposition not in PLACING or not self._is_capital(each)]

    def _is_capital(self, token: Token) -> bool:
        unit = self.grammar.sentence.unit(token)
        return unit is not None and unit.kind == "capital"

    def _sides(self, heads: Sequence[Token]) -> tuple[Party, ...]:
        return tuple(dict.fromkeys(party for head in heads for party in self._side(head)))

    def _side(self, head: Token) -> tuple[Party, ...]:
        known = tuple(p for p in self.parties.of(head) if p.kind is not Kind.THING)
        if lemma(head) in self._no_sides and self.grammar.sentence.unit(head) is None:
            return ()
        if known or head.pos_ not in ("NOUN", "PROPN"):
            return known
        owners = self.parties.of(head)
        code = owners[0].code if owners else None
        return (Party(self.parties.phrase(head), code, None, Kind.THING, False, head.i),)


def reports(verb: Token, grammar: Grammar) -> bool:
    """Return whether the verb only carries what is said in a clause of its own."""
    carries = any(child.dep_ == "ccomp" for child in verb.children)
    return carries and lemma(verb) in grammar.lexicon.words["saying"]


def _is_set_off(head: Token) -> bool:
    """Return whether a phrase stands behind a comma, as places do ("a leak at the plant, in B")."""
    while head.dep_ == "conj":
        head = head.head
    return head.head.i > 0 and head.doc[head.head.i - 1].text == ","


def _between_states(candidate: Candidate) -> bool:
    """Return whether two states stand on the sides: an act of theirs is told by who does it to whom."""
    return len({party.state for party in (*candidate.actor, *candidate.recipient)} - {None}) > 1


def _of_states(candidate: Candidate) -> bool:
    """Return whether a state stands on both sides, another one or the same."""
    return all(any(party.state for party in side) for side in (candidate.actor, candidate.recipient))


def _of_things(candidate: Candidate) -> bool:
    """Return whether a side is a mere thing: "stopped a Russian attack" is no act toward Russia."""
    return any(party.kind is Kind.THING for party in (*candidate.actor, *candidate.recipient))


def _things(parties: tuple[Party, ...]) -> bool:
    """Return whether nobody known to act stands on a side, and no state owns what does."""
    return all(party.kind is Kind.THING and party.code is None for party in parties)


def _pair(actor: tuple[Party, ...], recipient: tuple[Party, ...]) -> tuple[str, str]:
    return actor[0].text if actor else "", recipient[0].text if recipient else ""
