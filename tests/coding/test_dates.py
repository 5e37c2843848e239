from __future__ import annotations

import datetime as dt

import pytest

from detente.coding.dates import event_date

PUBLISHED = dt.date(2025, 3, 20)  # a Thursday


@pytest.mark.parametrize(
    ("sentence", "future", "date", "precision"),
    [
        ("The presidents spoke by phone on Tuesday.", False, "2025-03-18", "day"),
        ("The envoys arrived on Thursday.", False, "2025-03-20", "day"),
        ("The envoys will meet on Thursday.", True, "2025-03-27", "day"),
        ("They will meet next Monday.", False, "2025-03-24", "day"),
        ("The call took place on 18 March 2025.", False, "2025-03-18", "day"),
        ("The call took place on March 18.", False, "2025-03-18", "day"),
        ("On December 28 the consulate was closed.", False, "2024-12-28", "day"),
        ("The consulate was closed yesterday.", False, "2025-03-19", "day"),
        ("The treaty was signed in April 2010.", False, "2010-04-01", "month"),
        ("The treaty was suspended in November.", False, "2024-11-01", "month"),
        ("Crimea was annexed in 2014.", False, "2014-01-01", "year"),
        ("The ministry summoned the ambassador.", False, "2025-03-20", "week"),
    ],
)
def test_the_day_that_a_sentence_names(sentence: str, future: bool, date: str, precision: str) -> None:
    found, exact = event_date(sentence, PUBLISHED, future=future)
    assert (str(found), str(exact)) == (date, precision)


def test_nothing_named_and_nothing_published_is_unknown() -> None:
    assert event_date("The ministry summoned the ambassador on Tuesday.", None) == (None, None)
