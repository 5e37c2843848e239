"""Nobody: every sentence stands in our own words or in quotation marks."""

from __future__ import annotations

from detente.phrasers.base import PhraserKind

PHRASER = PhraserKind("none", "our own sentences alone; needs no network", lambda _settings: None)
