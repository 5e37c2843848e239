"""What holds of the coder for any text."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache

from hypothesis import HealthCheck, given, settings, strategies as st

from detente.coding import Coder
from detente.records import CodedEvent

WORDS = [
    "Russia",
    "Moscow",
    "Putin",
    "American",
    "Trump",
    "U.S.",
    "China",
    "India",
    "Pakistan",
    "expelled",
    "accused",
    "said",
    "denied",
    "will",
    "met",
    "of",
    "by",
    "the",
    "a",
    "diplomats",
    "sanctions",
    "hacking",
    "talks",
    "in",
    "to",
    "with",
    "on",
    ".",
    ",",
    "and",
    "not",
    "released",
    "if",
    "phone",
    "call",
    "treaty",
    "’s",
]
NEWS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), NEWS)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def coder() -> Coder:
    return Coder()


def coded(text: str, title: str = "") -> list[CodedEvent]:
    return coder().code("a text", text, title=title, date=dt.date(2025, 3, 20))


@quick
@given(TEXTS, st.one_of(st.just(""), NEWS))
def test_any_text_is_coded_with_spans_inside_it(text: str, title: str) -> None:
    length = len(f"{title}\n{text}" if title else text)
    for event in coded(text, title):
        assert event.span is not None
        assert 0 <= event.span[0] < event.span[1] <= length


@quick
@given(NEWS)
def test_the_same_text_gives_the_same_events(text: str) -> None:
    assert coded(text) == coded(text)


@quick
@given(NEWS)
def test_the_direction_agrees_with_the_sides(text: str) -> None:
    for event in coded(text):
        acting = {side.code for side in event.actor}
        reached = {side.code for side in event.recipient}
        if event.direction and ">" in event.direction:
            first, second = event.direction.split(">")
            assert first in acting
            assert second in reached
            assert first != second
        elif event.direction:
            first, second = event.direction.split("-")
            assert {first, second} <= acting
            assert first < second
            assert not event.recipient


@quick
@given(TEXTS, st.text(max_size=20), st.sampled_from(["Russia", "", "the U.S. envoy", "nobody at all"]))
def test_given_sides_give_exactly_one_event(text: str, actor: str, recipient: str) -> None:
    events = coder().code("a text", text, actor=actor, recipient=recipient)
    assert [[side.text for side in (*event.actor, *event.recipient)] for event in events] == [
        [actor, recipient]
    ]


def test_a_run_without_a_space_takes_no_longer_than_a_text() -> None:
    coder().code("x", "It rained.")
    began = time.process_time()
    [event] = coder().code(
        "x", "\U0001f600" * 20_000 + "\n" + "$" * 20_000 + "\nRussia expelled two diplomats of China."
    )
    assert event.direction == "RUS>CHN"
    assert time.process_time() - began < 10
