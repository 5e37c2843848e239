"""Checks that the acts of a sentence are as certain as in the passage, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.model import Found
from detente.receipts.near import Near, places, surroundings
from detente.receipts.reading import Predicate, Reading, Sentence
from detente.receipts.roles import inner, senses
from detente.receipts.standing import DECIDED, DONE, Standing, speaking_verbs, standing as standing_of

CLOSE, LEAST, ALONE, SURE = 0.7, 1.0, 0.5, 1.5
SAME_WORD = 0.5


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its sentence, how certain it is, what stands around it, and what it may mean."""

    predicate: Predicate
    sentence: Sentence
    passage: int
    standing: Standing
    near: Near
    senses: frozenset[str]


def acts(reading: Reading, passage: int = 0) -> list[Act]:
    """Return the acts of a text: its verbs, and the nouns that may name one."""
    found = []
    for sentence in reading.sentences:
        marks = places(sentence, iter(()))
        for each in sentence.predicates:
            unnamed = each.noun and not (each.kinds or alike().names_act(each.lemma))
            if unnamed or each.lemma in alike().silent:
                continue
            meant = alike().senses(each.lemma) if each.noun else senses(each) | _inner(sentence, each)
            near = Near(surroundings(sentence, each.start, each.end, marks))
            found.append(Act(each, sentence, passage, standing_of(sentence, each.at), near, meant))
    return found


def _inner(sentence: Sentence, act: Predicate) -> frozenset[str]:
    words = inner(sentence, act) if act.lemma in alike().light else ()
    return frozenset(sense for word in words for sense in alike().senses(word))


def aligned(own: Act, theirs: list[Act]) -> list[Act]:
    """Return the acts of the passages that say what this one does, the nearest first."""
    like = [each for each in theirs if own.senses & each.senses]

    def near(each: Act) -> float:
        same = own.predicate.lemma == each.predicate.lemma
        return own.near.fit(each.near) + (SAME_WORD if same else 0.0)

    best, least = max(map(near, like), default=0.0), LEAST if len(like) > 1 else ALONE
    found = [each for each in like if near(each) >= max(least, CLOSE * best)]
    return sorted(found, key=near, reverse=True)


def check_acts(own: Reading, passages: list[Reading]) -> tuple[list[Found], list[str]]:
    """Return which acts were found where, and where what the passage says differs in kind or certainty."""
    found, reasons = [], []
    theirs = [act for index, reading in enumerate(passages) for act in acts(reading, index)]
    spoken = attributed(own)
    for act in acts(own):
        if act.predicate.lemma in alike().empty:
            continue
        matches = aligned(act, theirs)
        for match in matches[:1]:
            place = match.predicate
            found.append(Found("act", act.predicate.lemma, match.passage, place.start, place.end))
        matches = [match for match in matches if _comparable(act, match)]
        if matches and _telling(act):
            reasons += list(_differing(act, matches, spoken))
        reasons += list(_unsaid(act, passages))
        reasons += list(_other_act(act, theirs, passages))
    return found, [*reasons, *_doubt(own, passages), *_word_of(own, passages)]


def _comparable(own: Act, other: Act) -> bool:
    """Tell whether two acts are one for sure: of a verb that says little, by what it is done to as well."""
    lemma, theirs, scale = own.predicate.lemma, other.predicate.lemma, alike().scale
    if lemma == theirs:
        return lemma not in alike().light or own.near.fit(other.near) >= SURE or _one_inner(own, other)
    if lemma in alike().light:
        return theirs not in alike().light and _one_inner(own, other)
    return theirs not in alike().empty and (
        lemma not in scale.decided | scale.intended or other.predicate.noun
    )


def _one_inner(own: Act, other: Act) -> bool:
    return bool(
        _inner(own.sentence, own.predicate) & (other.senses | _inner(other.sentence, other.predicate))
    )


def _present(act: Act) -> bool:
    """Tell whether a verb stands in the present, which may be said of what is to come ("takes effect")."""
    word = act.sentence.words[act.predicate.at]
    beside = [
        w.text.lower()
        for w in act.sentence.words
        if act.sentence.words[w.head] is word and w.dep.startswith("aux")
    ]
    if beside:
        return beside[0] in ("is", "are")
    return not act.predicate.noun and word.text.lower() in (word.lemma, f"{word.lemma}s", f"{word.lemma}es")


def _telling(act: Act) -> bool:
    """Tell whether an act of the sentence states something: a verb, or the object of one."""
    dep = act.sentence.words[act.predicate.at].dep
    return not act.predicate.noun or dep in ("dobj", "nsubjpass", "ROOT")


def _differing(own: Act, theirs: list[Act], spoken: bool) -> Iterator[str]:
    signless, standing = own.predicate.noun or own.predicate.lemma in alike().light, own.standing
    if _present(own) and standing.low == DONE:
        standing = replace(standing, low=DECIDED)
    fact = own.standing
    scale = alike().scale
    decides = own.predicate.lemma in scale.open | scale.decided | scale.intended | scale.negative
    spoken = spoken or decides
    tests: tuple[tuple[Callable[[Standing, Standing], bool], str], ...] = (
        (lambda a, b: signless or _same_sign(a, b), "whether it happened"),
        (lambda a, b: (decides and a.high < DONE) or _meeting(a, b), "how certain it is"),
        (lambda _, b: spoken or _settled(fact, b), "that it is only said or reported"),
    )
    for test, what in tests:
        if not any(test(standing, each.standing) for each in theirs):
            yield f"the sentence and the passage differ on “{own.predicate.lemma}”: {what}"
            return


def _unsaid(own: Act, passages: list[Reading]) -> Iterator[str]:
    """Yield that the sentence has somebody agree or confirm where the passage has no such word."""
    lemma, dep = own.predicate.lemma, own.sentence.words[own.predicate.at].dep
    words = (word.lemma for r in passages for s in r.sentences for word in s.words)
    told = lemma in alike().outright and not own.predicate.noun and dep != "xcomp" and not _passive(own)
    if told and not any(map(partial(alike().same, lemma), words)):
        yield f"the passage does not say “{lemma}”"


def _passive(own: Act) -> bool:
    words = own.sentence.words
    return any(word.dep == "auxpass" and word.head == own.predicate.at for word in words)


def _same_sign(own: Standing, other: Standing) -> bool:
    return own.negated is None or other.negated is None or own.negated is other.negated


def _meeting(own: Standing, other: Standing) -> bool:
    return own.low <= other.high and other.low <= own.high


def _settled(own: Standing, other: Standing) -> bool:
    """Tell whether the sentence may state it: it is no past act that the passage only hands on."""
    open_there = other.hedged or bool(set(other.carriers) - lexicon("en").words["admitting"])
    return own.low < DONE or own.hedged or bool(own.carriers) or other.high < DONE or not open_there


def attributed(own: Reading) -> bool:
    """Tell whether the sentence says by whose word it is: a verb of saying, "according to", "allegedly"."""
    words = [word for sentence in own.sentences for word in sentence.words]
    known = lexicon("en").words
    return any(
        (word.lemma in speaking_verbs() and word.pos == "VERB")
        or word.text.lower() in known["hedges"] | {"according"}
        or word.lemma in known["saying_nouns"]
        for word in words
    )


def _other_act(own: Act, theirs: list[Act], passages: list[Reading]) -> Iterator[str]:
    """Yield that the passage has another act of one range ("charge" for "convict") and not this one."""
    for contrast in alike().contrasts:
        mine = [group for group in contrast if own.predicate.lemma in group]
        if not mine or any(
            alike().same(own.predicate.lemma, word.lemma) or word.lemma in mine[0]
            for reading in passages for sentence in reading.sentences for word in sentence.words
        ):  # fmt: skip
            continue
        others = [
            each.predicate.lemma for each in theirs
            if any(each.predicate.lemma in group for group in contrast) and own.near.fit(each.near) >= LEAST
        ]  # fmt: skip
        if others:
            yield f"the passage does not say “{own.predicate.lemma}” but “{others[0]}”"


def _doubt(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield that the sentence adds a doubt that no passage has."""
    words = lexicon("en").words
    unsure = (
        words["hedges"] | words["claiming"] | words["accusing_only"] | words["saying_nouns"] | words["saying"]
    )
    said = {word.text.lower() for sentence in own.sentences for word in sentence.words} & words["hedges"]
    theirs = {
        w for r in passages for s in r.sentences for word in s.words for w in (word.text.lower(), word.lemma)
    }
    if said and not theirs & unsure:
        yield "the passage states it without the doubt that the sentence adds"


def _word_of(own: Reading, passages: list[Reading]) -> Iterator[str]:
    """Yield that the sentence takes for a fact what the passage leaves open or denies."""
    firm, denying = alike().firm & speaking_verbs(), lexicon("en").words["denying"]
    said, theirs = _speech(own), {lemma for reading in passages for lemma in _speech(reading)}
    for lemma in said & firm:
        unsure = theirs & (alike().open | denying)
        if unsure and not theirs & (alike().firm | {"announce", "say", "declare"}):
            yield f"the passage only has “{min(unsure)}” where the sentence has “{lemma}”"


def _speech(reading: Reading) -> set[str]:
    """Return the verbs of saying that somebody uses of something ("admits that", not "is admitted")."""
    known = speaking_verbs() | alike().firm | alike().open
    return {
        act.lemma for sentence in reading.sentences for act in sentence.predicates
        if not act.noun and act.lemma in known and "agent" in act.roles
    }  # fmt: skip
