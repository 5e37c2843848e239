"""The records: keys, what they refuse, and that they survive a round through JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from detente.records import (
    SETTLED,
    UNSETTLED,
    Act,
    Actor,
    Document,
    Event,
    Mention,
    Missing,
    Observation,
    Status,
    acting,
    key,
    states_of,
)

DAY = dt.date(2025, 3, 18)


def test_key_is_the_same_for_ever() -> None:
    assert key("a", 1, None) == "7f094b042c5521acc501eea0"


@given(st.lists(st.one_of(st.none(), st.integers(), st.text())))
def test_key_is_24_hex_digits_of_any_parts(parts: list[object]) -> None:
    made = key(*parts)
    assert len(made) == 24
    assert int(made, 16) >= 0
    assert key(*parts) == made


def test_key_keeps_parts_apart() -> None:
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("abc", "")}) == 4
    assert key("\ud800") != key("?")


def test_document_key_follows_source_address_and_content() -> None:
    base = Document.of("s", "https://a.example/1", "title", "text")
    assert base == Document.of("s", "https://a.example/1", "title", "text")
    others = [
        Document.of("t", "https://a.example/1", "title", "text"),
        Document.of("s", "https://a.example/2", "title", "text"),
        Document.of("s", "https://a.example/1", "other", "text"),
        Document.of("s", "https://a.example/1", "title", "other"),
    ]
    assert len({base.document_id, *(other.document_id for other in others)}) == 5
    assert base.content_hash == others[0].content_hash == others[1].content_hash


def test_document_keeps_further_fields() -> None:
    made = Document.of("s", None, "", "text", lang="en", outlet="The Wire")
    assert (made.lang, made.outlet, made.url) == ("en", "The Wire", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quad_class": 0},
        {"quad_class": 5},
        {"score": 10.5},
        {"score": -11},
        {"confidence": 1.2},
        {"status": "sure"},
        {"modality": "maybe"},
        {"event_date": "18 March"},
        {"unknown": 1},
    ],
)
def test_acts_refuse_what_is_out_of_range(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Act.model_validate({"event_type": "CONSULT", **wrong})


def test_records_are_frozen() -> None:
    actor = Actor(text="Russia")
    with pytest.raises(ValidationError):
        actor.text = "other"


def test_times_need_a_zone() -> None:
    with pytest.raises(ValidationError):
        Mention.model_validate(
            {"event_type": None, "mention_id": "m", "source_id": "s", "published_at": "2025-03-18T10:00:00"}
        )


def test_an_event_survives_json() -> None:
    event = Event(
        event_type="CONSULT",
        quad_class=1,
        score=2.5,
        actor=(Actor(text="Россия", code="RUS", sector="GOV"),),
        status=Status.CONFIRMED,
        event_date=DAY,
        event_id="e",
        mention_ids=("m",),
        first_published=dt.datetime(2025, 3, 18, 10, tzinfo=dt.UTC),
    )
    assert Event.model_validate_json(event.model_dump_json()) == event


@pytest.mark.parametrize(
    ("value", "missing", "fits"),
    [
        (1.0, Missing.NONE, True),
        (0.0, Missing.NONE, True),
        (None, Missing.NOT_OBSERVED, True),
        (None, Missing.NONE, False),
        (1.0, Missing.NOT_OBSERVED, False),
    ],
)
def test_an_observation_has_a_value_or_a_reason(value: float | None, missing: Missing, fits: bool) -> None:
    fields = {
        "time_value": DAY, "freq": "day", "direction": "all", "area": "all", "measure": "volume",
        "value": value, "missing": missing,
    }  # fmt: skip
    if fits:
        assert Observation.model_validate(fields).value == value
    else:
        with pytest.raises(ValidationError, match="either a value or a reason"):
            Observation.model_validate(fields)


@pytest.mark.parametrize(
    ("direction", "states", "who"),
    [
        ("RUS>USA", ("RUS", "USA"), "RUS"),
        ("USA>RUS", ("USA", "RUS"), "USA"),
        ("RUS-USA", ("RUS", "USA"), "RUS-USA"),
        (None, (), ""),
    ],
)
def test_a_direction_names_its_states_and_who_acts(
    direction: str | None, states: tuple[str, ...], who: str
) -> None:
    assert (states_of(direction), acting(direction)) == (states, who)


def test_a_status_is_settled_or_not_or_the_act_is_withdrawn() -> None:
    assert {*SETTLED, *UNSETTLED} == set(Status) - {Status.WITHDRAWN}
    assert not set(SETTLED) & set(UNSETTLED)
