"""Which coder of event types the settings choose; each module offers `CODER`, a CoderKind."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from detente.coders.base import CoderKind
from detente.coders.codebook import Codebook
from detente.coding import Coder, TypeCoder
from detente.errors import SettingsError
from detente.ontology.areas import Area, load_areas
from detente.plugins import discover
from detente.settings import Settings

__all__ = ["Codebook", "CoderKind", "chosen", "coder", "coders", "reading"]


def coders() -> dict[str, CoderKind]:
    """Return the coders that can be chosen, by name."""
    return discover(sys.modules[__name__], "CODER", CoderKind, besides=("base", "codebook"))


def chosen(settings: Settings) -> CoderKind:
    """Return the one that `coding.coder` names; raises SettingsError where there is none."""
    offered, name = coders(), settings.coding.coder
    if name not in offered:
        raise SettingsError(
            f"no coder {name!r}", where="coding.coder", do=f"choose from {', '.join(offered)}"
        )
    return offered[name]


def coder(settings: Settings, areas: Mapping[str, Area] | None = None) -> Coder:
    """Return the event coder that `settings` describe; `areas` by default those that they name."""
    own = settings.watch.areas
    taxonomy = load_areas(settings.folder / own if own else None) if areas is None else areas
    types = chosen(settings).make(settings, Codebook.bundled())
    return Coder(sanction_quad=settings.coding.sanction_quad, areas=taxonomy, types=types)


def reading(settings: Settings, book: Codebook) -> TypeCoder | None:
    """Return the coder of types that judges by `book`, None where the one chosen reads no definitions."""
    kind = chosen(settings)
    return kind.make(settings, book) if kind.reads_codebook else None
