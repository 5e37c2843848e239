"""What the tokens of a parsed sentence are to one another: passives, clauses, coordinated heads."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.lang import lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})
SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
TAKEN = frozenset({"place", "part", "effect"})
FINITE = frozenset({"VBZ", "VBD", "VBP"})


def lemma(token: Token) -> str:
    """Return the lower-case lemma."""
    found: str = token.lemma_
    return found.lower()


def with_particle(verb: Token) -> Iterator[str]:
    """Yield the lemma of a verb with its particle ("call off"), then alone."""
    base = lemma(verb)
    if base == "take":
        base = next(
            (f"take {c.lower_}" for c in verb.children if c.dep_ == "dobj" and c.lower_ in TAKEN), base
        )
    for child in verb.children:
        if child.dep_ in ("prt", "advmod") and child.i > verb.i and child.i - verb.i <= 6:
            yield f"{base} {child.lower_}"
        elif child.dep_ == "prep" and child.i - verb.i == 1:
            yield f"{base} {child.lower_}"
            for inner in child.children:
                if inner.dep_ == "prep":
                    yield f"{base} {child.lower_} {inner.lower_}"
    yield base


def spread(token: Token) -> list[Token]:
    """Return a phrase's head with the heads coordinated with it; of "a pair of jets" it is "jets"."""
    found = _measured(token) or [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found += spread(child)
    return found


def _measured(token: Token) -> list[Token]:
    if lemma(token) not in lexicon("en").words["transparent"]:
        return []
    inner = [
        p
        for c in token.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for p in c.children
        if p.dep_ == "pobj"
    ]
    return [head for each in inner for head in spread(each)]


def finite_above(verb: Token, above: Token) -> Token:
    """Return the verb that a finite verb goes on from: not the infinitive that the parse hung it on."""
    while (
        verb.tag_ in FINITE
        and above.tag_ == "VB"
        and above.dep_ in ("ccomp", "xcomp", "conj")
        and above.head.i != above.i
    ):
        above = above.head
    return above


def stands_beside(clause: Token) -> bool:
    """Return whether a clause is parted from the verb above by a semicolon: it stands for itself."""
    first, last = sorted((clause.i, clause.head.i))
    apart = any(token.text == ";" for token in clause.doc[first:last])
    return apart and clause.pos_ in ("VERB", "AUX") and clause.head.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Return whether the verb is a passive one."""
    return any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children)


def is_opening_passive(verb: Token) -> bool:
    """Return whether it is a participle of what somebody did to the main subject ("Accused by B, A ...")."""
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    agent = any(child.dep_ == "agent" for child in verb.children)
    return verb.dep_ == "advcl" and bare_participle(verb) and agent and not own


def bare_participle(verb: Token) -> bool:
    """Return whether the verb is a past participle without "have"."""
    return verb.tag_ == "VBN" and not any(
        c.dep_ in ("aux", "auxpass") and c.lemma_ == "have" for c in verb.children
    )


def is_ordinal(noun: Token) -> bool:
    """Return whether the noun is one of a row ("the first state to recognise B"): it has done it."""
    return any(child.lower_ in ("first", "second", "third", "last", "latest") for child in noun.children)


def token_before(token: Token) -> str:
    """Return the text of the token before, "" at the start."""
    return token.doc[token.i - 1].text if token.i else ""
