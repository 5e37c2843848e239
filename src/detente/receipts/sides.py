"""Checks who did what to whom, where and how certainly: the acts of a sentence against a passage's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.match import same
from detente.receipts.model import Found
from detente.receipts.reading import Filler, Name, Predicate, Reading
from detente.records import Modality, Status

PLACES = ("in", "at", "near", "on", "across", "outside", "inside", "off", "around", "over")
CORE = ("agent", "patient", "to", "with", "from", "against")
ONE_ROLE = {"on": "patient", "against": "patient", "at": "patient", "of": "patient"}
OPEN = frozenset({Modality.FUTURE, Modality.HYPOTHETICAL})
CAUSED = frozenset({"cause", "force", "lead", "help", "manage", "compel"})
STRENGTH = {Modality.HYPOTHETICAL: 0, Modality.FUTURE: 1, Modality.HISTORICAL: 2, Modality.ACTUAL: 2}


def check_acts(own: Reading, passages: list[Reading]) -> tuple[list[Found], list[str]]:
    """Return which acts were found where, and where sides or certainty are not those of the passage."""
    found, reasons = [], []
    acts = [predicate for predicate in own.predicates if predicate.lemma not in alike().light]
    verbs = [predicate for predicate in acts if not predicate.noun and _aligned(predicate, passages)]
    for predicate in own.predicates:
        alone = _aligned(predicate, passages)
        for role in predicate.roles:
            reasons += list(_wrong_sides(predicate, role, alone, own.published))
        if predicate.lemma in alike().empty or (predicate.noun and not predicate.kinds):
            continue
        if predicate.lemma in alike().light:
            exact = [other for _, other in alone if other.lemma == predicate.lemma]
            reasons += list(_wrong_certainty(predicate, exact)) if exact else []
        elif alone:
            if not predicate.noun or not verbs:
                reasons += list(_wrong_certainty(predicate, [other for _, other in alone]))
            index, other = alone[0]
            found.append(Found("act", predicate.lemma, index, other.start, other.end))
        elif not predicate.noun:
            reasons += list(_certain_beside(predicate, passages))
    reasons += list(_no_act(own, passages))
    reasons += list(_turned(own, passages))
    reasons += list(_unsaid(own, passages))
    reasons += list(_undoubted(own, passages))
    return found, list(dict.fromkeys(reasons))


def _no_act(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield that none of the sentence's acts is in the passages, in the same, a like or a kindred word."""
    verbs = [p for p in own.predicates if not p.noun]
    objects = {filler.at for verb in verbs for filler in verb.roles.get("patient", ())}
    acts = [p for p in own.predicates if p.lemma not in alike().light]
    nouns = [p for p in acts if p.noun and p.at in objects and p.kinds]
    telling = [p for p in acts if not p.noun] or nouns
    theirs = [other for reading in passages for other in reading.predicates]
    if telling and not any(_aligned(p, passages) or any(map(p.kindred, theirs)) for p in telling):
        yield f"the passage does not say “{telling[0].lemma}”"


def _aligned(predicate: Predicate, passages: list[Reading]) -> list[tuple[int, Predicate]]:
    """Return the acts of the passages that say the same word: the same before a like one."""
    every = [(index, other) for index, reading in enumerate(passages) for other in reading.predicates]
    words, exact = lexicon("en").words, [(i, o) for i, o in every if o.lemma == predicate.lemma]
    committed = predicate.lemma in words["denying"] | alike().firm
    if predicate.lemma in words["saying"] and not predicate.noun and not (committed and exact):
        saying = words["saying"] | words["denying"]
        return [(i, o) for i, o in every if o.lemma in saying]
    return exact or [(i, o) for i, o in every if alike().same(o.lemma, predicate.lemma)]


def _role(predicate: Predicate, role: str) -> tuple[Filler, ...]:
    """Return who stands in a role; acts done together have one role for all their sides."""
    if predicate.lemma in alike().mutual and role in ("agent", "patient", "with", "between", "to"):
        names = ("agent", "patient", "with", "between", "to", "of")
        return tuple(filler for name in names for filler in predicate.roles.get(name, ()))
    if predicate.noun and not predicate.kinds and role in ("agent", "patient", "of"):
        return tuple(f for name in ("agent", "patient", "of") for f in predicate.roles.get(name, ()))
    if role in PLACES:
        return tuple(filler for name in PLACES for filler in predicate.roles.get(name, ()))
    if role == "patient" and predicate.noun:
        return tuple(f for name in ("patient", *ONE_ROLE) for f in predicate.roles.get(name, ()))
    return predicate.roles.get(role, ())


def _wrong_sides(
    own: Predicate, role: str, aligned: list[tuple[int, Predicate]], on: dt.date | None
) -> Iterator[str]:
    if role not in (*CORE, *PLACES) or own.lemma in alike().generic or (own.noun and role in ONE_ROLE):
        return
    for filler in _role(own, role):
        if not aligned:
            continue
        if not filler.names:
            if role == "agent" and any(_crossed(own, other) for _, other in aligned):
                yield f"the passage has “{filler.lemma}” on the other side of “{own.lemma}”"
            continue
        rivals: list[Filler] = []
        for _, other in aligned:
            theirs = _role(other, role)
            if any(_shares(filler, each, on) or each.pronoun for each in theirs):
                rivals = []
                break
            rivals += [each for each in theirs if each.names]
            rivals += [each for each in _opposite(other, role) if _shares(filler, each, on) and not theirs]
        if rivals:
            said = filler.names[0].text
            yield f"“{said}” is not who or where the passage says with “{own.lemma}”"


def _crossed(own: Predicate, other: Predicate) -> bool:
    """Tell whether sides without a name have changed places: who did it was done to in the passage."""
    ours, theirs = ({r: {f.lemma for f in _role(p, r)} for r in ("agent", "patient")} for p in (own, other))
    if other.lemma in alike().mutual or ours["agent"] & theirs["agent"]:
        return False
    return bool(ours["agent"] & theirs["patient"] and theirs["agent"] and ours["patient"])


def _opposite(other: Predicate, role: str) -> tuple[Filler, ...]:
    across = {"agent": "patient", "patient": "agent"}.get(role)
    return _role(other, across) if across and other.lemma not in alike().mutual else ()


def _shares(filler: Filler, other: Filler, on: dt.date | None) -> bool:
    return any(_one(name, each, on) for name in filler.names for each in other.names)


def _one(name: Name, other: Name, on: dt.date | None) -> bool:
    people = {"leader", "name"}
    if name.code and name.code == other.code and not {name.kind, other.kind} <= people:
        return True
    return same(name, other, on) or same(other, name, on)


def _turned(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield where sides of one kind of act stand the other way round, whatever the words."""
    for predicate in own.predicates:
        for actor, recipient in _pairs(predicate):
            theirs = [
                pair
                for reading in passages
                for other in reading.predicates
                if other.kindred(predicate) and other.lemma not in alike().mutual
                for pair in _pairs(other)
            ]
            if (actor, recipient) not in theirs and (recipient, actor) in theirs:
                yield f"the passage has “{predicate.lemma}” the other way round"


def _pairs(predicate: Predicate) -> set[tuple[str, str]]:
    if predicate.lemma in alike().mutual:
        return set()
    agents, patients = (
        {name.code for filler in _role(predicate, role) for name in filler.names if name.code}
        for role in ("agent", "patient")
    )
    return {(a, b) for a in agents for b in patients if a != b}


def _wrong_certainty(own: Predicate, theirs: list[Predicate]) -> Iterator[str]:
    tests: list[tuple[Callable[[Predicate], bool], str]] = [
        (
            lambda o: (o.modality is Modality.NEGATED) == (own.modality is Modality.NEGATED),
            "whether it happened",
        ),
        (lambda o: _as_firm(own, o), "how certain it is"),
        (lambda o: _as_settled(own, o), "that it is only said or reported"),
    ]
    for test, what in tests:
        if not any(test(other) for other in theirs):
            yield f"the sentence and the passage differ on “{own.lemma}”: {what}"
            return


def _as_firm(own: Predicate, other: Predicate) -> bool:
    if Modality.NEGATED in (own.modality, other.modality):
        return True
    if own.governed and other.governed and own.governed[0] == other.governed[0]:
        return True
    if other.governed and other.governed[0] in CAUSED:
        return True
    if other.modality in OPEN and other.governed and not own.governed and not own.noun:
        return own.modality is Modality.HYPOTHETICAL
    if other.modality in OPEN:
        return STRENGTH[own.modality] <= STRENGTH[other.modality]
    return own.modality not in OPEN or own.noun


def _as_settled(own: Predicate, other: Predicate) -> bool:
    if own.status is Status.DENIED or other.status is Status.DENIED:
        return own.status is other.status
    if other.status is not Status.ASSERTED or other.hedged:
        return own.status is not Status.ASSERTED or own.hedged or bool(own.said)
    return not own.hedged


def _certain_beside(own: Predicate, passages: list[Reading]) -> Iterator[str]:
    """Yield that an act in other words is firmer than all acts of its kind in the passage."""
    theirs = [o for reading in passages for o in reading.predicates if o.kindred(own)]
    if theirs and own.status is Status.ASSERTED and own.modality is Modality.ACTUAL:
        unsure = [
            o for o in theirs if o.modality not in STRENGTH or o.modality in OPEN or not _as_settled(own, o)
        ]
        if len(unsure) == len(theirs):
            yield f"the passage is less certain than “{own.lemma}”"


def _unsaid(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield words of doubt that only one of the two has, and verbs of saying that commit more."""
    hedges = lexicon("en").words["hedges"]
    said, theirs = _lower(own), [word for reading in passages for word in _lower(reading)]
    if set(said) & hedges and not set(theirs) & hedges and not _speaks(passages):
        yield "the passage states it without the doubt that the sentence adds"
    firm = {lemma for lemma in _verbs(own) if lemma in alike().firm}
    open_there = {lemma for reading in passages for lemma in _verbs(reading) if lemma in alike().open}
    if firm and open_there and not {w for r in passages for w in _verbs(r)} & alike().firm:
        yield f"the passage only has “{min(open_there)}” where the sentence has “{min(firm)}”"


def _undoubted(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield what the passage only has with a word of doubt beside it ("alleged irregularities")."""
    hedges = lexicon("en").words["hedges"]
    if set(_lower(own)) & hedges or set(_verbs(own)) & alike().open:
        return
    said = {word.lemma for sentence in own.sentences for word in sentence.words if word.pos == "NOUN"}
    for reading in passages:
        for sentence in reading.sentences:
            for word in sentence.words:
                noun = sentence.words[word.head]
                if word.text.lower() in hedges and noun.pos == "NOUN" and noun.lemma in said:
                    yield f"the passage has “{word.text} {noun.text}”"


def _lower(reading: Reading) -> list[str]:
    return [word.text.lower() for sentence in reading.sentences for word in sentence.words]


def _verbs(reading: Reading) -> list[str]:
    return [word.lemma for s in reading.sentences for word in s.words if word.pos == "VERB"]


def _speaks(passages: list[Reading]) -> bool:
    saying = lexicon("en").words["claiming"] | lexicon("en").words["accusing_only"]
    return any(lemma in saying for reading in passages for lemma in _verbs(reading))
