"""The formats a brief is written in; each module offers `FORMAT`."""

from __future__ import annotations

import importlib
import pkgutil

from detente.errors import PluginError, WrongUse
from detente.outputs.brief.model import Brief
from detente.outputs.format import BriefFormat


def render(brief: Brief, name: str) -> str:
    """Return `brief` written in the format `name`; raises WrongUse for an unknown one."""
    known = {info.name: f"{__name__}.{info.name}" for info in pkgutil.iter_modules(__path__)}
    offered = {found.name: found for found in map(_load, known.values())}
    if name not in offered:
        raise WrongUse(
            f"unknown format {name!r}", where="--format", do=f"choose from {', '.join(sorted(offered))}"
        )
    return offered[name].render(brief)


def _load(where: str) -> BriefFormat:
    offered = getattr(importlib.import_module(where), "FORMAT", None)
    if not isinstance(offered, BriefFormat):
        raise PluginError("offers no FORMAT of type BriefFormat", where=where, do="see docs/architecture.md")
    return offered
