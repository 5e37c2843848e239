"""How it came to this: the landmarks of the relationship, and the weightiest acts of years without one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.outputs.brief.desk import Desk, Test, happened, section
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import capital

A_YEAR, MOST = 3, 60
CHOSEN = "Chosen by hand from the acts of the record; one act between the two stands for each."


def history(desk: Desk) -> Section:
    """Return the landmarks up to the day, oldest first, then acts of later years; without any, of all.

    Acts of a year are up to three, fewer where there are many years, those furthest from zero on the score's
    scale; what was told in another section is not told again; of equal weight the later one is taken.
    """
    known = desk.material.more.landmarks
    past = [c for c in desk.material.events if c.event.event_id in known and _day(c) <= desk.material.as_of]
    groups = [_landmarks(desk, past)] if past else []
    after = _day(past[-1]).year if past else 0
    years = sorted(y for y in _years(desk) if y >= after)
    most = min(A_YEAR, max(1, MOST // max(1, len(years))))
    for year in years:
        events = sorted(desk.choose(_of(year), len(desk.material.events)), key=_weight, reverse=True)
        chosen = sorted(events[:most], key=_day)
        if chosen:
            groups.append(desk.group(f"Of {year} besides", chosen) if past else desk.group(str(year), chosen))
    return section("history", "How it came to this", groups, "No earlier act is known here.")


def _landmarks(desk: Desk, past: list[Cited]) -> Group:
    """Return the landmarks; one that was told above is only named, with its citation."""
    told = [Sentence(CHOSEN, Basis.STORE)]
    for cited in past:
        name, above = capital(desk.material.more.landmarks[cited.event.event_id]), desk.was_told(cited)
        said = desk.tell(cited)
        if said is not None and above:
            told.append(replace(said, text=f"{name}; told above.", label=""))
        elif said is not None:
            told.append(replace(said, label=" · ".join(filter(None, [name, said.label]))))
    return Group("Landmarks", tuple(told))


def _years(desk: Desk) -> set[int]:
    last = desk.material.as_of
    return {_day(c).year for c in desk.material.events if c.event.event_date and _day(c) <= last}


def _of(year: int) -> Test:
    def test(cited: Cited) -> bool:
        return happened(cited) and cited.event.event_date is not None and _day(cited).year == year

    return test


def _weight(cited: Cited) -> tuple[float, dt.date]:
    return abs(cited.event.score or 0.0), _day(cited)


def _day(cited: Cited) -> dt.date:
    return cited.event.event_date or dt.date.min
