"""The timeline of a brief: acts of cooperation above the line, of tension below, by quarter."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.outputs.brief.figures import Figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COOPERATION, TENSION, INK = "#3a86a8", "#c4623a", "#6f7a84"  # readable on white and on black

Row = tuple[str, int | None, int | None]
Span = tuple[dt.date, dt.date]


def timeline(
    quarters: Figures, between: str, as_of: dt.date, record: Span | None = None
) -> tuple[str, tuple[Row, ...]]:
    """Return the caption of the timeline and its rows (quarter, acts of tension, acts of cooperation).

    `record` are the first and the last day of curated acts: a quarter within them without an act is one of
    none recorded, and has zeros. Outside of them both counts are None in a quarter that was not observed; it
    is drawn as a grey band, never as zero. Rows run from the first quarter with a count to the last one.
    """
    rows = _trimmed([_row(quarters, period, record) for period in quarters.periods() if period <= as_of])
    if not rows:
        return "", ()
    caption = (
        f"Acts known between {between} by quarter, {rows[0][0]} to {rows[-1][0]}: cooperation above the "
        "line, tension below. Counts of known acts, not levels."
    )
    if any(row[1:] == (0, 0) for row in rows) and record:
        caption += " No bar: no act is recorded; a curated record does not tell that from a quiet time."
    if any(row[1] is None for row in rows):
        caption += " Grey bands: quarters that were not observed."
    return caption, rows


def _row(quarters: Figures, period: dt.date, record: Span | None) -> Row:
    tense, warm = quarters.at("tension_acts", period), quarters.at("cooperation_acts", period)
    name = f"{period.year}-Q{(period.month + 2) // 3}"
    if tense and warm:
        return name, int(tense.value), int(warm.value)
    within = record is not None and _quarter(record[0]) <= period <= record[1]
    return (name, 0, 0) if within else (name, None, None)


def _quarter(day: dt.date) -> dt.date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    seen = [position for position, row in enumerate(rows) if row[1] is not None]
    return tuple(rows[seen[0] : seen[-1] + 1]) if seen else ()


def by_year(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of quarters as rows of years, None for a year without an observed quarter."""
    years: dict[str, list[Row]] = {}
    for row in rows:
        years.setdefault(row[0][:4], []).append(row)
    return tuple(
        (year, _sum(row[1] for row in each), _sum(row[2] for row in each)) for year, each in years.items()
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    seen = [count for count in counts if count is not None]
    return sum(seen) if seen else None


def draw(rows: tuple[Row, ...], *, narrow: bool = False) -> str:
    """Return the timeline of `rows` as an SVG element, "" without rows; `narrow` for rows of years."""
    if not rows:
        return ""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    width = 1.0 if narrow else 0.25
    figure = Figure(figsize=(4, 3) if narrow else (8, 2.9), layout="constrained", facecolor="none")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot(facecolor="none")
    _bars(axes, [_place(row[0]) for row in rows], rows, width)
    _dress(axes, "acts a year" if narrow else "acts a quarter", 6 if narrow else 12)
    buffer = io.StringIO()
    with rc_context({"svg.hashsalt": "detente"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]


def _place(name: str) -> float:
    return int(name[:4]) + ((int(name[-1]) - 0.5) / 4 if "Q" in name else 0.5)


def _bars(axes: Axes, places: Sequence[float], rows: Sequence[Row], width: float) -> None:
    for place, row in zip(places, rows, strict=True):
        if row[1] is None:
            axes.axvspan(place - width / 2, place + width / 2, color=INK, alpha=0.25, linewidth=0)
    axes.bar(places, [row[2] or 0 for row in rows], width=0.8 * width, color=COOPERATION)
    axes.bar(places, [-(row[1] or 0) for row in rows], width=0.8 * width, color=TENSION)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xlim(places[0] - width / 2, places[-1] + width / 2)


def _dress(axes: Axes, unit: str, ticks: int) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.margins(y=0.18)
    axes.set_ylabel(unit, color=INK)
    axes.tick_params(colors=INK)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=ticks))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    axes.text(0.01, 0.98, "cooperation", color=COOPERATION, transform=axes.transAxes, va="top")
    axes.text(0.01, 0.02, "tension", color=TENSION, transform=axes.transAxes)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(INK)
