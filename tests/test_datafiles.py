"""The reader of data files: what it refuses, and by which name."""

from __future__ import annotations

import pytest

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError


def test_on_and_no_are_words_and_true_is_not() -> None:
    assert parse_yaml("{on: no, off: yes, sure: true}", "f.yml") == {"on": "no", "off": "yes", "sure": True}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1\nb: 2\na: 3\n", "given twice: a"),
        ("x:\n  a: 1\n  a: 1\n", "given twice: a"),
        ("a: [1, 2", "expected"),
        ("- 2025-02-30\n", "day"),
    ],
)
def test_what_is_no_yaml_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(PluginError, match=why) as caught:
        parse_yaml(text, "mine.yml")
    assert caught.value.where.startswith("mine.yml")


def test_a_field_that_does_not_fit_is_named() -> None:
    with pytest.raises(PluginError, match=r"mine\.yml, field b\.0.*integer"):
        checked(dict[str, list[int]], {"a": [1], "b": ["x"]}, "mine.yml")
