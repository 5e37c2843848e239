"""Checks the numbers and dates of a sentence: each must stand in a passage, beside the same things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.match import nearness, surroundings, verb_above
from detente.receipts.model import Found
from detente.receipts.numbers import Number, agrees, firmer, numbers
from detente.receipts.reading import Reading, Sentence, Time
from detente.records import Precision

MARGIN = 0.8


@dataclass(frozen=True, slots=True)
class Placed:
    """A number with the passage it stands in and its surroundings."""

    number: Number
    passage: int
    near: dict[str, float]
    verb: str = ""
    counted: str = ""


def placed(reading: Reading, passage: int = 0) -> list[Placed]:
    """Return the numbers of a text, each with what stands near it."""
    found = []
    for sentence in reading.sentences:
        text = reading.text[sentence.start : sentence.end]
        taken = [(t.start - sentence.start, t.end - sentence.start) for t in sentence.times]
        for number in numbers(text, [*taken, *_named(sentence)]):
            at = _word_at(sentence, sentence.start + number.start)
            whole = Number(
                sentence.start + number.start, sentence.start + number.end, number.text, number.value,
                number.unit, number.bound,
            )  # fmt: skip
            found.append(_place(whole, passage, sentence, at))
        found += _single(sentence, passage)
    return found


def _single(sentence: Sentence, passage: int) -> Iterator[Placed]:
    """Yield "a woman" as a number, one, that a sentence may not make two of."""
    people = _people()
    for index, word in enumerate(sentence.words):
        noun = sentence.words[word.head]
        if word.text.lower() in ("a", "an") and noun.pos == "NOUN" and noun.lemma in people:
            text = f"{word.text} {noun.text}"
            yield _place(Number(word.start, word.end, text, 1.0), passage, sentence, index)


def _people() -> frozenset[str]:
    known = lexicon("en")
    return known.classes["victims"] | known.classes["people"] | known.roles.roles["CVL"]


def _place(number: Number, passage: int, sentence: Sentence, at: int) -> Placed:
    head = sentence.words[sentence.words[at].head]
    person = head.lemma in _people() or head.lemma == "other"
    counted = ("person" if person else head.lemma) if head.pos == "NOUN" else ""
    return Placed(number, passage, surroundings(sentence, at), _verb(sentence, at), counted)


def _verb(sentence: Sentence, at: int) -> str:
    """Return the verb that a word depends on, "" for none or one that says nothing by itself."""
    above = verb_above(sentence, at)
    lemma = sentence.words[above].lemma if above >= 0 else ""
    return "" if lemma in alike().light else lemma


def _named(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for name in sentence.names:
        if any(char.isdigit() for char in name.text):
            yield name.start - sentence.start, name.end - sentence.start


def _word_at(sentence: Sentence, place: int) -> int:
    for index, word in enumerate(sentence.words):
        if word.start <= place < word.end:
            return index
    return max(0, len(sentence.words) - 1)


def check_numbers(own: Reading, passages: list[Reading]) -> tuple[list[Found], list[str]]:
    """Return which numbers were found where, and why others were not."""
    known = [each for index, reading in enumerate(passages) for each in placed(reading, index)]
    found, reasons = [], []
    for each in placed(own):
        if each.number.text.lower().startswith(("a ", "an ")) and each.number.value == 1:
            continue
        fitting = [other for other in known if agrees(each.number, other.number)]
        if not fitting:
            if not (_needs_none(each, own) or _counted(each, passages)):
                reasons.append(f"the number “{each.number.text}” is not in the passage")
            continue
        best = max(fitting, key=lambda other: nearness(each.near, other.near))
        part = own.text[each.number.end :].lstrip().startswith(("of them", "of whom"))
        rival = None if part else _rival(each, best, known)
        if rival is not None:
            reasons.append(
                f"where the sentence has “{each.number.text}” the passage has “{rival.number.text}”"
            )
        elif all(firmer(each.number, other.number) for other in fitting):
            reasons.append(f"the passage does not give “{each.number.text}” as a plain number")
        else:
            number = best.number
            found.append(Found("number", each.number.text, best.passage, number.start, number.end))
    return found, reasons


def _needs_none(each: Placed, own: Reading) -> bool:
    """Tell whether the number only counts what the sentence names: "one", "the two presidents"."""
    if each.number.unit or each.number.value not in (1, 2):
        return False
    before = own.text[max(0, each.number.start - 6) : each.number.start].lower()
    return each.number.value == 1 or before.endswith(("the ", "these ", "both ", "other "))


def _counted(each: Placed, passages: list[Reading]) -> bool:
    """Tell whether the number counts what the passage lists, or "first" stands for "initial"."""
    if each.number.unit == "ordinal":
        initial = "initial" in (word.lemma for r in passages for s in r.sentences for word in s.words)
        return each.number.value == 1 and initial
    lists = {size for reading in passages for s in reading.sentences for size in _lists(s)}
    return not each.number.unit and each.number.value in lists


def _lists(sentence: Sentence) -> Iterator[int]:
    """Yield how many things each list of a sentence has ("A, B and C": 3)."""
    for index, word in enumerate(sentence.words):
        size, at = 1, index
        while word.dep != "conj" and (
            following := next(
                (i for i, w in enumerate(sentence.words) if w.head == at and w.dep == "conj" and i > at), None
            )
        ):
            size, at = size + 1, following
        if size > 1:
            yield size


def _rival(each: Placed, best: Placed, known: list[Placed]) -> Placed | None:
    """Return a number of the passage that stands in this place with more right."""
    own = nearness(each.near, best.near)
    others = [o for o in known if o.number.unit == best.number.unit and not agrees(each.number, o.number)]
    if each.verb and best.verb and not alike().same(each.verb, best.verb):
        done = [o for o in others if o.counted == each.counted and alike().same(each.verb, o.verb or "-")]
        if done:
            return done[0]
    rival = max(others, key=lambda other: nearness(each.near, other.near), default=None)
    return rival if rival is not None and nearness(each.near, rival.near) >= own + MARGIN else None


def check_dates(own: Reading, passages: list[Reading]) -> tuple[list[Found], list[str]]:
    """Return which dates were found where; one may also be the day on which the passage was published."""
    known = [
        (index, time, surroundings(sentence, _word_at(sentence, time.start)))
        for index, reading in enumerate(passages)
        for sentence in reading.sentences
        for time in sentence.times
    ]
    found, reasons = [], []
    for sentence in own.sentences:
        for time in sentence.times:
            words = own.text[time.start : time.end]
            near = surroundings(sentence, _word_at(sentence, time.start))
            fitting = [(index, other) for index, other, _ in known if _within(other, time)]
            rivals = [
                (nearness(near, beside), other) for _, other, beside in known if not _within(other, time)
            ]
            published = _published(time, passages)
            own_best = max((nearness(near, b) for _, o, b in known if _within(o, time)), default=None)
            strongest = max((score for score, _ in rivals), default=0.0)
            if own_best is None and published is None:
                reasons.append(f"the date “{words}” is not in the passage")
            elif strongest >= (own_best or 0.0) + (MARGIN if own_best is not None else 1.0):
                reasons.append(f"the passage gives another date than “{words}” for this")
            elif (
                own_best is not None
                and published is None
                and _bound_to_other(sentence, near, passages, fitting)
            ):
                reasons.append(f"the passage gives the date “{words}” for something else")
            elif fitting:
                found.append(Found("date", words, fitting[0][0], fitting[0][1].start, fitting[0][1].end))
            else:
                found.append(Found("date", words, published or 0))
    return found, reasons


def _within(other: Time, own: Time) -> bool:
    """Tell whether a time of the passage lies in that of the sentence, so that it bears it out."""
    loose = own.precision in (Precision.WEEK, Precision.MONTH, Precision.YEAR)
    return (
        own.first <= other.first and other.last <= own.last
        if loose
        else other.first == own.first == other.last
    )


def _published(time: Time, passages: list[Reading]) -> int | None:
    near = dt.timedelta(days=0)
    for index, reading in enumerate(passages):
        day = reading.published
        if day is not None and time.first - near <= day <= time.last + near:
            return index
    return None


def _bound_to_other(
    own: Sentence, near: dict[str, float], passages: list[Reading], fitting: list[tuple[int, Time]]
) -> bool:
    """Tell whether the passage has what the date is said of, but elsewhere than beside that date."""
    if nearness(near, near) == 0 or not own.words:
        return False
    for index, time in fitting:
        for sentence in passages[index].sentences:
            if sentence.start <= time.start < sentence.end:
                beside = surroundings(sentence, _word_at(sentence, time.start))
                if nearness(near, beside) >= 0.3:
                    return False
    heads = [w for w in own.words if w.head == own.words.index(w) and w.pos == "VERB"]
    return any(
        alike().same(head.lemma, predicate.lemma)
        for head in heads
        for index, _ in fitting
        for predicate in passages[index].predicates
    )
