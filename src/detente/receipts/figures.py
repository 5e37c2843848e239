"""Checks that the numbers and dates of a sentence are in a passage, and no firmer than there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.receipts.certainty import acts, aligned
from detente.receipts.items import Item
from detente.receipts.kinds import one_time
from detente.receipts.model import Found
from detente.receipts.near import UNDER, WORD, Near, head_of, trait, units
from detente.receipts.numbers import Number, agrees, firmer
from detente.receipts.reading import Reading, Sentence, Time
from detente.records import Precision

Checked = tuple[list[Found], list[str]]


def check_numbers(
    own: Sequence[Item[Number]], theirs: Sequence[Item[Number]], readings: Sequence[Reading]
) -> Checked:
    """Return which numbers were found where, and why others were not."""
    found, reasons = [], []
    for each in own:
        fitting = [other for other in theirs if agrees(each.value, other.value)]
        if fitting and all(firmer(each.value, other.value) for other in fitting):
            reasons.append(f"the passage does not give “{each.text}” as a plain number")
        elif fitting:
            found.append(Found("number", each.text, fitting[0].passage, fitting[0].start, fitting[0].end))
        elif not _counted(each.value, readings):
            reasons.append(f"the number “{each.text}” is not in the passage")
    return found, reasons


def _counted(number: Number, readings: Sequence[Reading]) -> bool:
    """Tell whether the number counts what the passage lists, or only what the sentence names ("the two")."""
    if number.unit == "ordinal":
        return number.value <= 2
    lists = {size for reading in readings for s in reading.sentences for size in _lists(s)}
    return not number.unit and (number.value == 1 or number.value in lists or number.value + 1 in lists)


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


def check_dates(
    own: Sequence[Item[Time]], theirs: Sequence[Item[Time]], readings: Sequence[Reading]
) -> Checked:
    """Return which dates were found where; one may also be the day on which the passage was published."""
    found, reasons = [], []
    for each in own:
        fitting = [other for other in theirs if one_time(each.value, other.value)]
        published = _published(each.value, readings)
        if not fitting and published is not None and _another_day(each, readings):
            reasons.append(f"the passage has another day than “{each.text}”")
        elif fitting:
            found.append(Found("date", each.text, fitting[0].passage, fitting[0].start, fitting[0].end))
        elif published is not None:
            found.append(Found("date", each.text, published))
        else:
            reasons.append(f"the date “{each.text}” is not in the passage")
    return found, reasons


def unsaid_days(readings: Sequence[Reading]) -> Iterator[Item[Time]]:
    """Yield the day of publication at each act that has no time of its own: it is the act's day."""
    for index, reading in enumerate(readings):
        if reading.published is None:
            continue
        for act in acts(reading, index):
            sentence, at = act.sentence, act.predicate.at
            if at not in _dated(sentence):
                lemma, meant = act.predicate.lemma, act.senses
                own = [trait("under ", lemma, meant, UNDER), trait("", lemma, meant, WORD)]
                near = Near([*act.near.traits, *own])
                day = Time(0, 0, reading.published, reading.published, Precision.DAY)
                yield Item("publication", day, index, 0, 0, near, sentence, at, published=True)


def _dated(sentence: Sentence) -> set[int | None]:
    """Return the places of the acts with a time: it hangs on them, or they on it ("the day when ...")."""
    heads = {head_of(sentence, time.start, time.end) for time in sentence.times}
    under = {act.at for act in sentence.predicates if sentence.words[act.at].head in heads}
    return under | {_anchor(sentence, time) for time in sentence.times}


def _another_day(own: Item[Time], readings: Sequence[Reading]) -> bool:
    """Tell whether what the passage says likest has a day, and no act without one that says the same."""
    told = units(own.sentence)
    index, likest = max(
        ((index, sentence) for index, reading in enumerate(readings) for sentence in reading.sentences),
        key=lambda each: _shared(told, each[1]),
    )
    days = [each for each in likest.times if each.precision is Precision.DAY]
    if own.value.precision is not Precision.DAY or not days:
        return False
    at, dated = _anchor(own.sentence, own.value), _dated(likest)
    here = Reading("", None, (own.sentence,))
    undated = [act for act in acts(Reading("", None, (likest,)), index) if act.predicate.at not in dated]
    return not any(aligned(act, undated) for act in acts(here) if act.predicate.at == at)


def _shared(told: list[frozenset[str]], sentence: Sentence) -> int:
    there = frozenset[str]().union(*units(sentence))
    return sum(bool(unit & there) for unit in told)


def _anchor(sentence: Sentence, time: Time) -> int | None:
    """Return the place of the nearest act that a time hangs on."""
    at, places, seen = (
        head_of(sentence, time.start, time.end),
        {p.at for p in sentence.predicates},
        set[int](),
    )
    while at not in seen:
        seen.add(at)
        at = sentence.words[at].head
        if at in places:
            return at
    return None


def _published(time: Time, readings: Sequence[Reading]) -> int | None:
    for index, reading in enumerate(readings):
        if reading.published is not None and time.first <= reading.published <= time.last:
            return index
    return None
