"""Checks that a sentence does not state as fact what the passage only has by word of mouth ("allegedly")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.certainty import attributed
from detente.receipts.near import units
from detente.receipts.reading import Reading, Sentence
from detente.receipts.roles import below
from detente.receipts.standing import children

MOST = 0.42  # of what a sentence says; more of it may not be hearsay alone
CLAUSES = ("ccomp", "xcomp", "acl")
SUBJECTS = ("nsubj", "nsubjpass")


def check_hearsay(own: Reading, passages: Sequence[Reading]) -> list[str]:
    """Return that most of what a sentence states stands only where the passage has a doubt or a claim."""
    sentences = [each for reading in passages for each in reading.sentences]
    scopes = [frozenset(_hearsay(each)) for each in sentences]
    if not any(scopes) or attributed(own):
        return []
    doubted = _said(zip(sentences, scopes, strict=True))
    plain = _said((s, frozenset(range(len(s.words))) - scope) for s, scope in zip(sentences, scopes, strict=True))
    content = [unit for sentence in own.sentences for unit in units(sentence)]
    only = sum(bool(unit & doubted) and not unit & plain for unit in content)
    return ["the passage only has what is said or reported"] if only > MOST * len(content) else []


def _hearsay(sentence: Sentence) -> Iterator[int]:
    """Yield the places of the words under a doubt ("allegedly") or a claim, but for whom it is about."""
    for index, word in enumerate(sentence.words):
        if word.text.lower() in lexicon("en").words["hedges"]:
            about = {
                place
                for child in children(sentence, word.head)
                if sentence.words[child].dep in SUBJECTS
                for place in below(sentence, child)
            }
            yield from set(below(sentence, word.head)) - about
        elif word.lemma in alike().open and word.pos in ("VERB", "NOUN"):
            for child in children(sentence, index):
                if sentence.words[child].dep in CLAUSES or sentence.words[child].text == "of":
                    yield from below(sentence, child)


def _said(parts: Iterator[tuple[Sentence, frozenset[int]]]) -> frozenset[str]:
    return frozenset(each for sentence, places in parts for unit in units(_part(sentence, places)) for each in unit)


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
