"""Mends a parse that a speaker at the end has pulled apart ("Gunmen killed two, police said")."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass")


def mend(doc: Doc, saying: Collection[str]) -> None:
    """Hang what is said on its own verb, where the parser took its subject for that of the saying verb.

    It sees "militants killed two" as "militants [that were] killed two", beside "police", both saying.
    """
    for verb in doc:
        if verb.lemma_.lower() in saying and verb.dep_ == "ROOT":
            told = _told(verb)
            if told is not None:
                _hang(told, verb)


def _told(verb: Token) -> Token | None:
    """Return the verb of the clause before the speaker, where it was read as describing its subject."""
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS and child.i < verb.i]
    if len(subjects) < 2 or not _comma_between(subjects[-2], subjects[-1]):
        return None
    describing = [each for each in subjects[-2].children if each.dep_ == "acl" and each.i > subjects[-2].i]
    plain = (each for each in describing if each.tag_ in ("VBN", "VBD") and not _passive(each))
    return next(plain, None)


def _comma_between(first: Token, second: Token) -> bool:
    return any(token.text == "," for token in first.doc[first.i : second.left_edge.i])


def _passive(verb: Token) -> bool:
    """Return whether a participle is one that somebody else did: "killed by gunmen"."""
    return any(child.lower_ == "by" for child in verb.children)


def _hang(told: Token, verb: Token) -> None:
    subject = told.head
    told.head, told.dep_, told.tag_ = verb, "ccomp", "VBD"
    subject.head, subject.dep_ = told, "nsubj"
