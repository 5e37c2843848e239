"""Whether the words around an act put it in the present world; docs/coder.md has the rules."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding.base import Candidate
from detente.coding.governing import governor, is_announced, is_fixed_to_come, is_headline_to_come
from detente.coding.grammar import FINITE, Grammar, is_ordinal, lemma, stands_beside, token_before
from detente.records import Modality

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


class Modalities:
    """Reads the modality of the acts of one sentence."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.words = grammar, grammar.lexicon.words

    def of(self, candidate: Candidate) -> Modality:
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
        if candidate.proposed.mode == "targeted" and (above := governor(head)) is not None:
            tried = lemma(above) in ("try", "attempt")  # an attempt on somebody's life is an assault
            found = [each for each in found if not tried or each is not Modality.HYPOTHETICAL]
        if candidate.proposed.mode in ("cyber", "misinformation") and self._at_work(head):
            found = [each for each in found if each is not Modality.HYPOTHETICAL]
        return self._least(found)

    def _at_work(self, head: Token) -> bool:
        """Return whether somebody is at it ("are working to interfere"), so that it goes on already."""
        above = head.head if head.dep_ in ("xcomp", "advcl") else None
        return (
            above is not None and above.tag_ == "VBG" and lemma(above) in ("work", "try", "attempt", "seek")
        )

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
            if stands_beside(token):
                return found
            found += self._relation(token, relation, above)
            if relation == "conj":
                found += self._shared_aux(token, above)
            if relation in ("ccomp", "xcomp") and self._is_open(token):
                return [*found, Modality.HYPOTHETICAL]
            if self._is_statement(token):
                return found + self._of_statement(token)
            token = above
            if token.pos_ in ("VERB", "AUX"):
                found += [modality for modality in self._own(token) if modality is not Modality.HISTORICAL]
        return found

    def _is_open(self, clause: Token) -> bool:
        """Return whether a clause asks whether ("has not decided whether to expel B")."""
        return any(c.dep_ in ("mark", "advmod") and c.lower_ == "whether" for c in clause.children)

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
            Modality.NEGATED: self._negated(children) and not self.words["conditions"] & marks,
            Modality.HYPOTHETICAL: self._inverted(verb)
            or bool(self.words["conditions"] & marks)
            or (bool(self.words["hypothetical_aux"] & auxiliaries) and not is_announced(verb, self.words)),
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
        if is_announced(verb, self.words) or is_fixed_to_come(verb):
            return True
        if future & auxiliaries or (
            "to" in auxiliaries and (verb.dep_ == "ROOT" or auxiliaries & {"is", "are"})
        ):
            return True
        when = any(child.dep_ == "advmod" and child.lower_ in ("when", "once") for child in children)
        return when and verb.dep_ == "advcl" and bool(future & {c.lower_ for c in verb.head.children})

    def _is_background(self, verb: Token, auxiliaries: set[str]) -> bool:
        if any(self._is_of_before(child) for child in verb.children if child.dep_ == "advmod"):
            return True
        reduced = not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and reduced:
            whole = verb.head.head.i == verb.head.i  # a headline: "Two diplomats expelled by B"
            return not whole and lemma(verb.head.head) != "have"
        told = verb.dep_ == "acl" and lemma(verb.head) in self.words["saying_nouns"]
        backshift = told or (verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN"))
        if "had" in auxiliaries and verb.tag_ == "VBN" and not backshift:
            return True
        past = ("was", "were", "been")
        was = any(c.lower_ in past and c.dep_ in ("auxpass", "aux") for c in verb.children)
        cleft = verb.head.dep_ == "attr" and any(c.lower_ == "it" for c in verb.head.head.children)
        return verb.dep_ == "relcl" and (verb.tag_ == "VBD" or was) and not cleft

    def _is_of_before(self, adverb: Token) -> bool:
        """Return whether an adverb puts the act before what the text tells: not "earlier this week"."""
        behind = adverb.doc[adverb.i + 1].lower_ if adverb.i + 1 < len(adverb.doc) else ""
        dated = adverb.lower_ == "earlier" and behind in ("this", "that", "today", "in", "on")
        return adverb.lower_ in self.words["background"] and not dated

    def _relation(self, token: Token, relation: str, above: Token) -> list[Modality]:
        """Return what the link to the word above says of the act."""
        governing = governor(token)
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
        if governing is not None:
            return self._governed(governing)
        if is_headline_to_come(token):
            return [Modality.FUTURE]
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
            return [] if name in ("doubt", "question", "secret") else [Modality.NEGATED]
        if noun.dep_ == "pobj" and self.grammar.is_punishment(noun.head.head):
            return [Modality.HYPOTHETICAL]  # whom a rule is for: "restrictions on diplomats visiting B"
        if infinitive:
            if name in self.words["decided_nouns"] or is_ordinal(noun):
                return []
            return [Modality.FUTURE if name in self.words["promising_nouns"] else Modality.HYPOTHETICAL]
        classes = self.grammar.lexicon.classes
        words = lemma(token) in self.words["accusing_only"] | self.words["praising"]
        if token.tag_ == "VBG" and name in classes["drafts"] and not self._is_enacted(noun, words=words):
            return [Modality.HYPOTHETICAL]
        return []

    def _is_enacted(self, noun: Token, *, words: bool) -> bool:
        """Return whether a decree or law is signed or issued, not only tabled or passed by one chamber.

        What only has `words` ("a resolution condemning B") is done when the chamber passes it.
        """
        verb = noun.head
        return (
            noun.dep_ in ("dobj", "nsubjpass")
            and lemma(verb) in ("sign", "issue", "adopt", "enact", *(("approve", "pass") if words else ()))
            and lemma(noun) in self.grammar.lexicon.classes["instruments"]
        )

    def _of_preposition(self, preposition: Token) -> list[Modality]:
        above, name = preposition.head, preposition.lower_
        planned = self.words["planning_nouns"] | {"plan", "threat", "dream", "think", "talk"}
        if name in ("of", "for", "about") and lemma(above) in planned:
            return [Modality.HYPOTHETICAL]
        if name == "of" and token_before(preposition).lower() == "short":
            return [Modality.NEGATED]
        if name == "of" and above.lower_ == "instead":
            return [Modality.NEGATED]
        found = _PREPOSITIONS.get(name)
        return [found] if found and lemma(above) not in ("insist", "depend") else []
