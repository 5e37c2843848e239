"""Checks that a sentence does not state as fact what the passage only has by word of mouth ("allegedly")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.certainty import attributed
from detente.receipts.near import head_of, mark, units
from detente.receipts.reading import Reading, Sentence
from detente.receipts.roles import below
from detente.receipts.standing import children

MOST = 0.42  # of what a sentence says; more of it may not be hearsay alone
CLAUSES = ("ccomp", "xcomp", "acl")
QUOTES = ('"', "“", "”", "''", "``")
SUBJECTS = ("nsubj", "nsubjpass")


def check_hearsay(own: Reading, passages: Sequence[Reading]) -> list[str]:
    """Return that most of what a sentence states stands only where the passage has a doubt or a claim."""
    sentences = [each for reading in passages for each in reading.sentences]
    named = {mark(name) for name in own.names}
    scopes = [frozenset(_hearsay(each, named)) for each in sentences]
    pending = any(word.lemma in alike().pending for each in own.sentences for word in each.words)
    quoted = any(word.text in QUOTES for each in own.sentences for word in each.words)
    if not any(scopes) or pending or quoted or attributed(own):
        return []
    doubted = _said(zip(sentences, scopes, strict=True))
    plain = _said(
        (s, frozenset(range(len(s.words))) - scope) for s, scope in zip(sentences, scopes, strict=True)
    )
    for parts in (own.sentences, [_part(each, frozenset(_told(each))) for each in own.sentences]):
        content = [unit for part in parts for unit in units(part)]
        if sum(bool(unit & doubted) and not unit & plain for unit in content) > MOST * len(content):
            return ["the passage only has what is said or reported"]
    return []


def _told(sentence: Sentence) -> Iterator[int]:
    """Yield the places of what a sentence tells of its subject."""
    for index, word in enumerate(sentence.words):
        if word.head == index:
            yield from _below(sentence, index, (*SUBJECTS, "appos"))


def _hearsay(sentence: Sentence, named: set[str]) -> Iterator[int]:
    """Yield the places of the words under a doubt ("allegedly") or a claim of somebody who is not `named`."""
    for index, word in enumerate(sentence.words):
        if word.text.lower() in lexicon("en").words["hedges"]:
            yield from _below(sentence, word.head, (*SUBJECTS, "appos"))
        elif (
            word.lemma in alike().open
            and word.pos in ("VERB", "NOUN")
            and not _whose(sentence, index) & named
        ):
            for child in children(sentence, index):
                if sentence.words[child].dep in CLAUSES or sentence.words[child].text == "of":
                    yield from _below(sentence, child, ("appos",))


def _below(sentence: Sentence, top: int, but: tuple[str, ...]) -> Iterator[int]:
    yield top
    for index in children(sentence, top):
        if sentence.words[index].dep not in but:
            yield from _below(sentence, index, ("appos",))


def _whose(sentence: Sentence, claim: int) -> set[str]:
    """Return the marks of those who claim."""
    whose = [i for i in children(sentence, claim) if sentence.words[i].dep in (*SUBJECTS, "poss")]
    heads = {place for each in whose for place in below(sentence, each)}
    return {mark(name) for name in sentence.names if head_of(sentence, name.start, name.end) in heads}


def _said(parts: Iterator[tuple[Sentence, frozenset[int]]]) -> frozenset[str]:
    return frozenset(
        each for sentence, places in parts for unit in units(_part(sentence, places)) for each in unit
    )


def _part(sentence: Sentence, places: frozenset[int]) -> Sentence:
    """Return a sentence with the words, names and times at some places alone."""
    words = tuple(sentence.words[i] for i in sorted(places))

    def inside(start: int, end: int) -> bool:
        return any(start < word.end and word.start < end for word in words)

    return replace(
        sentence,
        words=words,
        names=tuple(each for each in sentence.names if inside(each.start, each.end)),
        times=tuple(each for each in sentence.times if inside(each.start, each.end)),
    )
