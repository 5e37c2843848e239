"""Charts: files that say what they show, the same each time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import Unavailable, WrongUse
from detente.findings import Forecast, Response, TurningPoint
from detente.outputs import charts

TIMES = [dt.date(2018, 1, 1) + dt.timedelta(weeks=week) for week in range(20)]
COURSE = charts.Course("tension", TIMES, [float(week % 3) for week in range(19)] + [float("nan")])
POINT = TurningPoint(
    date=TIMES[8],
    lower=TIMES[6],
    upper=TIMES[9],
    direction="up",
    probability=0.9,
    false_alarm_rate=0.05,
    p_value=0.01,
    before=1,
    after=2,
    freq="week",
)
ANSWER = Response(
    to="A",
    by="B",
    freq="week",
    found=True,
    p_value=0.01,
    false_alarm_rate=0.05,
    returned=0.3,
    lower=0.1,
    upper=0.5,
    delay=1.5,
    curve=(0.2, 0.1),
    curve_lower=(0.1, 0.0),
    curve_upper=(0.3, 0.2),
)
FORECAST = Forecast(
    series="tension",
    freq="week",
    origin=TIMES[-1],
    target=TIMES[-1] + dt.timedelta(weeks=4),
    ahead=4,
    model="pool",
    levels=(0.05, 0.25, 0.5, 0.75, 0.95),
    quantiles=(0, 1, 2, 3, 4),
)


def draw(kind: str, path: Path) -> None:
    """Draw a chart of that kind."""
    if kind == "points":
        charts.turning_points(COURSE, [POINT], path)
    elif kind == "none":
        charts.turning_points(COURSE, [], path)
    elif kind == "answers":
        charts.responses([ANSWER, ANSWER.model_copy(update={"found": False})], path)
    else:
        charts.forecasts(COURSE, [FORECAST], path)


@pytest.mark.parametrize("kind", ["points", "none", "answers", "forecasts"])
def test_charts_are_the_same_each_time(kind: str, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    draw(kind, first)
    draw(kind, second)
    assert first.read_bytes() == second.read_bytes()
    assert b"<svg" in first.read_bytes()


def test_a_png_is_drawn_and_other_files_are_refused(tmp_path: Path) -> None:
    draw("points", tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(WrongUse):
        draw("points", tmp_path / "a.pdf")
    with pytest.raises(Unavailable):
        draw("points", tmp_path / "none" / "a.png")
