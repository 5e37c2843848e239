"""Which day a sentence names, and which of its days is that of an act."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.coding import Coder
from detente.coding.dates import last_day, times

PUBLISHED = dt.date(2025, 3, 20)  # a Thursday


@pytest.mark.parametrize(
    ("sentence", "future", "date", "precision"),
    [
        ("The presidents spoke by phone on Tuesday.", False, "2025-03-18", "day"),
        ("The envoys arrived on Thursday.", False, "2025-03-20", "day"),
        ("The envoys will meet on Thursday.", True, "2025-03-27", "day"),
        ("They will meet next Monday.", False, "2025-03-24", "day"),
        ("They met last Thursday.", False, "2025-03-13", "day"),
        ("The call took place on 18 March 2025.", False, "2025-03-18", "day"),
        ("The call took place on March 18.", False, "2025-03-18", "day"),
        ("On December 28 the consulate was closed.", False, "2024-12-28", "day"),
        ("The consulate was closed yesterday.", False, "2025-03-19", "day"),
        ("The consulate was closed last week.", False, "2025-03-10", "week"),
        ("The consulate was closed last month.", False, "2025-02-01", "month"),
        ("The consulate was closed two days ago.", False, "2025-03-18", "day"),
        ("The treaty was signed in April 2010.", False, "2010-04-01", "month"),
        ("The treaty was suspended in November.", False, "2024-11-01", "month"),
        ("Crimea was annexed in 2014.", False, "2014-01-01", "year"),
    ],
)
def test_the_day_that_a_sentence_names(sentence: str, future: bool, date: str, precision: str) -> None:
    [found] = times(sentence, PUBLISHED, future=future)
    assert (str(found.day), str(found.precision)) == (date, precision)


@pytest.mark.parametrize("sentence", ["The ministry summoned the ambassador.", "He may sunset the act.", ""])
def test_no_day_is_named(sentence: str) -> None:
    assert times(sentence, PUBLISHED) == []


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("It was shelled from 2013 to 2015.", "2013-01-01", "2015-12-31", "None"),
        ("It was closed between 2010 and 2012.", "2010-01-01", "2012-12-31", "None"),
        ("It was closed in 2013\u20132014.", "2013-01-01", "2014-12-31", "None"),
        ("They fought from 9 May to 12 May 2024.", "2024-05-09", "2024-05-12", "week"),
        ("They met on 9 May 2024 and 12 May 2024.", "2024-05-09", "2024-05-09", "day"),
    ],
)
def test_a_span_is_not_cut_to_its_first_day(sentence: str, first: str, last: str, precision: str) -> None:
    found = times(sentence, PUBLISHED)[0]
    assert (str(found.day), str(last_day(found)), str(found.precision)) == (first, last, precision)


def test_nothing_relative_is_read_without_a_day_of_publication() -> None:
    assert times("The ministry summoned the ambassador on Tuesday.", None) == []


def dated(text: str, published: dt.date | None = PUBLISHED) -> list[tuple[str, str, str, str]]:
    events = Coder().code("a text", text, date=published)
    return [(str(e.event_type), str(e.event_date), str(e.date_precision), str(e.modality)) for e in events]


def test_an_act_without_a_day_has_that_of_publication_as_inferred() -> None:
    assert dated("China summons the U.S. ambassador.") == [("ACCUSE", "2025-03-20", "week", "actual")]


def test_an_act_has_the_day_of_its_own_clause() -> None:
    found = dated("Russia said on Wednesday that it expelled two American diplomats on Monday.")
    assert found == [("SANCTION", "2025-03-17", "day", "actual")]


def test_an_act_of_years_ago_is_history() -> None:
    assert dated("Russia expelled 755 American diplomats in 2017.") == [
        ("SANCTION", "2017-01-01", "year", "historical")
    ]


def test_a_promise_is_made_now_and_kept_on_the_day_named() -> None:
    assert dated("Putin and Trump will meet on 28 March.") == [
        ("AGREE", "2025-03-20", "week", "actual"),
        ("CONSULT", "2025-03-28", "day", "future"),
    ]


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    assert dated("China summons the U.S. ambassador.", None) == [("ACCUSE", "None", "None", "actual")]
