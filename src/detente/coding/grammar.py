"""Who and whom of a parsed sentence: the heads of the subjects, objects and phrases of a verb or noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding.clauses import (
    FINITE,
    SUBJECTS,
    bare_participle,
    finite_above,
    is_opening_passive,
    is_ordinal,
    is_passive,
    lemma,
    spread,
    stands_beside,
    token_before,
    with_particle,
)
from detente.coding.reading import Sentence
from detente.lang import Lexicon

_MISREAD = frozenset({"npadvmod", "dep", "nmod", "compound", "advmod", "amod"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj"})


class Grammar:
    """Reads the arguments of the verbs and nouns of one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self._behind: dict[tuple[int, str, bool], list[Token]] = {}
        self._prepositions: dict[int, list[Token]] = {}
        self._request = frozenset(verb for c in lexicon.controls.values() if c.object for verb in c.verbs)

    def surface(self, verb: Token) -> list[Token]:
        """Return the heads of the verb's own grammatical subject, or of the one it shares."""
        own = [child for child in verb.children if child.dep_ in SUBJECTS and self._names(child)]
        if own:
            relative = [self._antecedent(token, verb) for token in own]
            return [head for token in relative for head in spread(token)]
        return self._shared(verb, set()) or self._misread(verb)

    def _names(self, subject: Token) -> bool:
        """Return whether a subject is a noun, also where the parse says otherwise ("Indian shelling")."""
        return subject.pos_ != "VERB" or self.sentence.unit(subject) is not None

    def _misread(self, verb: Token) -> list[Token]:
        """Return the actor right before a main verb that the parse did not take for its subject."""
        if verb.head.i != verb.i or verb.i == 0:
            return []
        before = verb.doc[verb.i - 1]
        while before.dep_ == "conj" and self.sentence.unit(before) is not None:
            before = before.head
        found = before.head.i == verb.i and before.dep_ in _MISREAD
        return spread(before) if found and self.sentence.unit(before) is not None else []

    def _antecedent(self, token: Token, verb: Token) -> Token:
        if token.lower_ not in _RELATIVE or verb.head.i == verb.i:
            return token
        if verb.dep_ == "relcl":
            return verb.head
        cleft = verb.dep_ in ("ccomp", "advcl") and lemma(verb.head) == "be"  # "it was B that expelled ..."
        return next((c for c in verb.head.children if cleft and c.dep_ == "attr"), token)

    def _shared(self, verb: Token, seen: set[int]) -> list[Token]:
        """Return the subject that a verb without one takes from the verb or noun above it."""
        if verb.i in seen or verb.head.i == verb.i:
            return []
        seen.add(verb.i)
        above = verb.head
        if verb.dep_ in ("conj", "acomp") and above.pos_ in ("VERB", "AUX"):
            return self._subject_or_shared(finite_above(verb, above), seen)
        if verb.dep_ in ("xcomp", "ccomp", "advcl", "dep", "oprd") and above.pos_ in ("VERB", "AUX", "ADJ"):
            return self._in_absolute(verb) or self._controlled(verb, above, seen)
        if verb.dep_ == "pcomp":
            return self._of_pcomp(above, seen)
        if verb.dep_ in ("acl", "relcl"):
            return self._of_noun(verb, above)
        return []

    def _subject_or_shared(self, verb: Token, seen: set[int]) -> list[Token]:
        own = [child for child in verb.children if child.dep_ in SUBJECTS and child.pos_ != "VERB"]
        if own:
            return [head for token in own for head in spread(self._antecedent(token, verb))]
        return self._shared(verb, seen)

    def _in_absolute(self, verb: Token) -> list[Token]:
        if verb.dep_ != "advcl" or verb.tag_ != "VBG":
            return []
        found = [(c, self._absolute(c)) for c in verb.head.children if c.dep_ == "prep"]
        near = [heads for c, heads in found if heads and 0 < verb.i - c.right_edge.i <= 2]
        return [head for heads in near for each in heads for head in spread(each)]

    def _controlled(self, verb: Token, above: Token, seen: set[int]) -> list[Token]:
        governed = verb.dep_ in ("xcomp", "ccomp", "oprd") or any(
            c.dep_ == "aux" and c.lower_ == "to" for c in verb.children
        )
        if governed and lemma(above) in self._request and verb.dep_ != "conj":
            objects = self.grammatical_objects(above)
            if is_passive(above):
                return self.surface(above)
            on = (
                [head for name in ("on", "upon", "for", "to", "with") for head in self.behind(above, name)]
                if lemma(above) in ("call", "appeal", "plead")
                else []
            )
            if objects or on:
                return objects or on
        if (
            verb.dep_ == "ccomp"
            and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            and verb.tag_ != "VBG"
        ):
            return []
        return self._subject_or_shared(above, seen)

    def _of_pcomp(self, preposition: Token, seen: set[int]) -> list[Token]:
        above = preposition.head
        if above.dep_ == "prep" or above.pos_ == "ADV":  # "stopped short of ..."
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            punished = self._punished(above) if preposition.lower_ in ("for", "over") else []
            if punished:
                return punished
            if lemma(above) in self.lexicon.words["accusing"] | self.lexicon.words[
                "praising"
            ] and preposition.lower_ in ("of", "for", "with", "over"):
                return self.objects(above) if is_opening_passive(above) else self._accused(above)
            return self._subject_or_shared(above, seen)
        if above.pos_ == "NOUN":
            return self.owner_of(above)
        return []

    def _accused(self, verb: Token) -> list[Token]:
        return self.surface(verb) if is_passive(verb) else self.grammatical_objects(verb)

    def _punished(self, verb: Token) -> list[Token]:
        """Return whom sanctions, charges and the like are against ("imposes sanctions on B for ...")."""
        nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and self.is_punishment(c)]
        names = ("on", "against")
        return [
            head
            for noun in nouns
            for name in names
            for head in (self.behind(noun, name) or self.behind(verb, name))
        ]

    def is_punishment(self, noun: Token) -> bool:
        """Return whether the noun names a punishment or a charge."""
        return lemma(noun) in self.lexicon.words["punishing_nouns"]

    def _of_noun(self, verb: Token, noun: Token) -> list[Token]:
        if verb.tag_ == "VBG" and lemma(noun) in self.lexicon.classes["instruments"]:
            return self.owner_of(noun)
        if any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children):
            if is_ordinal(noun) and noun.dep_ == "attr":
                return self.surface(noun.head)
            given = lemma(noun) in self.lexicon.words["permissions"] and noun.head.pos_ == "VERB"
            return (self.datives(noun.head) or self.behind(noun.head, "to")) if given else self.owner_of(noun)
        return [] if verb.tag_ == "VBN" else spread(noun)

    def owner_of(self, noun: Token) -> list[Token]:
        """Return who has or makes the thing `noun`: its possessor, or the subject of its verb."""
        owners = [child for child in noun.children if child.dep_ == "poss"]
        owners += [
            child
            for child in noun.children
            if child.dep_ in ("amod", "compound") and self.sentence.unit(child)
        ]
        if owners:
            return owners
        by = self.behind(noun, "by")
        if by:
            return by
        token = noun
        while token.head.i != token.i and token.dep_ in (
            "dobj",
            "attr",
            "conj",
            "pobj",
            "prep",
            "nsubjpass",
            "appos",
        ):
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return self.agents(token) if is_passive(token) else self.surface(token)
        return []

    def subjects(self, verb: Token) -> list[Token]:
        """Return the heads of who does it: the subject, or the agent of a passive."""
        if is_passive(verb) or is_opening_passive(verb):
            return self.agents(verb)
        if verb.dep_ in ("acl", "conj") and self._participle(verb):
            return self.agents(verb) or self._causing(verb)
        own = self.agents(verb) if verb.dep_ == "pcomp" else []  # "are killed in shelling by B"
        return own or self.surface(verb)

    def _causing(self, verb: Token) -> list[Token]:
        """Return who has it done ("A had B arrested")."""
        had = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else verb
        return self.surface(had) if had.i != verb.i and lemma(had) == "have" else []

    def _participle(self, verb: Token) -> bool:
        if verb.dep_ == "conj":
            return (
                bare_participle(verb)
                and not self._own_subject(verb)
                and verb.head.pos_ == "VERB"
                and is_passive(verb.head)
            )
        return bare_participle(verb)

    def _own_subject(self, verb: Token) -> bool:
        return any(child.dep_ in SUBJECTS for child in verb.children)

    def agents(self, verb: Token) -> list[Token]:
        """Return the heads behind "by" of a passive verb."""
        return self.behind(verb, "by", agent=True)

    def objects(self, verb: Token) -> list[Token]:
        """Return the heads of what it is done to: the object, or the subject of a passive."""
        if is_passive(verb):
            own = [child for child in verb.children if child.dep_ in SUBJECTS]
            passive = [
                head for token in own for head in spread(self._antecedent(token, verb))
            ] or self._shared(verb, set())
            return passive + self.grammatical_objects(verb)
        if is_opening_passive(verb):
            return self.surface(verb.head)
        if verb.dep_ == "acl" and bare_participle(verb):
            return [verb.head]
        if verb.dep_ == "conj" and self._participle(verb):
            return self.objects(verb.head)
        own = self.grammatical_objects(verb)
        if verb.dep_ == "relcl" and not own and not self._by_subject_relative(verb):
            return [verb.head]
        person = verb.dep_ == "relcl" and self.lexicon.sector(lemma(verb.head)) is not None
        names = ("whom", "which", "that") if person else ("whom", "which")
        return [self._antecedent(token, verb) if token.lower_ in names else token for token in own]

    def _by_subject_relative(self, verb: Token) -> bool:
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        return not subjects or any(child.lower_ in ("who", "which", "that") for child in subjects)

    def grammatical_objects(self, verb: Token) -> list[Token]:
        """Return the heads of the verb's own objects."""
        found = [
            head
            for child in verb.children
            if child.dep_ in ("dobj", "dative", "attr") and child.pos_ != "ADP"
            for head in spread(child)
        ]
        if not found and verb.conjuncts and verb.dep_ != "conj":
            last = [
                c
                for c in verb.children
                if c.dep_ == "conj"
                and c.pos_ == "VERB"
                and not self._own_subject(c)
                and not any(p.dep_ == "prep" for p in verb.children)
            ]
            if last and last[0].i - verb.i <= 2:
                return self.grammatical_objects(last[0])
        return found

    def datives(self, verb: Token) -> list[Token]:
        """Return the heads of to whom something is given, without or with "to"."""
        found: list[Token] = []
        for child in verb.children:
            if child.dep_ == "dative":
                found += [p for p in child.children if p.dep_ == "pobj"] if child.pos_ == "ADP" else [child]
            elif child.dep_ == "dobj" and lemma(verb) in self.lexicon.words["giving"]:
                found += [c for c in child.children if c.i == verb.i + 1 and self._is_a_state(c)]
        given = [head for token in found for head in spread(token)]
        thing = any(child.dep_ in ("dobj", "oprd") for child in verb.children)
        passive = is_passive(verb) and thing and lemma(verb) in self.lexicon.words["giving"]
        return given or (self.surface(verb) if passive else [])  # "B was given boats"

    def _is_a_state(self, token: Token) -> bool:
        unit = self.sentence.unit(token)  # "lend B money", which the parse takes for the money of B
        return token.dep_ == "compound" and unit is not None and unit.kind in ("state", "capital")

    def behind(self, token: Token, preposition: str, *, agent: bool = False) -> list[Token]:
        """Return the heads behind a preposition that belongs to a verb or noun."""
        key = (token.i, preposition, agent)
        if key not in self._behind:
            self._behind[key] = self._found_behind(token, preposition, agent=agent)
        return list(self._behind[key])

    def _found_behind(self, token: Token, preposition: str, *, agent: bool) -> list[Token]:
        found: list[Token] = []
        for child in self.prepositions(token):
            if (child.lower_ == preposition or (agent and child.dep_ == "agent")) and not self._absolute(
                child
            ):
                found += [head for p in child.children if p.dep_ in ("pobj", "pcomp") for head in spread(p)]
        return found

    def operands(self, noun: Token) -> list[Token]:
        """Return the heads that a noun of doing is about: "suspension of talks", "a halt to operations".

        Also behind a preposition right after the noun that the parse hung on the verb above.
        """
        found = [head for name in ("of", "to", "in", "on") for head in self.behind(noun, name)]
        beside = [c for c in noun.head.children if c.i == noun.i + 1 and c.dep_ == "prep"]
        return found or [p for c in beside for p in c.children if p.dep_ == "pobj"]

    def _absolute(self, preposition: Token) -> list[Token]:
        """Return who acts in a clause like "with the envoy accusing B", or suffers in "with nine killed"."""
        if preposition.lower_ != "with" or preposition.dep_ == "agent":
            return []
        heads = [child for child in preposition.children if child.dep_ in ("pobj", "pcomp")]
        own = [c for head in heads for c in head.children if c.dep_ == "acl" and c.tag_ in ("VBG", "VBN")]
        behind = [
            child
            for child in preposition.head.children
            if child.dep_ == "advcl" and child.tag_ == "VBG" and 0 < child.i - preposition.right_edge.i <= 2
        ]
        apart = token_before(preposition) == "," and any(
            c.dep_ == "prep" and c.lower_ in ("on", "as") for head in heads for c in head.children
        )
        return heads if own or behind or apart else []

    def prepositions(self, token: Token) -> list[Token]:
        """Return the prepositions of a verb or noun, also those behind "back", "out" and the like."""
        if token.i not in self._prepositions:
            self._prepositions[token.i] = list(self._found_prepositions(token))
        return self._prepositions[token.i]

    def _found_prepositions(self, token: Token) -> Iterator[Token]:
        for child in token.children:
            if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "PART"):
                yield child
                yield from (
                    inner
                    for inner in child.children
                    if inner.dep_ == "prep" and inner.lower_ in ("of", "to", "with", "from", "for")
                )
                yield from (inner for inner in child.children if inner.dep_ == "conj" and inner.pos_ == "ADP")
            elif child.dep_ in ("advmod", "prt", "acomp", "npadvmod"):
                yield from (inner for inner in child.children if inner.dep_ == "prep")

    def below(self, token: Token) -> Iterator[Token]:
        """Yield the tokens of a phrase in order of nearness, without what stands in clauses of their own."""
        waiting = [token]
        while waiting:
            current = waiting.pop(0)
            yield current
            waiting += [
                child
                for child in current.children
                if child.dep_ not in ("relcl", "advcl", "ccomp", "parataxis")
            ]

    def deep(self, head: Token, preposition: str) -> list[Token]:
        """Return the heads behind a preposition anywhere in the phrase of `head`."""
        inside = (token for token in self.below(head) if token is head or token.dep_ != "conj")
        return next(filter(None, (self.behind(token, preposition) for token in inside)), [])

    def clause(self, verb: Token) -> Iterator[Token]:
        """Yield the tokens of a verb's own clause: without its other clauses."""
        waiting = [verb]
        while waiting:
            current = waiting.pop(0)
            yield current
            waiting += [
                child
                for child in current.children
                if child.dep_ not in CLAUSES or child.pos_ not in ("VERB", "AUX")
            ]


__all__ = [
    "FINITE",
    "Grammar",
    "is_ordinal",
    "is_passive",
    "lemma",
    "spread",
    "stands_beside",
    "token_before",
    "with_particle",
]
