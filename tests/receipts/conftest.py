"""One reader for all checks: the parser is loaded once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from detente.receipts import Passage, Verdict, check
from detente.watch.rereading import Rereader

PUBLISHED = dt.date(2031, 4, 2)  # a Wednesday
Check = Callable[..., Verdict]


@pytest.fixture(scope="session")
def reader() -> Rereader:
    return Rereader()


@pytest.fixture(scope="session")
def judge(reader: Rereader) -> Check:
    def judged(sentence: str, *texts: str, title: str = "", outlet: str = "") -> Verdict:
        passages = [Passage(text, PUBLISHED, title, outlet) for text in texts]
        return check(sentence, passages, reader)

    return judged
