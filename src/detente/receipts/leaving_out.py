"""Checks that what the passage leaves out ("without", "leaving out") the sentence does, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.lang.alike import alike
from detente.receipts.near import head_of, mark
from detente.receipts.reading import Reading, Sentence, Word
from detente.receipts.standing import children

VERBS = ("VERB", "AUX")
INSIDE = ("conj", "appos", "compound", "nmod", "amod")


def check_left_out(own: Reading, passages: Sequence[Reading]) -> list[str]:
    """Return which names one side only leaves out, and the other has; which nouns the passage only denies."""
    mine, theirs = list(_things([own])), list(_things(passages))
    return list(dict.fromkeys([*_only(theirs, mine), *_only(mine, theirs)]))


def _only(inside: list[tuple[str, str, bool]], outside: list[tuple[str, str, bool]]) -> Iterator[str]:
    """Yield the names that have a part on the one side, and on the other are left out alone."""
    for thing, text in dict.fromkeys((thing, text) for thing, text, _ in inside):
        here = [out for other, _, out in inside if other == thing]
        there = [out for other, _, out in outside if other == thing]
        if there and all(there) and not any(here):
            yield f"of “{text}”, either the sentence or the passage says that it has no part"


def _things(readings: Sequence[Reading]) -> Iterator[tuple[str, str, bool]]:
    """Yield each name and noun, as a mark and as it stands, and whether it is left out."""
    for reading in readings:
        for sentence in reading.sentences:
            out, denied = left_out(sentence), denied_words(sentence)
            for name in sentence.names:
                yield mark(name), name.text, head_of(sentence, name.start, name.end) in out | denied
            for index, word in enumerate(sentence.words):
                if word.pos == "NOUN":
                    yield word.lemma, word.text, index in denied


def left_out(sentence: Sentence) -> frozenset[int]:
    """Return the places of the words that are named as left out, with those of one list with them."""
    tops = (i for i, word in enumerate(sentence.words) if _left_out(sentence, word))
    return frozenset(place for top in tops for place in _phrase(sentence, top, INSIDE))


def denied_words(sentence: Sentence) -> frozenset[int]:
    """Return the places of the words behind "and not", "but not" ("not due to a collision")."""
    tops = (
        sentence.words[word.head]
        for word in sentence.words
        if word.dep == "neg" and sentence.words[word.head].pos not in VERBS
    )
    listed = (sentence.words.index(word) for word in tops if word.dep == "conj")
    return frozenset(place for top in listed for place in _phrase(sentence, top, (*INSIDE, "prep", "pobj")))


def _phrase(sentence: Sentence, top: int, within: tuple[str, ...]) -> Iterator[int]:
    yield top
    for index in children(sentence, top):
        if sentence.words[index].dep in within:
            yield from _phrase(sentence, index, within)


def _left_out(sentence: Sentence, word: Word) -> bool:
    above = sentence.words[word.head]
    if word.dep == "pobj" and above.lemma == "of":
        return sentence.words[above.head].lemma == "instead"
    if word.dep in ("dobj", "nsubjpass"):
        beside = [sentence.words[i] for i in children(sentence, word.head)]
        out = any(each.dep == "prt" and each.text == "out" for each in beside)
        return above.lemma in alike().leaving_out or (out and above.lemma in alike().shutting_out)
    return word.dep == "pobj" and above.lemma in alike().leaving_out
