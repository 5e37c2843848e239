"""The tree of errors: what they say, their exit status, and that the drawn tree is the real one."""

from __future__ import annotations

import datetime as dt
import inspect
import re

import pytest

from detente import errors
from detente.errors import DetenteError, WrongUse, civil_day

OWN = {
    name: found
    for name, found in inspect.getmembers(errors, inspect.isclass)
    if found.__module__ == errors.__name__
}
TREE = {name: found for name, found in OWN.items() if issubclass(found, DetenteError)}


def test_all_descend_from_one_root() -> None:
    assert set(TREE) == set(OWN)


def test_the_docstring_draws_the_tree_with_its_exit_statuses() -> None:
    drawn = dict(re.findall(r"(\w+) +exit (\d)", errors.__doc__ or ""))
    assert drawn == {name: str(found.exit_status) for name, found in TREE.items()}


def test_the_drawn_nesting_is_the_real_one() -> None:
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        drawn = re.match(r"([│├└─ ]*)(\w+) +exit \d", line)
        if drawn:
            depth = len(drawn[1]) // 4
            path = [*path[:depth], drawn[2]]
            base = TREE[drawn[2]].__bases__[0].__name__
            assert base == (path[depth - 1] if depth else "Exception")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (DetenteError("it broke"), "it broke"),
        (DetenteError("it broke", where="a.csv:3"), "a.csv:3: it broke"),
        (DetenteError("it broke", do="mend it"), "it broke (mend it)"),
        (DetenteError("it broke", where="a.csv:3", do="mend it"), "a.csv:3: it broke (mend it)"),
    ],
)
def test_what_where_do(error: DetenteError, text: str) -> None:
    assert str(error) == text
    assert error.args == ("it broke",)


@pytest.mark.parametrize(
    "text", ["20250318", "2025-W12", "2025-W12-2", "2025-3-18", "2025-02-30", "", "today"]
)
def test_a_day_is_written_in_one_way(text: str) -> None:
    assert civil_day("2025-03-18", "--since") == dt.date(2025, 3, 18)
    with pytest.raises(WrongUse, match=r"--since: .* is not a day") as told:
        civil_day(text, "--since")
    assert told.value.do == "write it as 2025-03-18"
