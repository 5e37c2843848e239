"""The longest time of which nothing is known, and what a brief says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import given, strategies as st

from detente.outputs.brief import Cited, Material, compose
from detente.outputs.brief.gaps import Gap, longest_gap

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
DAYS = st.sets(st.dates(FIRST, LAST), max_size=20)


def test_the_longest_gap_has_its_first_and_its_last_day() -> None:
    found = longest_gap([dt.date(2024, 3, 20), dt.date(2024, 11, 23)], FIRST, LAST)
    assert found == Gap(dt.date(2024, 3, 21), dt.date(2024, 11, 22))
    assert longest_gap([], FIRST, LAST) == Gap(FIRST, LAST)
    assert longest_gap([FIRST], FIRST, FIRST) is None


@given(DAYS)
def test_no_known_day_lies_in_a_gap_and_none_is_longer(known: set[dt.date]) -> None:
    found = longest_gap(known, FIRST, LAST)
    assert found is not None  # twenty days cannot fill a year
    assert not any(found.first <= day <= found.last for day in known)
    assert found.days * (len(known) + 1) >= 366 - len(known)


def test_a_long_gap_is_told_on_the_first_screen(
    event: Callable[..., Cited], material: Callable[..., Material]
) -> None:
    acts = [event(f"a{n}", "AID", day) for n, day in enumerate((dt.date(2024, 4, 2), dt.date(2025, 3, 18)))]
    told = {s.lead: s.text for s in compose(material(tuple(acts))).sections[0].sentences}
    assert told["Gap"] == "Nothing is known from 3 April 2024 to 17 March 2025 (349 days)."
    dense = [event(f"b{n}", "AID", dt.date(2025, 3, 18) - dt.timedelta(days=30 * n)) for n in range(13)]
    assert "Gap" not in {s.lead for s in compose(material(tuple(dense))).sections[0].sentences}
