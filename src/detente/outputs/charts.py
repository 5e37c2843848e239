"""Charts of analyses as PNG or SVG files: turning points, answers by delay, forecasts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from detente.errors import Unavailable
from detente.findings import Forecast, Response, TurningPoint
from detente.outputs.plots import check

LINE, LEVEL, POINT, INK = "#3a86a8", "#1d4e63", "#c4623a", "#39424a"


@dataclass(frozen=True)
class Course:
    """A series to draw: its title, the first days of its periods, and its values (NaN for none)."""

    title: str
    times: Sequence[dt.date]
    values: Sequence[float]


def turning_points(course: Course, points: Sequence[TurningPoint], path: Path) -> None:
    """Draw the series, its levels between turning points, and the interval of each.

    All charts raise WrongUse for an ending other than .png and .svg, Unavailable where `path` cannot be
    written.
    """

    def draw(axes: Any) -> None:
        times = [_noon(day) for day in course.times]
        axes.plot(times, course.values, color=LINE, linewidth=1.1, label="as analysed")
        ends = [course.times[0], *(point.date for point in points), course.times[-1]]
        for number, (left, right) in enumerate(pairwise(ends)):
            level = _mean(course, left, right, last=number == len(points))
            axes.hlines(
                level, _noon(left), _noon(right), color=LEVEL, linewidth=2, label=_once("level", number)
            )
        for number, point in enumerate(points):
            label = _once("90% interval of the date", number)
            axes.axvspan(_noon(point.lower), _noon(point.upper), color=POINT, alpha=0.2, label=label)
            axes.axvline(_noon(point.date), color=POINT, linewidth=1.2)
            axes.annotate(
                f"{point.date} {point.direction}",
                (_noon(point.date), 1),
                xycoords=("data", "axes fraction"),
                xytext=(3, -3 - 11 * (number % 4)),
                textcoords="offset points",
                va="top",
                fontsize=8,
                color=POINT,
            )
        rate = f" at a false-alarm rate of {points[0].false_alarm_rate:.0%}" if points else ""
        axes.set_title(f"{course.title}: {len(points) or 'no'} turning points{rate}", loc="left", fontsize=10)

    _save(draw, path)


def responses(found: Sequence[Response], path: Path) -> None:
    """Draw how much of one unit each side returns, by periods after the act, with joint 90% bands."""

    def draw(axes: Any) -> None:
        for number, (each, colour) in enumerate(zip(found, (LINE, POINT), strict=False)):
            shift = (number - 0.5) * 0.16
            lags = [lag + shift for lag in range(1, len(each.curve) + 1)]
            below = [value - low for value, low in zip(each.curve, each.curve_lower, strict=True)]
            above = [high - value for value, high in zip(each.curve, each.curve_upper, strict=True)]
            told = (
                f"returns {each.returned:.2f} [{each.lower:.2f}, {each.upper:.2f}]"
                if each.found
                else "none found"
            )
            axes.errorbar(
                lags, each.curve, [below, above], fmt="o", color=colour, capsize=3, label=f"{each.by}: {told}"
            )
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_xlabel(f"{found[0].freq}s after an act of the other side")
        axes.set_ylabel("returned for one unit")
        axes.set_title("Answers by delay, joint 90% bands", loc="left", fontsize=10)

    _save(draw, path)


def forecasts(course: Course, made: Sequence[Forecast], path: Path) -> None:
    """Draw the last year of the series and the quantiles of its forecasts."""

    def draw(axes: Any) -> None:
        axes.plot(
            [_noon(day) for day in course.times],
            course.values,
            color=LINE,
            linewidth=1.1,
            label="as analysed",
        )
        for number, each in enumerate(made):
            at = _noon(each.target)
            axes.vlines(
                at,
                each.at(0.05),
                each.at(0.95),
                color=POINT,
                linewidth=2,
                alpha=0.5,
                label=_once("90%", number),
            )
            axes.vlines(
                at, each.at(0.25), each.at(0.75), color=POINT, linewidth=5, label=_once("50%", number)
            )
            axes.plot([at], [each.at(0.5)], "o", color="white", markersize=3.5, zorder=3)
        axes.set_title(f"{course.title}: forecast of {made[0].origin}", loc="left", fontsize=10)

    _save(draw, path)


def _save(draw: Callable[[Any], None], path: Path) -> None:
    check(path)
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "detente", "font.size": 9}):
        figure = Figure(figsize=(9, 3.6), layout="constrained", facecolor="white")
        axes = figure.add_subplot()
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(x=0.01)
        figure.legend(loc="outside lower left", ncols=4, frameon=False, fontsize=8)
        try:
            metadata = {"Date": None, "Creator": None} if path.suffix.lower() == ".svg" else {}
            figure.savefig(path, dpi=150, metadata=metadata)
        except OSError as error:
            raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error


def _noon(day: dt.date) -> Any:
    return dt.datetime.combine(day, dt.time(12))


def _once(label: str, number: int) -> str | None:
    return None if number else label


def _mean(course: Course, left: dt.date, right: dt.date, *, last: bool) -> float:
    inside = [
        value
        for time, value in zip(course.times, course.values, strict=True)
        if left <= time and (time < right or last) and not math.isnan(value)
    ]
    return sum(inside) / len(inside) if inside else math.nan
