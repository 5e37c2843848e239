"""The measures: one module of this folder each, found by looking."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from detente.errors import PluginError, WrongUse
from detente.measures._measure import Measure

_PACKAGE = "detente.measures"


@cache
def catalogue() -> dict[str, Measure]:
    """Return {id: measure} of all modules of this folder, sorted by id.

    Raises PluginError for a module that defines no `MEASURE`, or one whose id is not the module's name.
    """
    folder = importlib.import_module(_PACKAGE).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(folder) if not info.name.startswith("_"))
    return {name: _load(f"{_PACKAGE}.{name}", name) for name in names}


def _load(where: str, name: str) -> Measure:
    offered = getattr(importlib.import_module(where), "MEASURE", None)
    if not isinstance(offered, Measure) or offered.id != name:
        raise PluginError(
            "offers no MEASURE of type Measure with the module's name as its id",
            where=where,
            do="see docs/method.md, or remove the file",
        )
    return offered


def chosen(ids: Iterable[str] | None) -> list[Measure]:
    """Return the measures of `ids` in that order, all where it is None. Raises WrongUse for an unknown id."""
    known = catalogue()
    if ids is None:
        return list(known.values())
    wanted = list(dict.fromkeys(ids))
    for each in wanted:
        if each not in known:
            raise WrongUse(f"unknown measure {each!r}", where="measure", do=f"choose from {', '.join(known)}")
    return [known[each] for each in wanted]
