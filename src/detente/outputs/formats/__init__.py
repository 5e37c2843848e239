"""The formats a brief is written in; each module offers `FORMAT`."""

from __future__ import annotations

import importlib
import pkgutil

from detente.errors import PluginError, WrongUse
from detente.outputs.brief.model import Brief
from detente.outputs.format import BriefFormat


def render(brief: Brief, name: str) -> str:
    """Return `brief` in the text format `name`; raises WrongUse for one that is unknown or no text."""
    made = _format(name).render(brief)
    if isinstance(made, bytes):
        raise WrongUse(f"{name} is no text", where="--format", do="name a file with --out")
    return made


def rendered(brief: Brief, name: str) -> bytes:
    """Return the bytes of `brief` as a file in the format `name`; raises WrongUse for an unknown one."""
    made = _format(name).render(brief)
    return made if isinstance(made, bytes) else made.encode()


def _format(name: str) -> BriefFormat:
    found = [_load(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    offered = {each.name: each for each in found}
    if name not in offered:
        raise WrongUse(
            f"unknown format {name!r}", where="--format", do=f"choose from {', '.join(sorted(offered))}"
        )
    return offered[name]


def _load(where: str) -> BriefFormat:
    offered = getattr(importlib.import_module(where), "FORMAT", None)
    if not isinstance(offered, BriefFormat):
        raise PluginError("offers no FORMAT of type BriefFormat", where=where, do="see docs/architecture.md")
    return offered
