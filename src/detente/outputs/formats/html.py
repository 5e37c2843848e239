"""The brief as one HTML file, without scripts or anything fetched."""

from __future__ import annotations

from detente.outputs.brief.model import Brief
from detente.outputs.format import MEASURES, BriefFormat, environment


def render(brief: Brief) -> str:
    """Return the brief as a complete HTML page; text from sources is escaped."""
    return environment().get_template("brief.html.j2").render(brief=brief, measures=MEASURES)


FORMAT = BriefFormat("html", render)
