"""Counts of the record."""

from __future__ import annotations

import pytest

from detente.record import Basis, load_record
from detente.record.counts import by_area, by_basis, by_year


def test_the_bases_add_up_to_the_record() -> None:
    rows = by_basis(load_record())
    assert [row["basis"] for row in rows] == [basis.value for basis in Basis]
    assert sum(int(row["acts"]) for row in rows) == len(load_record())
    assert sum(float(str(row["share"]).removesuffix(" %")) for row in rows) == pytest.approx(100, abs=0.2)


def test_an_act_of_two_areas_counts_in_both_and_one_of_none_apart() -> None:
    rows = {row["area"]: row for row in by_area(load_record())}
    for area, row in rows.items():
        acts = [act for act in load_record() if area in (act.areas or ("none",))]
        assert sum(int(number) for name, number in row.items() if name != "area") == len(acts), area
    assert sum(1 for act in load_record() if not act.areas) > 0


def test_no_year_is_passed_over() -> None:
    rows = by_year(load_record())
    assert [row["year"] for row in rows] == list(range(1985, 2027))
    assert sum(int(row[Basis.SOURCE_LINE.value]) for row in rows) == sum(
        act.basis is Basis.SOURCE_LINE for act in load_record()
    )


def test_an_empty_record_counts_to_nothing() -> None:
    assert [row["acts"] for row in by_basis([])] == [0, 0, 0]
    assert by_year([]) == []
