"""Plots of the index as PNG or SVG files: the band, the estimate, and what was counted."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import Unavailable, WrongUse

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMS = (".png", ".svg")
BAND, LINE, COUNTED, INK = "#3a86a8", "#1d4e63", "#c4623a", "#39424a"
MOST_PANELS = 12
DAYS = {"day": 1, "week": 7, "month": 30.4, "quarter": 91.3, "year": 365.2}


@dataclass(frozen=True)
class Point:
    """A period: estimate, ends of the band, and number counted; None for what there is none of."""

    start: dt.date
    value: float | None
    lower: float | None
    upper: float | None
    counted: float | None


@dataclass(frozen=True)
class Panel:
    """A series: its title, the unit, its points by date, and marks (first day, words)."""

    title: str
    unit: str
    points: Sequence[Point]
    marks: Sequence[tuple[dt.date, str]] = ()


def check(path: Path | None) -> Path | None:
    """Return `path`, if it can be that of a plot.

    Raises WrongUse for another ending than FORMS, Unavailable where there is no such folder.
    """
    if path is not None and path.suffix.lower() not in FORMS:
        raise WrongUse(
            f"{path.name} ends in neither .png nor .svg", where="--plot", do="name the file so that it does"
        )
    if path is not None and not path.parent.is_dir():
        raise Unavailable("there is no such folder", where=str(path.parent), do="make it, or name another")
    return path


def save(panels: Sequence[Panel], path: Path, *, freq: str, caption: str) -> None:
    """Draw the panels that hold a number one below the other into `path`.

    Raises WrongUse for another ending than FORMS, where no panel holds a number or more than MOST_PANELS do,
    Unavailable where it cannot be written.
    """
    check(path)
    given, panels = len(panels), [panel for panel in panels if any(map(_drawn, panel.points))]
    if given and not panels:
        raise WrongUse(
            "no period has a value to draw; a curated record has counts, and no levels",
            where="--plot",
            do="choose a count with --measure tension_acts or --measure cooperation_acts, or other days",
        )
    if not 0 < len(panels) <= MOST_PANELS:
        raise WrongUse(
            f"{len(panels)} series do not fit into one plot",
            where="--plot",
            do=f"choose 1 to {MOST_PANELS} with --measure, --direction and --area",
        )
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "detente", "font.size": 9}):
        figure = _figure(panels, freq, caption)
        try:
            metadata = {"Date": None, "Creator": None} if path.suffix.lower() == ".svg" else {}
            figure.savefig(path, dpi=150, metadata=metadata)
        except OSError as error:
            raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error


def _drawn(point: Point) -> bool:
    return point.value is not None or point.counted is not None


def _figure(panels: Sequence[Panel], freq: str, caption: str) -> Any:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 1.0 + 2.1 * len(panels)), layout="constrained", facecolor="white")
    rows = figure.subplots(len(panels), 1, sharex=True, squeeze=False)
    for axes, panel in zip(rows[:, 0], panels, strict=True):
        _draw(axes, panel, freq)
    handles, labels = rows[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper right", ncols=4, frameon=False)
    figure.supxlabel(caption, fontsize=8, color=INK, x=0.01, ha="left")
    return figure


def _draw(axes: Axes, panel: Panel, freq: str) -> None:
    half = dt.timedelta(days=DAYS[freq] / 2)
    times: Any = [dt.datetime.combine(point.start, dt.time()) + half for point in panel.points]
    lower, value, upper, counted = (
        [math.nan if each is None else each for each in column]
        for column in zip(*((p.lower, p.value, p.upper, p.counted) for p in panel.points), strict=True)
    )
    axes.fill_between(times, lower, upper, color=BAND, alpha=0.3, linewidth=0, label="90% band")
    axes.plot(times, value, color=LINE, linewidth=1.4, label="estimate")
    axes.plot(times, counted, ".", color=COUNTED, markersize=3.5, label="counted")
    label: str | None = "not observed"
    for time, point in zip(times, panel.points, strict=True):
        if point.counted is None:
            axes.axvspan(time - half, time + half, color=INK, alpha=0.12, linewidth=0, label=label)
            label = None
    for day, _ in panel.marks:
        axes.axvline(dt.datetime.combine(day, dt.time()), color=INK, linewidth=0.8, linestyle=":")  # type: ignore[arg-type]
    axes.set_title(panel.title, loc="left", fontsize=10, color=INK)
    axes.set_ylabel(panel.unit, color=INK, fontsize=8)
    axes.margins(x=0.01)
    axes.spines[["top", "right"]].set_visible(False)
