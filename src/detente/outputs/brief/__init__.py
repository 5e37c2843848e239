"""The brief: `compose` turns a Material into a Brief; detente.outputs.formats writes it down."""

from __future__ import annotations

from detente.errors import WrongUse
from detente.findings import Withheld
from detente.outputs.brief.desk import Check, Desk
from detente.outputs.brief.model import Brief, Checked, Cited, Material, SourceHealth
from detente.outputs.brief.phrases import capital
from detente.outputs.brief.plot import timeline
from detente.outputs.brief.sections import LENGTHS
from detente.outputs.brief.wording import Wordings

__all__ = ["Brief", "Check", "Checked", "Cited", "Material", "SourceHealth", "Withheld", "compose"]


def compose(
    material: Material, check: Check | None = None, length: str = "full", wordings: Wordings | None = None
) -> Brief:
    """Return the brief that `material` allows: every section, each event sentence with its citation.

    `check` says of a sentence about an event with stored passages why it must not be shown, None where it
    holds. Without it no act is told in our words: passages are quoted. `wordings` may have others for our
    words, which are checked alike. `length` is "full", "short" or "screen". Raises WrongUse for another.
    """
    if length not in LENGTHS:
        raise WrongUse(f"unknown length {length!r}", where="--length", do=f"choose from {', '.join(LENGTHS)}")
    desk = Desk(material, check, wordings)
    sections = tuple(write(desk) for write in LENGTHS[length])
    first, second = (material.names.get(code, code) for code in material.dyad)
    caption, rows = timeline(desk.quarters, f"{first} and {second}", material.as_of, desk.record)
    citations = tuple(desk.citations.values())
    title = capital(f"{first} and {second}")
    return Brief(
        title, material.as_of, sections, citations, caption, rows, material.options, desk.checked, length
    )
