"""What others wrote commands no terminal, is no formula, and comes back whole from JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from detente.outputs.safe import cell, json_text, printed

HOSTILE = "\x1b[31mred\x1b]8;;https://evil.example\x1b\\\x9b2J \u202eesrever\u2066 \u200b"


def test_a_terminal_gets_letters_and_lines_alone() -> None:
    assert printed(f"a{HOSTILE}\nнебо\r") == "a[31mred]8;;https://evil.example\\2J esrever \nнебо"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-2+3|x", "@SUM(A1)", "\t=1", "\n=1", "\u200b=1"])
def test_no_text_is_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")


@pytest.mark.parametrize("value", ["-6.5", "+1", "-", "RUS>USA", "", -6.5, None])
def test_numbers_and_plain_text_stay(value: object) -> None:
    assert cell(value) == value


@given(st.text())
def test_json_comes_back_whole_without_a_hidden_sign(text: str) -> None:
    told = json_text({"what": text + HOSTILE})
    assert json.loads(told) == {"what": text + HOSTILE}
    assert not set(told) & set("\x1b\x9b\u202e\u2066\u200b")
