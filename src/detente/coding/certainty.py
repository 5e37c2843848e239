"""Whether a sentence says that an act happened, and who says so; docs/coder.md has the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from detente.coding.base import Candidate
from detente.coding.denials import Denials
from detente.coding.governing import governor
from detente.coding.grammar import Grammar, is_passive, lemma, stands_beside
from detente.coding.modality import Modalities
from detente.coding.parties import Parties
from detente.coding.party import Kind
from detente.ontology.sectors import is_official
from detente.records import Claimant, Modality, Status

COOPERATIVE = frozenset({1, 2})
SPEAKING = frozenset(
    {"state", "capital", "leader", "name", "igo", "ministry", "metonym", "government", "military", "office"}
)
"""Kinds of name that may stand before a colon as who says what follows."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """Modality and status of an act with the chain of claimants, outermost first."""

    modality: Modality
    status: Status
    claimants: tuple[Claimant, ...] = ()


class Judge:
    """Judges the acts of one sentence."""

    def __init__(self, grammar: Grammar, parties: Parties) -> None:
        self.grammar, self.parties, self.words = grammar, parties, grammar.lexicon.words
        self._modalities = Modalities(grammar)
        self._deniers = {each.code for each in Denials(grammar, parties).deniers()}

    def of(self, candidate: Candidate, quad: int) -> Certainty:
        """Return how the sentence presents the act, whose quad class is `quad` (1-4)."""
        chain = list(self._sayers(candidate.head))
        if candidate.head.pos_ == "NOUN" and candidate.proposed.event_type == "ACCUSE":
            chain = [
                each for each in chain if each[1] != "deny"
            ]  # the charge is made, whoever denies what it says
        contested = any(kind in ("deny", "accuse") for _, kind in chain)
        own = self._modalities.of(replace(candidate, background=candidate.background and not contested))
        modality = candidate.modality if candidate.modality is not None else own
        return self._status(candidate, quad, modality, chain)

    def modality(self, candidate: Candidate) -> Modality:
        """Return whether the sentence puts the act in the present world."""
        return candidate.modality if candidate.modality is not None else self._modalities.of(candidate)

    def carriers(self, head: Token) -> list[Token]:
        """Return the verbs and nouns that carry `head` as somebody's words, innermost first."""
        return [token for token, _ in self._sayers(head)]

    def _sayers(self, head: Token) -> Iterator[tuple[Token, str]]:
        """Yield what carries the act as said, innermost first: (verb or noun, "say" | "deny" | "accuse")."""
        token, seen = head, {head.i}
        yield from self._by_colon(head)
        yield from self._beside(token)
        while token.head.i != token.i:
            below, token = token, token.head
            if token.i in seen or self._stands_beside(below):
                return
            seen.add(token.i)
            kind = self._carries(below, token, head)
            if kind:
                yield from self._cited(token) if kind == "say" else ()
                yield token, kind
            if token.pos_ in ("VERB", "AUX"):
                yield from self._beside(token)

    def _cited(self, verb: Token) -> Iterator[tuple[Token, str]]:
        """Yield the source that an outlet names ("Reuters, citing a minister, reported that ...")."""
        heads = [verb, *(child for child in verb.children if child.dep_ == "nsubj")]
        for child in (c for head in heads for c in head.children if c.dep_ in ("advcl", "acl")):
            if child.tag_ == "VBG" and lemma(child) in ("cite", "quote"):
                yield child, "say"

    def _by_colon(self, head: Token) -> Iterator[tuple[Token, str]]:
        """Yield the state that a headline puts before its words ("Lebanon: Israeli jets bomb ...")."""
        first = head.doc[0]
        unit = self.grammar.sentence.unit(first)
        colon = len(head.doc) > 1 and head.doc[1].text == ":"
        if colon and unit is not None and unit.kind in SPEAKING:
            yield first, "say"

    def _stands_beside(self, clause: Token) -> bool:
        """Return whether a clause is told for itself beside another ("A says ..., while B threatens ...")."""
        if stands_beside(clause):
            return True
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)
        return clause.dep_ == "advcl" and own and bool(marks & self.words["contrasting"])

    def _carries(self, below: Token, above: Token, head: Token) -> str:
        """Return how the word above carries what is below: "say", "deny", "accuse", or "" for not at all."""
        if above.pos_ in ("VERB", "AUX"):
            return self._verb_carries(below, above, head)
        if above.pos_ != "NOUN" or below.dep_ not in ("acl", "ccomp", "prep"):
            return ""
        name = lemma(above)
        if name in self.words["denying_nouns"]:
            return "deny"
        told = below.dep_ != "prep" or below.lower_ == "of"
        return "say" if told and name in self.words["saying_nouns"] else ""

    def _verb_carries(self, below: Token, above: Token, head: Token) -> str:
        name, words = lemma(above), self.words
        clause = below.dep_ in ("ccomp", "xcomp", "csubj", "csubjpass")
        if any(
            child.lower_ in ("how", "whether") and child.dep_ in ("advmod", "mark")
            for child in below.children
        ):
            return ""  # "recalls how B did it" takes it for true, "asks whether" says nothing of it
        if (
            below.dep_ == "xcomp"
            and governor(below) is not None
            and name not in words["claiming"] | words["telling"]
        ):
            return ""
        claims = self.grammar.lexicon.classes["claims"]
        object_denied = below.dep_ in ("dobj", "nsubjpass") and (name == "deny" or lemma(below) in claims)
        if name in words["denying"] and (object_denied or (clause and (name == "deny" or below.i != head.i))):
            return "deny"
        if clause and name in words["saying"]:
            return "" if self._is_made_known(above) else "say"
        blamed = below.dep_ == "prep" and below.lower_ in ("of", "for", "over", "with")
        blaming = name in words["accusing_only"] or any(self.grammar.is_punishment(c) for c in above.children)
        return "accuse" if blamed and blaming and head.i != above.i else ""

    def _is_made_known(self, verb: Token) -> bool:
        """Return whether nobody in particular tells it ("it is announced that"): the text itself does."""
        told = is_passive(verb) and lemma(verb) in self.words["admitting"] and not self.grammar.agents(verb)
        return told and any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children)

    def _beside(self, token: Token) -> Iterator[tuple[Token, str]]:
        """Yield the tags beside a clause: "according to X", ", X said"."""
        for child in token.children:
            according = child.lower_ == "according" and child.dep_ in ("prep", "advcl", "advmod")
            tag = child.dep_ == "parataxis" and lemma(child) in self.words["saying"] and child.i > token.i
            if according or (tag and not any(c.dep_ in ("ccomp", "dobj") for c in child.children)):
                yield child, "say"

    def _status(
        self, candidate: Candidate, quad: int, modality: Modality, chain: list[tuple[Token, str]]
    ) -> Certainty:
        said = [(self._claimant(token), token) for token, _ in reversed(chain)]
        said = [each for number, each in enumerate(said) if number == 0 or each[0] != said[number - 1][0]]
        claimants = tuple(claimant for claimant, _ in said)
        hedged = (modality is not Modality.HYPOTHETICAL and self._hedged(candidate)) or _attributed(
            candidate, claimants
        )
        kinds = {kind for _, kind in chain}
        if "deny" in kinds:
            denying = (number for number, (_, token) in enumerate(said) if (token, "deny") in chain)
            first = next(denying, len(said))  # one who denies twice stands once
            return Certainty(modality, Status.DENIED, claimants[: first + 1])
        if "accuse" in kinds:
            return Certainty(modality, Status.ALLEGED, claimants)
        if not chain:
            return Certainty(modality, Status.ALLEGED if hedged else Status.ASSERTED)
        if not hedged and _accuses_nobody(candidate):
            return Certainty(modality, Status.ASSERTED, claimants)
        if not hedged and all(self._vouches(candidate, quad, token, each) for each, token in said):
            return Certainty(modality, Status.ASSERTED)
        return Certainty(modality, Status.ALLEGED, claimants)

    def _hedged(self, candidate: Candidate) -> bool:
        verb, doc = candidate.head, candidate.head.doc
        tokens = [*verb.children, *(verb.head.children if verb.dep_ == "xcomp" else ())]
        if not _accuses_nobody(candidate):  # of "suspected gunmen" not the deed is in doubt
            tokens += [
                child for party in candidate.actor if party.at < len(doc) for child in doc[party.at].children
            ]
        return any(child.lower_ in self.words["hedges"] for child in tokens)

    def _vouches(self, candidate: Candidate, quad: int, token: Token, claimant: Claimant) -> bool:
        """Return whether the speaker answers for the act: its own, or a friendly one it took part in."""
        speakers = [party for head in self._speakers(token) for party in self.parties.of(head)]
        claimed = lemma(token) in self.words["claiming"]
        if claimant.code is None:
            same = any(party.text == claimant.text and is_official(party.sector) for party in candidate.actor)
            return same and (quad in COOPERATIVE or not claimed)  # "the ministry says that it expelled ..."
        if not any(party.official for party in speakers):
            return False
        actors = {party.code for party in candidate.actor}
        if claimant.code in actors:
            return quad in COOPERATIVE or not claimed
        return (
            quad in COOPERATIVE
            and not claimed
            and self._deniers.isdisjoint(actors)  # "..., which B denies": then it is the speaker's word alone
            and claimant.code in {party.code for party in candidate.recipient}
        )

    def _claimant(self, token: Token) -> Claimant:
        heads = self._speakers(token)
        found = [
            party
            for head in heads
            for party in self.parties.of(head)
            if party.kind is not Kind.THING or party.code
        ]
        if found:
            return Claimant(text=found[0].text, code=found[0].code)
        words = self.parties.phrase(heads[0]) if heads else "unnamed source"
        return Claimant(text=words or "unnamed source")

    def _speakers(self, token: Token) -> list[Token]:
        if token.i == 0 and self.grammar.sentence.unit(token) is not None:
            return [token]
        if token.lower_ == "according":
            return [
                *self.grammar.behind(token, "to"),
                *[p for c in token.children if c.dep_ == "pobj" for p in [c]],
            ]
        if token.pos_ == "NOUN":
            owners = [
                c
                for c in token.children
                if c.dep_ == "poss" or (c.dep_ in ("amod", "compound") and self.grammar.sentence.unit(c))
            ]
            return (
                owners
                or self.grammar.behind(token, "by")
                or (self.grammar.subjects(token.head) if token.head.pos_ == "VERB" else [])
                or self.grammar.owner_of(token)
            )
        if token.dep_ == "acl" and token.tag_ == "VBG" and lemma(token.head) in self.words["saying_nouns"]:
            noun = token.head  # "A and B issue a statement saying ..."
            return self.grammar.owner_of(noun) or self.grammar.subjects(noun.head)
        if token.tag_ == "VBG" and lemma(token) in ("cite", "quote"):
            return self.grammar.grammatical_objects(token)
        found = self._outer(token) or self.grammar.subjects(token)
        if not found and not is_passive(token):
            found = [c for c in token.children if c.dep_ in ("nsubj", "dobj")]
        return found

    def _outer(self, token: Token) -> list[Token]:
        """Return who does the verb above, where the parse hung "saying ..." on a thing before it."""
        if token.dep_ != "acl" or token.tag_ != "VBG" or self.parties.acting([token.head]):
            return []
        above = next((each for each in token.ancestors if each.pos_ == "VERB"), None)
        return self.grammar.subjects(above) if above is not None else []


def _accuses_nobody(candidate: Candidate) -> bool:
    """Return whether who acts is no more than a kind ("gunmen"): who reports it accuses nobody."""
    doc = candidate.head.doc
    return not candidate.joint and all(
        party.code is None and not party.attributed and party.at < len(doc) and doc[party.at].pos_ == "NOUN"
        for party in candidate.actor
    )


def _attributed(candidate: Candidate, claimants: tuple[Claimant, ...]) -> bool:
    """Return whether a state is only said to stand behind who acts, and does not say so itself."""
    behind = {party.code for party in candidate.actor if party.attributed}
    return bool(behind) and not behind & {claimant.code for claimant in claimants}
