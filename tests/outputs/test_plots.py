"""Plots: written whole, or refused with the reason."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from detente.errors import Unavailable, WrongUse
from detente.outputs.plots import MOST_PANELS, Panel, Point, save

DAYS = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(30)]
POINTS = [Point(day, 5.0 + n % 3, 3.0, 9.0, 6.0) for n, day in enumerate(DAYS)]
GAP = [Point(day, None, 1.0, 20.0, None) for day in DAYS[10:13]]
PANEL = Panel("Tension", "points", [*POINTS[:10], *GAP, *POINTS[13:]], [(DAYS[20], "source wire comes")])


@pytest.mark.parametrize(("name", "first"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml")])
def test_a_plot_is_written_and_the_same_each_time(name: str, first: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    save([PANEL, PANEL], path, freq="week", caption="By week.")
    once = path.read_bytes()
    assert once.startswith(first)
    save([PANEL, PANEL], path, freq="week", caption="By week.")
    assert path.read_bytes() == once


def test_what_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="png"):
        save([PANEL], tmp_path / "a.gif", freq="week", caption="")
    for panels in ([], [PANEL] * (MOST_PANELS + 1)):
        with pytest.raises(WrongUse, match="series do not fit"):
            save(panels, tmp_path / "a.png", freq="week", caption="")
    empty = dataclasses.replace(PANEL, points=[Point(DAYS[0], None, None, None, None)])
    with pytest.raises(WrongUse, match="no period has a value"):
        save([empty], tmp_path / "a.png", freq="week", caption="")
    with pytest.raises(Unavailable):
        save([PANEL], tmp_path / "none" / "a.png", freq="week", caption="")
