"""How a coder's events are held against the lines of a case."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.coding import Coder
from detente.errors import BadInput
from detente.evaluation.cases import Case, cases, expected, faults, matches
from detente.records import CodedEvent

TEXT = "Canada expelled two Serbian diplomats on Monday."
DAY = dt.date(2025, 3, 20)
RIGHT = "SANCTION expel CAN>SRB on:2025-03-17 precision:day about:diplomatic_channels"


@pytest.fixture(scope="module")
def events() -> list[CodedEvent]:
    return Coder().code("t", TEXT, date=DAY)


def case(*lines: str, **more: object) -> Case:
    return Case.model_validate({"text": TEXT, "events": lines, **more})


def test_everything_right_is_no_fault(events: list[CodedEvent]) -> None:
    assert faults(case(RIGHT), events) == []
    assert faults(case(RIGHT, undirected=[]), events) == []


@pytest.mark.parametrize(
    ("line", "agreement"),
    [
        (RIGHT, 4),
        ("SANCTION expel CAN>SRB on:2025-03-18", 3),
        ("SANCTION expel CAN>SRB about:space", 3),
        ("SANCTION expel CAN>SRB in:Belgrade", 3),
        ("SANCTION expel CAN>SRB arena:UKR", 3),
        ("SANCTION expel CAN>SRB by:SRB", 3),
        ("SANCTION expel CAN>SRB precision:week", 3),
        ("SANCTION withdraw CAN>SRB", 2),
        ("SANCTION expel CAN>SRB alleged", 2),
        ("SANCTION expel CAN>SRB future", 2),
        ("ACCUSE allege CAN>SRB", 1),
        ("SANCTION expel SRB>CAN", 1),
    ],
)
def test_what_is_wrong_is_graded(events: list[CodedEvent], line: str, agreement: int) -> None:
    [match] = matches(case(line), events)
    assert match.agreement == agreement
    assert match.right is (agreement == 4)
    assert len(faults(case(line), events)) == (agreement < 4)


def test_an_act_too_few_and_one_too_many_are_faults(events: list[CodedEvent]) -> None:
    assert [match.line for match in matches(case(), events)] == [None]
    assert "coded SANCTION expel CAN>SRB" in faults(case(), events)[0]
    assert faults(case(RIGHT, RIGHT), events) == ["SANCTION expel CAN>SRB asserted actual: coded nothing"]


def test_the_closest_event_answers_a_line(events: list[CodedEvent]) -> None:
    [event] = events
    other = event.model_copy(update={"mode": "withdraw"})
    found = matches(case("SANCTION withdraw CAN>SRB", RIGHT), [event, other])
    assert [match.agreement for match in found] == [4, 4]


def test_acts_without_a_direction_count_only_where_they_are_listed() -> None:
    text = "Denmark, Finland and Iceland expelled seven Belarusian diplomats."
    told = Case(text=text, events=(), undirected=("SANCTION expel ISL+DNK+FIN>BLR",))
    coded = Coder().code("t", text, date=DAY)
    assert faults(told, coded) == []
    assert faults(told.model_copy(update={"undirected": None}), coded) == []
    assert faults(told.model_copy(update={"undirected": ()}), coded) != []


def test_a_line_is_read() -> None:
    line = expected("ASSAULT - SYR>ISR alleged future by:ISR,Reuters about:cyber about:space")
    assert line.core == ("ASSAULT", None, "SYR>ISR", "alleged", "future")
    assert line.told == {"by": ("ISR", "Reuters"), "about": ("cyber", "space")}


@pytest.mark.parametrize(
    "text", ["cases: 3", "other: []", "cases: [{text: a}]", "cases: [{text: a, events: [], x: 1}]"]
)
def test_a_file_that_does_not_fit_is_refused(text: str, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "a.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"a\.yml"):
        cases(path)
