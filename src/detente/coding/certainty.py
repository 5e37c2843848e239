"""Whether a sentence says that an act happened: modality, status, and who says so; see docs/coder.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from detente.coding.acts import governor
from detente.coding.base import Candidate
from detente.coding.grammar import FINITE, Grammar, is_passive, lemma
from detente.coding.parties import Kind, Parties
from detente.records import Claimant, Modality, Status

COOPERATIVE = frozenset({1, 2})
ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass"})
_ORDER = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.FUTURE, Modality.HISTORICAL, Modality.ACTUAL)
_PREPOSITIONS = {
    "without": Modality.NEGATED,
    "against": Modality.HYPOTHETICAL,
    "before": Modality.HYPOTHETICAL,
    "on": Modality.HYPOTHETICAL,
    "about": Modality.HYPOTHETICAL,
    "from": Modality.NEGATED,
    "towards": Modality.HYPOTHETICAL,
    "toward": Modality.HYPOTHETICAL,
    "to": Modality.HYPOTHETICAL,
}
_FUTURE_ADJECTIVES = frozenset(
    {"upcoming", "planned", "scheduled", "forthcoming", "future", "next", "imminent"}
)
_POSSIBLE_ADJECTIVES = frozenset(
    {"possible", "potential", "proposed", "threatened", "prospective", "hypothetical", "feared"}
)


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
        roots = [token for token in grammar.sentence.doc if token.head.i == token.i]
        self._present = bool(roots) and roots[0].tag_ in ("VBZ", "VBP")

    def of(self, candidate: Candidate, quad: int) -> Certainty:
        """Return how the sentence presents the act, whose quad class is `quad` (1-4)."""
        chain = list(self._sayers(candidate.head))
        contested = any(kind in ("deny", "accuse") for _, kind in chain)
        own = self.modality(replace(candidate, background=candidate.background and not contested))
        modality = candidate.modality if candidate.modality is not None else own
        return self._status(candidate, quad, modality, chain)

    def modality(self, candidate: Candidate) -> Modality:
        """Return the modality that the words around the act's head give it."""
        head = candidate.head
        found = [*self._noun_modality(head)] if head.pos_ in ("NOUN", "PROPN") else []
        if candidate.background:
            found.append(Modality.HISTORICAL)
        token = head
        if head.pos_ in ("NOUN", "PROPN"):
            while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
                token = token.head
            if token.pos_ in ("VERB", "AUX"):
                found += [m for m in self._own(token) if m in (Modality.FUTURE, Modality.HYPOTHETICAL)]
            return self._least(found)
        found += self._climb(token)
        return self._least(found)

    def _least(self, found: list[Modality]) -> Modality:
        return next((modality for modality in _ORDER if modality in found), Modality.ACTUAL)

    def _noun_modality(self, noun: Token) -> Iterator[Modality]:
        for child in noun.children:
            if child.dep_ == "det" and child.lower_ == "no":
                yield Modality.NEGATED
            if lemma(child) in _FUTURE_ADJECTIVES:
                yield Modality.FUTURE
            if lemma(child) in _POSSIBLE_ADJECTIVES:
                yield Modality.HYPOTHETICAL

    def _climb(self, verb: Token) -> list[Modality]:
        """Return what the verb's own words and the words above it say, up to where a new statement begins."""
        found = self._own(verb)
        token = verb
        while token.head.i != token.i:
            relation, above = token.dep_, token.head
            found += self._relation(token, relation, above)
            if relation == "conj":
                found += self._shared_aux(token, above)
            if self._is_statement(token):
                return found + self._of_statement(token)
            token = above
            if token.pos_ in ("VERB", "AUX"):
                found += [modality for modality in self._own(token) if modality is not Modality.HISTORICAL]
        return found

    def _is_statement(self, token: Token) -> bool:
        """Return whether the clause of `token` stands for itself, whatever the words above it say."""
        relation, above = token.dep_, token.head
        if relation == "pcomp":
            return above.lower_ in ("for", "after", "by", "over", "following", "of")
        if relation == "conj":
            goes_on = token.tag_ in FINITE and above.tag_ == "VB"
            return goes_on or any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        if governor(token) is not None:
            return False
        said = above.pos_ == "VERB" and lemma(above) in self.words["saying"] | self.words["denying"]
        return relation in ("relcl", "advcl", "parataxis") or (relation == "ccomp" and said)

    def _of_statement(self, token: Token) -> list[Modality]:
        """Return what is left to say of a clause that stands for itself: by its saying verb or first part."""
        if token.dep_ == "ccomp":
            own = self._own(token.head)
            return [modality for modality in own if modality in (Modality.HYPOTHETICAL, Modality.FUTURE)]
        if token.dep_ != "conj":
            return []
        first = self._first_conjunct(token.head)
        return self._relation(first, first.dep_, first.head) if first.dep_ in ("ccomp", "xcomp") else []

    def _first_conjunct(self, token: Token) -> Token:
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        return token

    def _shared_aux(self, token: Token, above: Token) -> list[Modality]:
        if any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.children):
            return []
        return [
            m
            for m in self._own(above)
            if m in (Modality.FUTURE, Modality.HYPOTHETICAL) and token.tag_ == "VB"
        ]

    def _own(self, verb: Token) -> list[Modality]:
        """Return what a verb's own auxiliaries, negations and markers say."""
        children = list(verb.children)
        auxiliaries = {child.lower_ for child in children if child.dep_ in ("aux", "auxpass")}
        marks = {child.lower_ for child in children if child.dep_ == "mark"}
        said = {
            Modality.NEGATED: self._negated(children),
            Modality.HYPOTHETICAL: self._inverted(verb)
            or bool(self.words["hypothetical_aux"] & auxiliaries or self.words["conditions"] & marks),
            Modality.FUTURE: self._to_come(verb, children, auxiliaries),
            Modality.HISTORICAL: self._is_background(verb, auxiliaries),
        }
        return [modality for modality, holds in said.items() if holds]

    def _inverted(self, verb: Token) -> bool:
        """Return whether the clause is a condition without "if" ("had B attacked ...")."""
        helpers = [child.i for child in verb.children if child.dep_ == "aux" and child.lower_ == "had"]
        subjects = [child.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        return (
            bool(helpers and subjects) and helpers[0] < subjects[0] and verb.dep_ in ("advcl", "ccomp", "dep")
        )

    def _negated(self, children: list[Token]) -> bool:
        return any(
            child.dep_ == "neg"
            or child.lower_ in ("never", "nearly", "almost")
            or (
                child.dep_ in ARGUMENTS
                and any(g.dep_ == "det" and g.lower_ in ("no", "neither") for g in child.children)
            )
            for child in children
        )

    def _to_come(self, verb: Token, children: list[Token], auxiliaries: set[str]) -> bool:
        future = self.words["future_aux"]
        if future & auxiliaries or (
            "to" in auxiliaries and (verb.dep_ == "ROOT" or auxiliaries & {"is", "are"})
        ):
            return True
        when = any(child.dep_ == "advmod" and child.lower_ in ("when", "once") for child in children)
        return when and verb.dep_ == "advcl" and bool(future & {c.lower_ for c in verb.head.children})

    def _is_background(self, verb: Token, auxiliaries: set[str]) -> bool:
        if any(child.lower_ in self.words["background"] for child in verb.children if child.dep_ == "advmod"):
            return True
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            return True
        backshift = verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")
        if "had" in auxiliaries and verb.tag_ == "VBN" and not backshift:
            return True
        was = any(c.lower_ in ("was", "were") and c.dep_ in ("auxpass", "aux") for c in verb.children)
        return verb.dep_ == "relcl" and (verb.tag_ == "VBD" or was)

    def _relation(self, token: Token, relation: str, above: Token) -> list[Modality]:
        """Return what the link to the word above says of the act."""
        governing = governor(token)
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
        if governing is not None:
            return self._governed(governing)
        if relation == "acl" or (relation == "relcl" and infinitive):
            return self._of_noun(token, above, infinitive)
        if relation == "pcomp":
            return self._of_preposition(above)
        before = any(c.dep_ == "mark" and c.lower_ in self.words["before"] for c in token.children)
        wished = relation == "ccomp" and (
            lemma(above) in self.words["wishing"] - self.words["saying"]
            or (
                lemma(above) in self.words["wishing"]
                and token.tag_ == "VB"
                and not self._to_come(token, list(token.children), set())
            )
        )
        possible = (relation == "advcl" and (infinitive or before)) or wished
        return [Modality.HYPOTHETICAL] if possible else []

    def _governed(self, above: Token) -> list[Modality]:
        name = lemma(above)
        if name in self.words["denying"] | self.words["accusing_only"]:
            return []
        for control in self.grammar.lexicon.controls.values():
            if name in control.verbs:
                if Modality.NEGATED in self._own(above):
                    return [Modality.HYPOTHETICAL]
                return [] if control.modality is Modality.ACTUAL else [control.modality]
        if name in self.words["saying"]:
            return []
        return [Modality.HYPOTHETICAL]

    def _of_noun(self, token: Token, noun: Token, infinitive: bool) -> list[Modality]:
        name = lemma(noun)
        if any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children):
            return [Modality.NEGATED]
        if infinitive:
            if name in self.words["decided_nouns"]:
                return []
            return [Modality.FUTURE if name in self.words["promising_nouns"] else Modality.HYPOTHETICAL]
        classes = self.grammar.lexicon.classes
        if token.tag_ == "VBG" and name in classes["drafts"] and not self._is_enacted(noun):
            return [Modality.HYPOTHETICAL]
        return []

    def _is_enacted(self, noun: Token) -> bool:
        """Return whether a decree or law is signed or issued, not only tabled or passed by one chamber."""
        verb = noun.head
        return (
            noun.dep_ in ("dobj", "nsubjpass")
            and lemma(verb) in ("sign", "issue", "adopt", "enact")
            and lemma(noun) in self.grammar.lexicon.classes["instruments"]
        )

    def _of_preposition(self, preposition: Token) -> list[Modality]:
        above, name = preposition.head, preposition.lower_
        planned = self.words["planning_nouns"] | {"plan", "threat", "dream", "think", "talk"}
        if name in ("of", "for", "about") and lemma(above) in planned:
            return [Modality.HYPOTHETICAL]
        if name == "of" and above.lower_ == "instead":
            return [Modality.NEGATED]
        found = _PREPOSITIONS.get(name)
        return [found] if found and lemma(above) not in ("insist", "depend") else []

    def _sayers(self, head: Token) -> Iterator[tuple[Token, str]]:
        """Yield what carries the act as said, innermost first: (verb or noun, "say" | "deny" | "accuse")."""
        token, seen = head, {head.i}
        yield from self._beside(token)
        while token.head.i != token.i:
            below, token = token, token.head
            if token.i in seen:
                return
            seen.add(token.i)
            kind = self._carries(below, token, head)
            if kind:
                yield token, kind
            if token.pos_ in ("VERB", "AUX"):
                yield from self._beside(token)

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
        clause = below.dep_ in ("ccomp", "xcomp")
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
            return "say"
        blamed = below.dep_ == "prep" and below.lower_ in ("of", "for", "over", "with")
        blaming = name in words["accusing_only"] or any(self.grammar.is_punishment(c) for c in above.children)
        return "accuse" if blamed and blaming and head.i != above.i else ""

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
        hedged = self._hedged(candidate)
        said = [(self._claimant(token), token) for token, _ in reversed(chain)]
        said = [each for number, each in enumerate(said) if number == 0 or each[0] != said[number - 1][0]]
        claimants = tuple(claimant for claimant, _ in said)
        kinds = {kind for _, kind in chain}
        if "deny" in kinds:
            return Certainty(modality, Status.DENIED, claimants)
        if "accuse" in kinds:
            return Certainty(modality, Status.ALLEGED, claimants)
        if not chain:
            return Certainty(modality, Status.ALLEGED if hedged else Status.ASSERTED)
        if not hedged and all(self._vouches(candidate, quad, token, each) for each, token in said):
            return Certainty(modality, Status.ASSERTED)
        return Certainty(modality, Status.ALLEGED, claimants)

    def _hedged(self, candidate: Candidate) -> bool:
        verb, doc = candidate.head, candidate.head.doc
        tokens = [*verb.children, *(verb.head.children if verb.dep_ == "xcomp" else ())]
        tokens += [
            child for party in candidate.actor if party.at < len(doc) for child in doc[party.at].children
        ]
        return any(child.lower_ in self.words["hedges"] for child in tokens)

    def _vouches(self, candidate: Candidate, quad: int, token: Token, claimant: Claimant) -> bool:
        """Return whether the speaker answers for the act: its own, or a friendly one it took part in."""
        speakers = [party for head in self._speakers(token) for party in self.parties.of(head)]
        if claimant.code is None or not any(party.official for party in speakers):
            return False
        actors = {party.code for party in candidate.actor}
        claimed = lemma(token) in self.words["claiming"]
        if claimant.code in actors:
            return quad in COOPERATIVE or not claimed
        return (
            quad in COOPERATIVE
            and not claimed
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
            )
        found = self.grammar.subjects(token)
        if not found and not is_passive(token):
            found = [c for c in token.children if c.dep_ in ("nsubj", "dobj")]
        return found
