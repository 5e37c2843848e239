"""Counts of the record: what its acts rest on, and how they spread over areas, decades and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.ontology.areas import load_areas
from detente.record.model import Basis, RecordAct

Row = dict[str, str | int]
DECADES = range(1980, 2030, 10)


def by_basis(acts: Sequence[RecordAct]) -> list[Row]:
    """Return a row for each basis: its acts and their share in per cent."""
    counted = Counter(act.basis for act in acts)
    return [
        {
            "basis": basis.value,
            "acts": counted[basis],
            "share": f"{100 * counted[basis] / max(len(acts), 1):.1f} %",
        }
        for basis in Basis
    ]


def by_area(acts: Sequence[RecordAct]) -> list[Row]:
    """Return a row for each area, and one for the acts of none: their acts by decade.

    The first decade begins with 1985, the last ends with the record. An act of several areas counts in each.
    """
    counted = Counter(
        (area, act.event_date.year // 10 * 10) for act in acts for area in act.areas or ("none",)
    )
    return [
        {"area": area, **{f"{decade}s": counted[area, decade] for decade in DECADES}}
        for area in (*load_areas(), "none")
    ]


def by_year(acts: Sequence[RecordAct]) -> list[Row]:
    """Return a row for each year from the first act to the last: its acts by basis."""
    counted = Counter((act.event_date.year, act.basis) for act in acts)
    years = [act.event_date.year for act in acts]
    return [
        {"year": year, **{basis.value: counted[year, basis] for basis in Basis}}
        for year in range(min(years, default=0), max(years, default=-1) + 1)
    ]
