"""Reads the ontology's data files."""

from __future__ import annotations

import csv
import io
from importlib import resources


def bundled(name: str) -> str:
    """Return the text of the data file `name` of the ontology."""
    return (resources.files("detente.ontology") / "data" / name).read_text(encoding="utf-8")


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text with a header; lines that begin with # are notes."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return list(csv.DictReader(lines))
