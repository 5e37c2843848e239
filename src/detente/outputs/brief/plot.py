"""The timeline of a brief: acts of cooperation above the line, of tension below, by quarter."""

from __future__ import annotations

import datetime as dt
import io

from detente.outputs.brief.figures import Figures

COOPERATION, TENSION = "#2b6f8f", "#b4532a"

Row = tuple[str, int, int]


def timeline(quarters: Figures, title: str, as_of: dt.date) -> tuple[str, str, tuple[Row, ...]]:
    """Return an SVG element, its caption and its rows (quarter, acts of tension, acts of cooperation).

    A quarter without observation is left out of the rows and drawn as a gap, never as zero. The
    SVG is "" where there is no row.
    """
    rows = tuple(_rows(quarters, as_of))
    if not rows:
        return "", "", ()
    caption = (
        f"Acts known between {title} by quarter, {rows[0][0]} to {rows[-1][0]}: "
        "cooperation above the line, tension below. Counts of known acts, not levels."
    )
    return _draw(rows), caption, rows


def _rows(quarters: Figures, as_of: dt.date) -> list[Row]:
    rows = []
    for period in quarters.periods():
        tense, warm = quarters.at("tension_acts", period), quarters.at("cooperation_acts", period)
        if period <= as_of and tense is not None and warm is not None:
            rows.append((f"{period.year}-Q{(period.month + 2) // 3}", int(tense.value), int(warm.value)))
    return rows


def _draw(rows: tuple[Row, ...]) -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    places = [int(row[0][:4]) + (int(row[0][-1]) - 0.5) / 4 for row in rows]
    figure = Figure(figsize=(9, 2.9), layout="constrained")
    axes = figure.add_subplot()
    axes.bar(places, [row[2] for row in rows], width=0.2, color=COOPERATION)
    axes.bar(places, [-row[1] for row in rows], width=0.2, color=TENSION)
    axes.axhline(0, color="#444", linewidth=0.8)
    axes.set_ylabel("acts a quarter")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):g}"))
    axes.text(0.01, 0.97, "cooperation", color=COOPERATION, transform=axes.transAxes, va="top")
    axes.text(0.01, 0.03, "tension", color=TENSION, transform=axes.transAxes)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    buffer = io.StringIO()
    FigureCanvasSVG(figure)
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]
