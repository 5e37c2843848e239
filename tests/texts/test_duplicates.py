from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, strategies as st

from detente.records import Document
from detente.texts import near_duplicates

DAY = dt.datetime(2025, 3, 18, 9, tzinfo=dt.UTC)
REPORT = (
    "The foreign ministers of the two countries met in Geneva on Tuesday and agreed to reopen the consulates "
    "that were closed four years ago, a spokeswoman said after {} hours of talks."
)


def doc(text: str, source: str = "a", hours: float = 0) -> Document:
    return Document.of(source, None, "", text, published_at=DAY + dt.timedelta(hours=hours))


def test_the_same_words_are_a_copy_of_the_earliest() -> None:
    first, second, third = (
        doc(REPORT.format("six"), "b", 1),
        doc(REPORT.format("six"), "a"),
        doc("Other news today."),
    )
    assert near_duplicates([first, second, third]) == {first.document_id: second.document_id}


def test_a_small_addition_is_still_a_copy() -> None:
    first, second = doc(REPORT.format("six")), doc(REPORT.format("six") + " (Reuters)", "b", 2)
    assert near_duplicates([second, first]) == {second.document_id: first.document_id}


def test_another_number_is_another_text() -> None:
    assert near_duplicates([doc(REPORT.format("six")), doc(REPORT.format("ten"), "b")]) == {}


def test_another_weekday_is_another_text() -> None:
    report = REPORT.format("six")
    assert near_duplicates([doc(report), doc(report.replace("Tuesday", "Thursday"), "b", 48)]) == {}


def test_another_number_is_another_text_in_russian() -> None:
    report = (
        "В результате обстрела города вечером пострадали {} человек, сообщил глава администрации области."
    )
    assert near_duplicates([doc(report.format("десять")), doc(report.format("пятьдесят"), "b")]) == {}
    assert len(near_duplicates([doc(report.format("десять")), doc(report.format("десять"), "b")])) == 1


def test_the_same_words_a_month_apart_are_two_texts() -> None:
    assert near_duplicates([doc(REPORT.format("six")), doc(REPORT.format("six"), "b", 24 * 30)]) == {}


def test_texts_without_words_are_never_copies() -> None:
    assert near_duplicates([doc("", "a"), doc("", "b"), doc("…", "c")]) == {}


@given(st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(shuffle: random.Random) -> None:
    texts = [REPORT.format(word) for word in ("six", "six", "ten")] + ["Short news.", "Short news."]
    documents = [doc(text, f"s{n}", n) for n, text in enumerate(texts)]
    expected = near_duplicates(documents)
    shuffle.shuffle(documents)
    assert near_duplicates(documents) == expected
    assert len(expected) == 2
