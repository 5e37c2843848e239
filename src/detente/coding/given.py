"""Codes the act between two sides that the caller names, whether or not the gazetteer knows them."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from detente.coding.acts import Candidate, patterns_at
from detente.coding.gazetteer import Found
from detente.coding.sides import Named, Names
from detente.ontology.actors import ActorEntry

ACTOR, RECIPIENT = "given:actor", "given:recipient"


def places(text: str, actor: str, recipient: str) -> list[Found]:
    """Return where `text` names the two sides; a side that it does not name has no place."""
    found: list[Found] = []
    for words, code in sorted(((actor, ACTOR), (recipient, RECIPIENT)), key=lambda side: -len(side[0])):
        entry = ActorEntry(id=code, kind="given", code=code, sector=None)
        spots = [m.span() for m in re.finditer(re.escape(words.strip()), text)] if words.strip() else []
        free = [(a, b) for a, b in spots if not any(a < f.end and f.start < b for f in found)]
        found += [Found(start, end, entry, ambiguous=False) for start, end in free[:1]]
    return found


def fit(candidate: Candidate) -> int:
    """Return how well an act fits the given sides: 3 both in their roles, 2 both, 1 one, 0 neither."""
    acting = {named.found.entry.code for named in candidate.actor}
    reached = {named.found.entry.code for named in candidate.recipient}
    if ACTOR in acting and RECIPIENT in reached | (acting if candidate.pattern.joint else set()):
        return 3
    both = acting | reached
    return 2 if {ACTOR, RECIPIENT} <= both else int(bool({ACTOR, RECIPIENT} & both))


def between(doc: Doc, names: Names) -> list[Candidate]:
    """Return acts whose heads stand on the way from one given side to the other in the parse."""
    sides = {named.found.entry.code: named for named in names.all if named.found.entry.kind == "given"}
    if set(sides) != {ACTOR, RECIPIENT}:
        return []
    way = _way(sides[ACTOR].head, sides[RECIPIENT].head)
    return [made for token in way for made in _typed(doc[token], sides)]


def _typed(token: Token, sides: dict[str, Named]) -> list[Candidate]:
    fitting = [pattern for pattern in patterns_at(token) if not pattern.swap]
    return [Candidate(token, pattern, (sides[ACTOR],), (sides[RECIPIENT],)) for pattern in fitting[:1]]


def _way(first: Token, second: Token) -> list[int]:
    """Return the tokens from `first` and `second` up to where they meet, in order; none in two sentences."""
    one, other = _above(first), _above(second)
    common = next((i for i in one if i in other), None)
    if common is None:
        return []
    return sorted({*one[: one.index(common) + 1], *other[: other.index(common)]})


def _above(token: Token) -> list[int]:
    return [token.i, *(above.i for above in token.ancestors)]
