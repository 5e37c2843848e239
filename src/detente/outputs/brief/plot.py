"""The timeline of a brief: acts of cooperation above the line, of tension below, by quarter."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from detente.outputs.brief.figures import Figures

COOPERATION, TENSION, INK = "#3a86a8", "#c4623a", "#6f7a84"  # readable on white and on black

Row = tuple[str, int | None, int | None]


def timeline(quarters: Figures, between: str, as_of: dt.date) -> tuple[str, tuple[Row, ...]]:
    """Return the caption of the timeline and its rows (quarter, acts of tension, acts of cooperation).

    Both counts are None in a quarter that was not observed; it is drawn as a grey band, never as zero.
    Rows run from the first observed quarter to the last one; without any, both are empty.
    """
    rows = _trimmed([_row(quarters, period) for period in quarters.periods() if period <= as_of])
    if not rows:
        return "", ()
    caption = (
        f"Acts known between {between} by quarter, {rows[0][0]} to {rows[-1][0]}: cooperation above the "
        "line, tension below. Counts of known acts, not levels."
    )
    if any(row[1] is None for row in rows):
        caption += " Grey bands: quarters that were not observed."
    return caption, rows


def _row(quarters: Figures, period: dt.date) -> Row:
    tense, warm = quarters.at("tension_acts", period), quarters.at("cooperation_acts", period)
    name = f"{period.year}-Q{(period.month + 2) // 3}"
    return (name, int(tense.value), int(warm.value)) if tense and warm else (name, None, None)


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    seen = [position for position, row in enumerate(rows) if row[1] is not None]
    return tuple(rows[seen[0] : seen[-1] + 1]) if seen else ()


def draw(rows: tuple[Row, ...]) -> str:
    """Return the timeline of `rows` as an SVG element, "" without rows."""
    if not rows:
        return ""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    places = [int(row[0][:4]) + (int(row[0][-1]) - 0.5) / 4 for row in rows]
    figure = Figure(figsize=(8, 2.9), layout="constrained", facecolor="none")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot(facecolor="none")
    for place, row in zip(places, rows, strict=True):
        if row[1] is None:
            axes.axvspan(place - 0.125, place + 0.125, color=INK, alpha=0.25, linewidth=0)
    axes.bar(places, [row[2] or 0 for row in rows], width=0.2, color=COOPERATION)
    axes.bar(places, [-(row[1] or 0) for row in rows], width=0.2, color=TENSION)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xlim(places[0] - 0.125, places[-1] + 0.125)
    axes.margins(y=0.18)
    axes.set_ylabel("acts a quarter", color=INK)
    axes.tick_params(colors=INK)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    axes.text(0.01, 0.98, "cooperation", color=COOPERATION, transform=axes.transAxes, va="top")
    axes.text(0.01, 0.02, "tension", color=TENSION, transform=axes.transAxes)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(INK)
    buffer = io.StringIO()
    with rc_context({"svg.hashsalt": "detente"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]
