"""The reliability plot: the share of right events against the confidence they were given."""

from __future__ import annotations

from pathlib import Path

from detente.errors import Unavailable, WrongUse
from detente.evaluation.calibration import Calibration

FORMS = (".png", ".svg")
INK, POINTS = "#6f7a84", "#3a86a8"  # readable on white and on black


def draw(found: Calibration | None, path: Path, title: str) -> None:
    """Write the reliability plot of a set to `path`, as PNG or SVG by its suffix.

    Raises WrongUse for another suffix or a set without events that can be judged, Unavailable where the
    file cannot be written.
    """
    if path.suffix.lower() not in FORMS:
        raise WrongUse(
            f"{path.suffix or 'no suffix'!r} is no form of plot", where=str(path), do="name a .png or .svg"
        )
    if found is None:
        raise WrongUse(
            "no events to judge, so nothing to draw", where="--plot", do="choose another set or kind"
        )
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "detente", "font.size": 9}):
        figure = Figure(figsize=(4.6, 4.6), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle="--")
        for each in found.bins:
            low, high = (each.right if end is None else end for end in (each.lower, each.upper))
            spread = [[max(each.right - low, 0.0)], [max(high - each.right, 0.0)]]
            axes.errorbar(each.confidence, each.right, spread, color=POINTS, marker="o", linewidth=1)
            axes.annotate(f"{each.n}", (each.confidence, each.right), (5, -10), textcoords="offset points")
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", aspect="equal")
        axes.set_title(
            f"{title}\nexpected calibration error {found.error:.3f}, {found.n:,} events", fontsize=9
        )
        try:
            figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error
