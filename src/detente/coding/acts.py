"""Finds the acts that a parsed sentence tells of: a head, a pattern, and the names on each side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span, Token

from detente.coding.headlines import before, own_subject, verb_like, window
from detente.coding.sides import Named, Names, agents, behind, objects, subjects
from detente.lang.en import Pattern, lexicon

CLAUSES = frozenset(
    {"nsubj", "nsubjpass", "csubj", "ccomp", "advcl", "relcl", "conj", "parataxis", "agent", "acl"}
)
NONE: frozenset[str] = frozenset()
APART = frozenset({"relcl", "advcl", "ccomp", "acl"})
CAUSES = frozenset({"for", "after", "over", "amid", "following", "despite", "since", "during"})
TRADED = frozenset({"import", "make", "produce"})


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
    found: list[Candidate] = []
    barred = _barred(sentence)
    for token in sentence:
        headline = verb_like(token, names)
        for pattern in _headline_patterns(token) if headline else patterns_at(token):
            if pattern.type in barred or _told(token, pattern, found):
                continue
            how = _headline if headline else _nominal if token.pos_ == "NOUN" else _verbal
            candidate = how(token, pattern, names)
            if candidate is not None:
                found.append(candidate)
                break
    return found


def patterns_at(token: Token) -> list[Pattern]:
    """Return the patterns that the words around `token` fit, narrow before wide."""
    verbs, nouns = _by_head()
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        return [pattern for pattern in verbs.get(lemma, ()) if _fits(token, pattern)]
    if token.pos_ == "NOUN":
        return [pattern for pattern in nouns.get(lemma, ()) if _noun_fits(token, pattern)]
    return []


def _headline_patterns(noun: Token) -> list[Pattern]:
    lemmas = {token.lemma_.lower() for token in window(noun)}
    fitting = [p for p in _by_head()[0].get(noun.lemma_.lower(), ()) if not p.near and not lemmas & p.without]
    return [pattern for pattern in fitting if not pattern.object or lemmas & pattern.object]


def _headline(noun: Token, pattern: Pattern, names: Names) -> Candidate | None:
    behind_it = names.among(window(noun))
    return _candidate(noun, pattern, before(noun, names), [behind_it]) if not pattern.swap else None


def _barred(sentence: Span) -> frozenset[str]:
    """Return the types that a sentence about sport, art or an accident cannot tell of."""
    lemmas = {token.lemma_.lower() for token in sentence}
    barred = lexicon().pastime_bars if lemmas & lexicon().pastime else NONE
    return barred | (lexicon().accident_bars if lemmas & lexicon().accident else NONE)


def region(verb: Token, without: frozenset[str] = NONE) -> list[Token]:
    """Return the tokens of a verb's own complements: below it, without its subject and other clauses.

    What stands behind a preposition of `without` is left out too.
    """
    tokens: list[Token] = []
    waiting = [c for c in verb.children if c.dep_ not in CLAUSES and c.lower_ not in without]
    while waiting:
        token = waiting.pop()
        tokens.append(token)
        waiting += [
            child
            for child in token.children
            if (child.dep_ not in APART or child.lemma_ in TRADED) and child.lower_ not in without
        ]
    return sorted(tokens, key=lambda token: token.i)


def _fits(verb: Token, pattern: Pattern) -> bool:
    passive = subjects(verb)[1]
    own = [*region(verb), *(below for head in passive for below in region(head)), *passive]
    lemmas = {token.lemma_.lower() for token in own}
    below = {token.lemma_.lower() for token in verb.subtree} if pattern.near else NONE
    return (
        (not pattern.object or bool(lemmas & pattern.object))
        and (not pattern.near or bool(below & pattern.near))
        and not lemmas & pattern.without
    )


def _noun_fits(noun: Token, pattern: Pattern) -> bool:
    lemmas = {child.lemma_.lower() for child in noun.children if child.dep_ in ("compound", "amod", "nmod")}
    return (not pattern.object or bool(lemmas & pattern.object)) and not lemmas & pattern.without


def _told(token: Token, pattern: Pattern, found: list[Candidate]) -> bool:
    """Tell whether a noun only names what the act of another head has told ("held talks": one act)."""
    if token.pos_ != "NOUN":
        return False
    lemma = token.lemma_.lower()
    return any(
        (candidate.pattern.type == pattern.type or lemma in candidate.pattern.object)
        and (any(token.i == t.i for t in region(candidate.head)) or candidate.head.i in _ids(token))
        for candidate in found
    )


def _ids(token: Token) -> set[int]:
    return {below.i for below in token.subtree}


def _verbal(verb: Token, pattern: Pattern, names: Names) -> Candidate | None:
    accused = accused_of(verb)
    if pattern.accused_only and not accused:
        return None
    active, passive = (accused, []) if accused else subjects(verb)
    if passive:
        by = agents(verb) or behind(verb, pattern.place)
        actor = _of(by, names)
        recipient = [_of(passive, names), _behind([*passive, verb], pattern, names)]
    else:
        actor = _of(active, names) or _of(_enacting(verb), names)
        actor = actor or ([] if active else own_subject(verb, names))
        far = _behind([verb], pattern, names)
        own = _of(objects(verb) or _refused(verb, pattern), names)
        recipient = [far, own] if pattern.object else [own, far]
    if pattern.swap and not passive:
        actor, recipient = next((side for side in recipient if side), []), [actor]
    made = _candidate(verb, pattern, actor, recipient)
    return replace(made, accused=True) if made and accused else made


def _refused(verb: Token, pattern: Pattern) -> list[Token]:
    """Return the objects of the act that the pattern wants as a complement ("refused to meet B")."""
    below = [child for child in verb.children if child.dep_ == "xcomp"]
    return [found for act in below if act.lemma_.lower() in pattern.object for found in objects(act)]


def _enacting(verb: Token) -> list[Token]:
    """Return who passes the law that does the act ("parliament approves a law banning ...")."""
    if verb.dep_ != "acl" or verb.head.head.lemma_.lower() not in lexicon().enact:
        return []
    return subjects(verb.head.head)[0]


def accused_of(head: Token) -> list[Token]:
    """Return whom a clause accuses of the act ("A accused B of hacking C": B), else nothing."""
    if head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("pcomp", "pobj") or head.head.lower_ not in ("of", "for"):
        return []
    above = head.head.head
    if above.lemma_.lower() not in lexicon().accuse:
        return []
    return subjects(above)[1] or objects(above)


def _behind(heads: list[Token], pattern: Pattern, names: Names) -> list[Named]:
    """Return the names behind the pattern's prepositions, anywhere among the words of `heads`."""
    near = [*heads, *(token for head in heads for token in region(head, CAUSES - pattern.to))]
    return _of([far for token in near for far in behind(token, pattern.to)], names)


def _of(heads: list[Token], names: Names) -> list[Named]:
    found = {id(named): named for head in heads for named in names.of_phrase(head)}
    return sorted(found.values(), key=lambda named: named.span.start)


def _nominal(noun: Token, pattern: Pattern, names: Names) -> Candidate | None:
    sides = _of(behind(noun, pattern.to), names)
    accused = accused_of(noun)
    if pattern.accused_only:
        made = _candidate(noun, pattern, _of(accused, names), [sides]) if accused else None
        return replace(made, accused=True) if made else None
    owners = names.among(
        [t for child in noun.children if child.dep_ in ("poss", "amod", "compound") for t in child.subtree]
    )
    if pattern.joint:
        few = len({named.found.entry.code for named in sides}) <= 1 and (sides or noun.lemma_ != "summit")
        return _candidate(noun, pattern, [*owners, *(_occasion(noun, names) if few else []), *sides], [])
    return _candidate(noun, pattern, owners, [sides])


def _occasion(noun: Token, names: Names) -> list[Named]:
    """Return the subject of the verb at whose side a meeting stands ("agreed during talks with ...")."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in lexicon().occasion:
        return []
    above = noun.head.head
    return _of(subjects(above)[0], names) if above.pos_ == "VERB" else []


def _candidate(
    head: Token, pattern: Pattern, actor: list[Named], recipients: list[list[Named]]
) -> Candidate | None:
    """Return the act with its sides, or None where a side is missing that the pattern needs."""
    if pattern.joint:
        sides = {id(named): named for named in (*actor, *(n for side in recipients for n in side))}
        states = {named.found.entry.code for named in sides.values()}
        return Candidate(head, pattern, tuple(sides.values()), ()) if actor and len(states) > 1 else None
    own = {named.found.entry.code for named in actor}
    others = [[named for named in side if named.found.entry.code not in own] for side in recipients]
    chosen = next((side for side in others if side), [])
    if not actor or not (chosen or pattern.alone):
        return None
    return Candidate(head, pattern, tuple(actor), tuple(chosen))
