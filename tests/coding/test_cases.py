"""Sentences with the complete acts that the coder must find in them; detente.evaluation.cases reads them.

The families in cases/ were written beside the rules: all pass, but for known_failures.yml. Those in
cases/traps/ were written by somebody else; the ones that fail today are listed in traps_failing.yml, and one
of them that begins to pass is shown as XPASS, without turning red. `python benchmarks/failing_cases.py`
writes the list anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.coding import Coder
from detente.errors import BadInput
from detente.evaluation.cases import Case, Expected, cases, expected, faults, tidy
from detente.ontology.plover import EVENT_TYPES
from detente.ontology.states import STATES

HERE = Path(__file__).parent
CASES, TRAPS = HERE / "cases", HERE / "cases" / "traps"
HELD_OUT = HERE.parents[1] / "benchmarks" / "held_out_cases"
FAILING: dict[str, list[str]] = yaml.safe_load((HERE / "traps_failing.yml").read_text(encoding="utf-8"))
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BODIES = {"EUR", "NATO", "UNO"}


def named(path: Path) -> list[Any]:
    return [pytest.param(case, id=case.text[:60]) for case in cases(path)]


def passing() -> list[Any]:
    files = sorted(path for path in CASES.glob("*.yml") if path.name != "known_failures.yml")
    return [param for path in files for param in named(path)]


def traps() -> Iterator[Any]:
    for path in sorted(TRAPS.glob("*.yml")):
        for case in cases(path):
            fails = case.text in FAILING.get(path.stem, ())
            marks = [pytest.mark.xfail(reason="fails today", strict=False)] if fails else []
            yield pytest.param(case, marks=marks, id=f"{path.stem}: {case.text[:60]}")


@cache
def coder() -> Coder:
    return Coder()


def check(case: Case) -> None:
    assert faults(case, coder().code("case", case.text, date=case.date, title=case.title)) == []


@pytest.mark.parametrize("case", passing())
def test_the_acts_of_a_sentence(case: Case) -> None:
    check(case)


@pytest.mark.xfail(reason="what the coder cannot do yet: see `why` of the case", strict=True)
@pytest.mark.parametrize("case", named(CASES / "known_failures.yml"))
def test_what_the_coder_cannot_do_yet(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", list(traps()))
def test_the_acts_of_a_trap(case: Case) -> None:
    check(case)


def test_all_types_stand_in_the_cases() -> None:
    lines = [line for param in passing() for line in param.values[0].events]
    assert {line.split()[0] for line in lines} == set(EVENT_TYPES)
    assert len(passing()) >= 120


def test_what_is_listed_as_failing_stands_in_the_traps() -> None:
    for family, texts in FAILING.items():
        assert set(texts) <= {case.text for case in cases(TRAPS / f"{family}.yml")}, family


def folders() -> list[Any]:
    return [
        pytest.param(path, id=f"{folder.name}/{path.stem}")
        for folder in (TRAPS, HELD_OUT)
        for path in sorted(folder.glob("*.yml"))
    ]


@pytest.mark.parametrize("path", folders())
def test_a_family_is_sound(path: Path) -> None:
    """A fault is told by the number of the case: what is kept apart is not printed."""
    wrong = [f"case {n}: {fault}" for n, case in enumerate(cases(path), 1) for fault in unsound(case)]
    assert wrong == []


def unsound(case: Case) -> Iterator[str]:
    days = {day for day in DAYS if re.search(rf"\b{day}\b", case.text)}
    for line in (*case.events, *(case.undirected or ())):
        act = expected(line)
        codes = set(re.split("[>+-]", act.sides)) | {str(act.told.get("arena", "RUS"))}
        if codes - set(STATES) - BODIES - {"?"}:
            yield "unknown code"
        if act.sides != tidy("-".join(sorted(act.sides.split("-")))):
            yield "sides out of order"
        if line in case.events and not re.fullmatch("[A-Z]{3}[>-][A-Z]{3}", act.sides):
            yield "no direction"
        yield from misdated(act, case, days)


def misdated(act: Expected, case: Case, days: set[str]) -> Iterator[str]:
    if "on" not in act.told or act.told.get("precision", "day") != "day":
        return
    day = dt.date.fromisoformat(str(act.told["on"]))
    if days and DAYS[day.weekday()] not in days and "a day earlier" not in case.text:
        yield "another weekday than the text"
    if day > case.date and act.modality != "future":
        yield "done after it was told"
    if (act.modality == "actual") != ((case.date - day).days <= 120) and act.modality in (
        "actual",
        "historical",
    ):
        yield "historical or not"


def test_there_are_enough_cases_none_twice_and_a_third_kept_apart() -> None:
    written = [case.text for path in TRAPS.glob("*.yml") for case in cases(path)]
    kept = [case.text for path in HELD_OUT.glob("*.yml") for case in cases(path)]
    assert len(written) + len(kept) >= 500
    assert len(set(written + kept)) == len(written + kept)
    assert 0.3 < len(kept) / (len(written) + len(kept)) < 0.36


@pytest.mark.parametrize(
    "line",
    ["ACCUSE", "BLAME - RUS>USA", "ACCUSE visit RUS>USA", "ACCUSE - RUS>USA maybe", "AID - A>B on:soon"],
)
def test_a_line_that_does_not_fit_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        expected(line)
