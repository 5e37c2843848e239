"""The form that another's wording must have, and what a phraser is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from detente.outputs.brief import Cited
from detente.outputs.brief.wording import LONGEST, draft, worded
from detente.records import Claimant, Precision, Status

NAMES = {"RUS": "Russia", "USA": "the United States"}


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s foreign minister, Sergei Lavrov, met the U.S. ambassador in Zürich.",
        "The U.S. Treasury froze $1,500.50 (about €1,400) of a company-owned fund; 5% stayed.",
        "Poland's prime minister spoke by phone with São Tomé and Príncipe's.",
    ],
)
def test_a_plain_sentence_is_fit(text: str) -> None:
    assert worded(text).reasons == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia met <b>the United States</b>.", "signs that no plain sentence has: < >"),
        ("Russia met *the United States*.", "signs that no plain sentence has: *"),
        ("Russia met [the United States](x).", "signs that no plain sentence has: [ ]"),
        ("Russia met `the` United States.", "signs that no plain sentence has"),
        ("Russia “met” the United States.", "signs that no plain sentence has: “ ”"),
        ("Russia met the United States, see https://evil.example/x.", "an address"),
        ("Russia met the United States, see evil.example now.", "an address"),
        ("Russia met &lt;the United States.", "sign of markup"),
        ("Russia met. The United States met.", "not one sentence"),
        ("Russia met the United States", "not one sentence"),
        ("Russia met the United States!", "not one sentence"),
        ("Россия met the United States.", "signs that no plain sentence has"),
        ("Russia met the United States 🚀.", "signs that no plain sentence has: 🚀"),
        ("", "not one sentence"),
        (f"Russia {'met and ' * 40}left.", f"more than {LONGEST}"),
    ],
)
def test_another_form_is_not_fit(text: str, why: str) -> None:
    assert why in "; ".join(worded(text).reasons)


def test_lines_are_joined_and_commands_of_a_terminal_removed() -> None:
    made = worded("Russia met\n\x1b the \u202eUnited\r\n States.\x00")
    assert (made.text, made.reasons) == ("Russia met the United States.", ())


@given(st.text(max_size=400))
def test_whatever_is_fit_is_one_short_plain_line(said: str) -> None:
    made = worded(said)
    if not made.reasons:
        assert len(made.text) <= LONGEST
        assert made.text.isprintable()
        assert not set(made.text) & set('<>[]{}*_`#|\\~^=@"“”«»\n\r')


def test_a_draft_has_what_is_fixed_and_nothing_empty(event: Callable[..., Cited]) -> None:
    act = event(
        "hack",
        "COERCE",
        dt.date(2025, 1, 3),
        mode="cyber",
        status=Status.ALLEGED,
        claimants=(Claimant(text="the \x1bTreasury", code="USA"),),
        date_precision=Precision.MONTH,
    )
    made = draft(act, "Own.", NAMES, ("a", "b"))
    assert (made.sentence, made.passages) == ("Own.", ("a", "b"))
    assert made.facts == {
        "who": "the United States",
        "to whom": "Russia",
        "day": "January 2025",
        "certainty": "alleged by the Treasury",
        "said by": "the Treasury",
    }
