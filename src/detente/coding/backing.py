"""Who stands behind hackers: "backed by X", "X-linked", "of the X military". That is what a text claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from detente.coding.gazetteer import find
from detente.coding.grammar import Grammar, lemma
from detente.coding.party import Kind, Party
from detente.ontology.states import STATES

OWN = frozenset({"state", "capital", "demonym"})
"""Kinds of name that name a state and no body of it; "linked to Russia" says no more than "Russian"."""

Resolve = Callable[[Token], tuple[Party, ...]]


class Backers:
    """Finds the state behind hackers, for one sentence; `of` and `owners` are those of its Parties."""

    def __init__(self, grammar: Grammar, of: Resolve, owners: Resolve) -> None:
        self.grammar, self.words, self._of, self._owners = grammar, grammar.lexicon.words, of, owners

    def of(self, token: Token, hackers: Party) -> Party | None:
        """Return the state or body that the phrase of `token` puts behind `hackers`, or None."""
        heads = [token, *(child for child in token.children if child.dep_ == "appos")]
        for head in heads:
            for found in (*self._owning(head), *self._joined(head, hackers), *self._told(head)):
                return found
        return None

    def _owning(self, head: Token) -> Iterator[Party]:
        """Yield the bodies whose the hackers are ("GRU hackers", "hackers from the FSB")."""
        behind = [party for each in self.grammar.behind(head, "from") for party in self._of(each)]
        yield from (party for party in (*self._owners(head), *behind) if _is_body(party))

    def _joined(self, head: Token, hackers: Party) -> Iterator[Party]:
        """Yield who a word before the head says it is ("state-backed", "Kremlin-linked", "state")."""
        first = min((child.left_edge.i for child in head.children if child.i < head.i), default=head.i)
        for word in self.grammar.sentence.words(first, head.i).split():
            who, _, link = word.lower().partition("-")
            sure, linked = link in self.words["backed"], link in self.words["linked"]
            if who in self.words["state_words"] and (sure or linked or not link):
                yield from _state(hackers)
            elif sure or linked:
                yield from _named(word.partition("-")[0], sure=sure)

    def _told(self, head: Token) -> Iterator[Party]:
        """Yield who a clause behind the head says it is ("backed by X", "who work for X")."""
        for clause in self._clauses(head):
            sure = clause.lower_ in self.words["backed"] or lemma(clause) in self.words["serving"]
            if not sure and clause.lower_ not in self.words["linked"]:
                continue
            for each in self._phrases(clause):
                yield from (
                    party
                    for party in self._of(each)
                    if _is_body(party) or (sure and party.kind is Kind.STATE)
                )

    def _clauses(self, head: Token) -> Iterator[Token]:
        """Yield the clauses behind the head, also one that the parse took for the main verb."""
        yield from (child for child in head.children if child.dep_ in ("acl", "relcl"))
        verb = head.head
        if head.dep_ in ("nsubj", "nsubjpass") and verb.i == head.i + 1 and verb.tag_ in ("VBN", "VBD"):
            yield verb

    def _phrases(self, clause: Token) -> Iterator[Token]:
        for preposition in clause.children:
            if preposition.dep_ in ("prep", "agent"):
                for head in (child for child in preposition.children if child.dep_ == "pobj"):
                    yield head
                    yield from self.grammar.behind(head, "of")


def _is_body(party: Party) -> bool:
    return party.official and party.state is not None and party.kind in (Kind.BODY, Kind.PERSON)


def _state(hackers: Party) -> Iterator[Party]:
    if hackers.state is not None:
        yield Party(hackers.text, hackers.code, "GOV", Kind.STATE, True, hackers.at)


def _named(name: str, *, sure: bool) -> Iterator[Party]:
    for found in find(name, "en", None):
        code = found.entry.code_on(None)
        if code in STATES and (sure or found.entry.kind not in OWN):
            yield Party(name, code, found.entry.sector_on(None) or "GOV", Kind.BODY, True, 0)
