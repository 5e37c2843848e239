"""Finds the acts that a parsed sentence tells of: a head, a pattern, and the names on each side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span, Token

from detente.coding.sides import Named, Names, agents, behind, objects, subjects
from detente.lang.en import Pattern, lexicon

CLAUSES = frozenset(
    {"nsubj", "nsubjpass", "csubj", "ccomp", "advcl", "relcl", "conj", "parataxis", "agent", "acl"}
)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """An act found in a sentence: its head word, the pattern it fits, the names on each side."""

    head: Token
    pattern: Pattern
    actor: tuple[Named, ...]
    recipient: tuple[Named, ...]
    accused: bool = False


@cache
def _by_head() -> tuple[dict[str, list[Pattern]], dict[str, list[Pattern]]]:
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in lexicon().patterns:
        for lemma in pattern.verb:
            verbs[lemma].append(pattern)
        for lemma in pattern.noun:
            nouns[lemma].append(pattern)
    return dict(verbs), dict(nouns)


def acts(sentence: Span, names: Names) -> list[Candidate]:
    """Return the acts of `sentence`, in the order of their heads; at most one for each head."""
    verbs, nouns = _by_head()
    found: list[Candidate] = []
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in verbs:
            pattern = next((p for p in verbs[lemma] if _fits(token, p)), None)
            candidate = _verbal(token, pattern, names) if pattern else None
        elif token.pos_ == "NOUN" and lemma in nouns and not _told(token, found):
            candidate = _nominal(token, nouns[lemma][0], names)
        else:
            continue
        if candidate is not None and _inside(candidate, sentence):
            found.append(candidate)
    return found


def _inside(candidate: Candidate, sentence: Span) -> bool:
    """Tell whether all names stand in the sentence: a parse may reach over a line break."""
    named = (*candidate.actor, *candidate.recipient)
    return all(sentence.start <= each.span.start < sentence.end for each in named)


def region(verb: Token) -> list[Token]:
    """Return the tokens of a verb's own complements: below it, without its subject and other clauses."""
    tokens: list[Token] = []
    waiting = [child for child in verb.children if child.dep_ not in CLAUSES]
    while waiting:
        token = waiting.pop()
        tokens.append(token)
        waiting += [child for child in token.children if child.dep_ not in ("relcl", "advcl", "ccomp")]
    return sorted(tokens, key=lambda token: token.i)


def _fits(verb: Token, pattern: Pattern) -> bool:
    passive = subjects(verb)[1]
    near = [*region(verb), *(below for head in passive for below in head.subtree)]
    lemmas = {token.lemma_.lower() for token in near}
    return (not pattern.object or bool(lemmas & pattern.object)) and not lemmas & pattern.without


def _told(noun: Token, found: list[Candidate]) -> bool:
    return any(noun in region(candidate.head) for candidate in found) or any(
        candidate.head in noun.subtree for candidate in found
    )


def _verbal(verb: Token, pattern: Pattern, names: Names) -> Candidate | None:
    accused = _accused_of(verb)
    active, passive = (accused, []) if accused else subjects(verb)
    if passive:
        actor = _of(agents(verb), names)
        recipient = _of(passive, names) or _named_behind(verb, passive, pattern, names)
    else:
        actor = _of(active, names)
        recipient = _recipients(verb, pattern, names)
    made = _candidate(verb, pattern, actor, recipient)
    return replace(made, accused=True) if made and accused else made


def _accused_of(verb: Token) -> list[Token]:
    """Return whom a verb's clause accuses of the act ("A accused B of hacking C": B), else nothing."""
    if verb.dep_ != "pcomp" or verb.head.lower_ not in ("of", "for"):
        return []
    above = verb.head.head
    return objects(above) if above.lemma_.lower() in lexicon().accuse else []


def _recipients(verb: Token, pattern: Pattern, names: Names) -> list[Named]:
    heads = objects(verb)
    found = _named_behind(verb, heads, pattern, names)
    own = _of(heads, names)
    if pattern.object:
        return found or own
    return own or found


def _named_behind(verb: Token, heads: list[Token], pattern: Pattern, names: Names) -> list[Named]:
    far = [*behind(verb, pattern.to)]
    for head in heads:
        for token in head.subtree:
            far += behind(token, pattern.to)
    return _of(far, names)


def _of(heads: list[Token], names: Names) -> list[Named]:
    found = {id(named): named for head in heads for named in names.of_phrase(head)}
    return sorted(found.values(), key=lambda named: named.span.start)


def _nominal(noun: Token, pattern: Pattern, names: Names) -> Candidate | None:
    sides = _of(behind(noun, pattern.to), names)
    owners = names.among(
        [t for child in noun.children if child.dep_ in ("poss", "amod", "compound") for t in child.subtree]
    )
    if pattern.joint:
        return _candidate(noun, pattern, [*owners, *sides], [])
    return _candidate(noun, pattern, owners, sides)


def _candidate(head: Token, pattern: Pattern, actor: list[Named], recipient: list[Named]) -> Candidate | None:
    if pattern.joint:
        sides = {id(named): named for named in (*actor, *recipient)}
        return Candidate(head, pattern, tuple(sides.values()), ()) if sides and actor else None
    own = {named.found.entry.code for named in actor}
    others = [named for named in recipient if named.found.entry.code not in own]
    return Candidate(head, pattern, tuple(actor), tuple(others)) if actor else None
