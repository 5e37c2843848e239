"""The types that the patterns of the coder propose, whatever else the version brings."""

from __future__ import annotations

from detente.coders.base import CoderKind
from detente.coding.base import PatternCoder

CODER = CoderKind("rules", "verbs and nouns alone decide the type", lambda _settings, _book: PatternCoder())
