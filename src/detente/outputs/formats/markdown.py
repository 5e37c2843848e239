"""The brief as Markdown."""

from __future__ import annotations

from detente.outputs.brief.model import Brief
from detente.outputs.format import MEASURES, BriefFormat, environment


def render(brief: Brief) -> str:
    """Return the brief as Markdown; text from sources is escaped."""
    return environment().get_template("brief.md.j2").render(brief=brief, measures=MEASURES)


FORMAT = BriefFormat("md", render)
