"""What a proposal says besides its kind: title, level, form, account; texts cut after a word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from detente.records import Actor, Claimant, Status
from detente.trackers import propose
from detente.trackers._content import names, stems, surname
from detente.trackers._told import LONGEST, meeting_title, within
from tests.trackers.made import event


def sides(russian: str, american: str) -> dict[str, Any]:
    return {"actor": (Actor(text=russian, code="RUS"), Actor(text=american, code="USA"))}


@pytest.mark.parametrize(
    ("kind", "fields", "title", "level", "form"),
    [
        (
            "CONSULT/phone",
            sides("Ivan Sidorov, Russian President", "US President John Miller"),
            "Ivan Sidorov and US President John Miller by telephone",
            "president",
            "by telephone",
        ),
        (
            "CONSULT/third-party",
            {**sides("Russian Foreign Minister", "special envoy Miller"), "place": "Oslo"},
            "Russian Foreign Minister and special envoy Miller, Oslo",
            "envoy and foreign minister",
            "in another state",
        ),
        ("CONSULT", sides("Russia", "United States"), "Russia and United States", "", ""),
    ],
)
def test_a_meeting_is_told_by_who_met_where_and_how(
    kind: str, fields: dict[str, Any], title: str, level: str, form: str
) -> None:
    (found,) = propose([event(kind, "They met.", **fields)], [])
    assert found.transition.title == title
    assert (found.details.get("level", ""), found.details.get("form", "")) == (level, form)
    assert found.transition.place == fields.get("place")


def test_one_side_is_not_a_meeting_of_two() -> None:
    lonely = event("CONSULT", "The minister was received.", actor=(Actor(text="Miller", code="USA"),))
    assert meeting_title(lonely) == "The minister was received."


def test_whose_account_a_step_is_is_told_where_nobody_else_tells_it() -> None:
    said: dict[str, Any] = {
        "status": Status.ALLEGED,
        "claimants": (Claimant(text="the press office", code="USA"),),
    }
    told, plain = event("CONSULT", "They met, one said.", **said), event("CONSULT", "They met.")
    (found,) = propose([told], [])
    assert found.details["account"] == "USA"
    (both,) = propose([told, plain], [])
    assert "account" not in both.details


@given(st.text(alphabet="ab ,.", max_size=500))
def test_a_long_text_ends_after_a_word_and_says_so(text: str) -> None:
    line = " ".join(text.split())
    found = within(text)
    assert len(found) <= LONGEST
    if len(line) <= LONGEST:
        assert found == line
    else:
        assert found.endswith("…")
        assert line.startswith(found[:-1])


def test_names_and_words_that_tell_acts_apart() -> None:
    assert names("The Russian envoy met Miller in Oslo. Talks went on.") == {"Miller", "Oslo"}
    assert [surname(text) for text in ("Envoy Ann Lee, of the US", "the Foreign Minister")] == ["Lee", ""]
    assert names("Vienna") == {"Vienna"}
    assert stems("The United States sanctioned miners of uranium.") == {"miners", "uraniu"}
