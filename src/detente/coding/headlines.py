"""Sides of a headline whose verb the parser takes for a noun ("India and Pakistan exchange fire")."""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding.sides import Named, Names

WINDOW = 9
WORDY = frozenset({"VERB", "AUX"})


def own_subject(verb: Token, names: Names) -> list[Named]:
    """Return the names before a main verb without a subject, which the parser took for attributes."""
    if verb.dep_ != "ROOT":
        return []
    return names.among(child for child in verb.lefts if child.dep_ in ("amod", "compound", "nmod"))


def verb_like(noun: Token, names: Names) -> bool:
    """Tell whether `noun` stands as the verb of a sentence without one: behind the names that open it."""
    sentence = noun.sent
    if noun.pos_ != "NOUN" or sentence.root.pos_ in WORDY or noun.i == sentence.start:
        return False
    before = noun.doc[sentence.start : noun.i]
    opens = bool(names.among(before)) and bool(names.among([noun.doc[sentence.start], noun.nbor(-1)]))
    return opens and not any(
        token.pos_ in WORDY or token.pos_ == "ADP" or token.text == "'s" for token in before
    )


def before(noun: Token, names: Names) -> list[Named]:
    """Return the names that open the sentence of `noun`."""
    return names.among(noun.doc[noun.sent.start : noun.i])


def window(noun: Token) -> list[Token]:
    """Return the words behind `noun` up to the next comma or verb, at most nine."""
    found: list[Token] = []
    for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 1 + WINDOW)]:
        if token.text in ",;:" or token.pos_ in WORDY:
            break
        found.append(token)
    return found
