"""Reports of one measure with other percentages tell of another step of it."""

from __future__ import annotations

from detente.linking._text import read


def test_the_highest_percentage_is_the_rate() -> None:
    assert read("raises tariffs from 84% to 125 percent").rate == 125
    assert read("raises tariffs on steel").rate is None
