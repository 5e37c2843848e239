"""The bundled Russia-US record: acts coded by hand from public reports and documents, and their reader.

`load_record()` reads and checks every `acts_*.yml` and `documents_*.yml` beside this file;
`to_mentions()` turns the acts into the mentions that the store takes; `load_glossary()` and
`load_backgrounds()` explain terms and areas by what the record holds. How the acts were chosen and coded,
and under which terms: docs/record.md.
"""

from __future__ import annotations

from detente.record.acts import CODER, SOURCE_ID, load_record, to_mentions
from detente.record.explained import Background, Part, Statement, Term, load_backgrounds, load_glossary
from detente.record.model import DYAD, Basis, RecordAct, RecordSource

__all__ = [
    "CODER",
    "DYAD",
    "SOURCE_ID",
    "Background",
    "Basis",
    "Part",
    "RecordAct",
    "RecordSource",
    "Statement",
    "Term",
    "load_backgrounds",
    "load_glossary",
    "load_record",
    "to_mentions",
]
