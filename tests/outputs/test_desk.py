"""Sentences that would be told twice."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.desk import once
from detente.outputs.brief.model import Basis, Sentence

DAY = dt.date(2025, 10, 30)


def quoted(number: int, text: str = "“They meet and agree.”", label: str = "") -> Sentence:
    return Sentence(text, Basis.QUOTATION, (number,), date=DAY, label=label)


def test_two_acts_of_one_quotation_are_one_sentence_with_both_citations() -> None:
    (told,) = once([quoted(7), quoted(8)])
    assert told.citations == (7, 8)
    assert told.text == quoted(7).text


def test_what_differs_in_words_or_certainty_stays_apart() -> None:
    sentences = [quoted(1), quoted(2, "“They part.”"), quoted(3, label="alleged by a minister")]
    assert list(once(sentences)) == sentences
