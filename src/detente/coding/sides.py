"""Which actors stand in a part of a parsed sentence, and for which state they act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from detente.coding.gazetteer import Found, find
from detente.lang.en import lexicon
from detente.records import Actor

BUSINESS, CIVIL, PRESS = "BUS", "CVL", "JRN"
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PARTS_OF_NAME = frozenset({"compound", "amod", "poss", "nmod", "appos", "case", "det", "nummod", "quantmod"})


@dataclass(frozen=True)
class Named:
    """A name of the gazetteer at its place in a sentence."""

    span: Span
    found: Found

    @property
    def head(self) -> Token:
        """The token that carries the name."""
        return self.span.root


class Names:
    """All names of a document, by token."""

    def __init__(self, doc: Doc, lang: str, on: dt.date | None, given: Iterable[Found] = ()) -> None:
        """Look the names of `doc` up; those `given` come first, and what they cover is passed over."""
        self.on = on
        self._at: dict[int, Named] = {}
        self.all: list[Named] = []
        for found in (*given, *find(doc.text, lang, on)):
            span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is None or any(token.i in self._at for token in span):
                continue
            if found.entry.kind == "capital" and _forename(span):
                continue
            named = Named(span, found)
            self.all.append(named)
            self._at.update({token.i: named for token in span})
        self.all.sort(key=lambda named: named.span.start)

    def among(self, tokens: Iterable[Token]) -> list[Named]:
        """Return the names that touch `tokens`, in order, each once."""
        found = {id(self._at[token.i]): self._at[token.i] for token in tokens if token.i in self._at}
        return sorted(found.values(), key=lambda named: named.span.start)

    def of_phrase(self, head: Token) -> list[Named]:
        """Return the names for which a noun phrase stands: its head, the names before it, its conjuncts.

        "Russian Foreign Minister Lavrov and his Chinese counterpart" gives the names of both; a
        relative clause or a "with ..." behind the head is not part of the phrase.
        """
        found: list[Named] = []
        for member in (head, *head.conjuncts):
            meant = _meant(member)
            found += self.among(_name_tokens(meant)) or self.among(_seat(meant))
        unique = {id(named): named for named in found}
        return sorted(unique.values(), key=lambda named: named.span.start)

    def actor(self, named: Named) -> Actor:
        """Return the actor of a name, with the sector of its phrase's head."""
        entry = named.found.entry
        head = _phrase_head(named)
        sector = entry.sector_on(self.on)
        lemma = head.lemma_.lower()
        if entry.kind in ("state", "demonym", "capital", "metonym"):
            sector = _private(lemma) or sector or "GOV"
        start, end = min(named.span.start, head.i), max(named.span.end, head.i + 1)
        text = named.span.doc[start:end].text if end - start <= 6 else named.span.text
        return Actor(text=text, code=entry.code_on(self.on), sector=sector)


def _forename(span: Span) -> bool:
    """Tell whether a city's name is a person's forename here ("Paris Hilton arrived")."""
    word, head = span.root, span.root.head
    return word.dep_ == "compound" and head.pos_ == "PROPN" and head.i == span.end and head.dep_ == "nsubj"


def _meant(head: Token) -> Token:
    """Return whom a pronoun means: the subject of the clause above ("The ministry said it expelled ...")."""
    if head.pos_ != "PRON" or head.lower_ not in ("it", "he", "she", "they", "who", "which", "that"):
        return head
    verb = head.head
    while verb.head.i != verb.i:
        verb = verb.head
        above = [child for child in verb.children if child.dep_ in SUBJECTS and child.pos_ != "PRON"]
        if above and above[0].i < head.i:
            return above[0]
    return head


def _private(lemma: str) -> str | None:
    words = lexicon()
    kinds = ((BUSINESS, words.business), (CIVIL, words.civil), (PRESS, words.press))
    return next((sector for sector, heads in kinds if lemma in heads), None)


def _phrase_head(named: Named) -> Token:
    head = named.head
    while head.dep_ in ("amod", "compound", "poss", "nmod") and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head


def _name_tokens(head: Token) -> list[Token]:
    tokens = [head]
    for child in head.children:
        if child.dep_ in PARTS_OF_NAME:
            tokens += _own_words(child)
        elif child.dep_ == "prep" and child.lower_ == "of":
            tokens += [t for below in child.children if below.dep_ == "pobj" for t in _own_words(below)]
    return tokens


def _seat(head: Token) -> list[Token]:
    """Return where a body sits ("the foreign ministry in Moscow")."""
    if head.lemma_.lower() not in lexicon().local:
        return []
    return [t for below in behind(head, frozenset({"in"})) for t in _own_words(below)]


def _own_words(head: Token) -> list[Token]:
    """Return the words of a noun phrase without its clauses and places ("attacks in India": no India)."""
    tokens = [head]
    for child in head.children:
        if child.dep_ in PARTS_OF_NAME or child.dep_ == "conj":
            tokens += _own_words(child)
        elif child.dep_ == "prep" and child.lower_ == "of":
            tokens += [t for below in child.children if below.dep_ == "pobj" for t in _own_words(below)]
    return tokens


def subjects(verb: Token) -> tuple[list[Token], list[Token]]:
    """Return (subject heads, passive subject heads) of a verb, its own or inherited.

    A verb joined to another, or standing as its complement or participle, shares its subject.
    """
    seen: set[int] = set()
    token = verb
    while token.i not in seen:
        seen.add(token.i)
        active = [child for child in token.children if child.dep_ == "nsubj"]
        passive = [child for child in token.children if child.dep_ == "nsubjpass"]
        if active or passive:
            inherited = token.i != verb.i
            return (active + passive, []) if inherited and not _is_passive(verb) else (active, passive)
        if token.dep_ in ("relcl", "acl") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return ([], [token.head]) if token.tag_ == "VBN" and token.dep_ == "acl" else ([token.head], [])
        if token.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep") and token.dep_ != "ccomp":
            break
        if token.dep_ == "ccomp":
            break
        token = token.head
    return [], []


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def agents(verb: Token) -> list[Token]:
    """Return the heads behind "by" of a passive verb."""
    return [
        below
        for child in verb.children
        if child.dep_ in ("agent", "prep") and child.lower_ == "by"
        for below in child.children
        if below.dep_ == "pobj"
    ]


def objects(verb: Token) -> list[Token]:
    """Return the heads of the objects of a verb, also of one that a clause follows ("urged B to leave")."""
    own = [child for child in verb.children if child.dep_ in ("dobj", "dative", "obj", "oprd", "attr")]
    if own:
        return own
    below = [
        clause
        for clause in verb.children
        if clause.dep_ in ("ccomp", "xcomp") and (clause.tag_ == "VB" or clause.pos_ in ("NOUN", "ADJ"))
    ]
    return [child for clause in below for child in clause.children if child.dep_ == "nsubj"]


def behind(head: Token, prepositions: frozenset[str]) -> list[Token]:
    """Return the heads that stand behind one of `prepositions` below `head`, nearest first."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in prepositions:
            found += [below for below in child.children if below.dep_ in ("pobj", "pcomp")]
    return found
