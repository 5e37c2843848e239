"""Actors: who holds which office when, and which words stand for whom."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import WrongUse
from detente.ontology import actors


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("USA.president", dt.date(2009, 1, 19), "USA.george_w_bush"),
        ("USA.president", dt.date(2009, 1, 20), "USA.barack_obama"),
        ("USA.president", dt.date(2026, 2, 1), "USA.donald_trump"),
        ("RUS.president", dt.date(2009, 6, 1), "RUS.dmitry_medvedev"),
        ("RUS.foreign_minister", dt.date(2014, 3, 1), "RUS.sergey_lavrov"),
        ("USA.defence_minister", dt.date(2019, 7, 1), "USA.mark_esper"),
    ],
)
def test_the_holder_of_an_office_on_a_day(office: str, day: dt.date, person: str) -> None:
    found = actors.holder(office, day)
    assert found is not None
    assert found.id == person


def test_what_is_no_office_has_no_holder() -> None:
    with pytest.raises(WrongUse, match=r"RUS\.fsb is no office"):
        actors.holder("RUS.fsb", dt.date(2020, 1, 1))
    with pytest.raises(WrongUse, match="no actor"):
        actors.holder("RUS.nobody", dt.date(2020, 1, 1))
