"""Which actors a text names."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from detente.coding.gazetteer import find, states_named

DAY = dt.date(2025, 3, 20)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Moscow and Washington spoke.", {"RUS", "USA"}),
        ("The U.S. and the USA are one.", {"USA"}),
        ("Give us the book.", set()),
        ("Indiana is no India.", {"IND"}),
        ("Russia’s foreign ministry", {"RUS"}),
        ("PAKISTAN CLOSES AIRSPACE", {"PAK"}),
        ("The Chinese envoy met Lavrov.", {"CHN", "RUS"}),
        ("", set()),
    ],
)
def test_states_named(text: str, codes: set[str]) -> None:
    assert states_named(text, "en", DAY) == codes


def test_names_hold_on_their_days() -> None:
    def code(on: dt.date) -> set[str]:
        return states_named("President Obama spoke.", "en", on)

    assert code(dt.date(2012, 5, 1)) == {"USA"}


def test_the_longest_name_wins_and_none_overlap() -> None:
    found = find("The Russian Foreign Ministry in Moscow", "en", DAY)
    spots = [(name.start, name.end) for name in found]
    assert spots == sorted(spots)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spots))
    assert found[0].entry.kind == "ministry"


def test_characters_are_those_of_the_text() -> None:
    text = "İn Ankara, “Russia” said"
    [russia] = [name for name in find(text, "en", DAY) if name.entry.code == "RUS"]
    assert text[russia.start : russia.end] == "Russia"


def test_an_unknown_language_names_nothing() -> None:
    assert find("Russia", "xx", DAY) == []
