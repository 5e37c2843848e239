"""The brief: `compose` turns a Material into a Brief; detente.outputs.formats writes it down."""

from __future__ import annotations

from detente.outputs.brief.desk import Desk
from detente.outputs.brief.model import Brief, Cited, Material, SourceHealth
from detente.outputs.brief.phrases import capital
from detente.outputs.brief.plot import timeline
from detente.outputs.brief.sections import SECTIONS

__all__ = ["Brief", "Cited", "Material", "SourceHealth", "compose"]


def compose(material: Material) -> Brief:
    """Return the brief that `material` allows: every section, each event sentence with its citation."""
    desk = Desk(material)
    sections = tuple(write(desk) for write in SECTIONS)
    first, second = (material.names.get(code, code) for code in material.dyad)
    caption, rows = timeline(desk.quarters, f"{first} and {second}", material.as_of)
    citations = tuple(desk.citations.values())
    title = capital(f"{first} and {second}")
    return Brief(title, material.as_of, sections, citations, caption, rows, material.options)
