"""The coder of this version: what the coding step takes by itself."""

from __future__ import annotations

from detente.coders.base import CoderKind

CODER = CoderKind("bundled", "the coder of this version; needs no network", lambda _settings, _book: None)
