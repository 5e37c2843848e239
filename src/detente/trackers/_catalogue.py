"""The trackers: one module of this folder each, found by looking."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from detente.errors import PluginError
from detente.trackers._machine import machines
from detente.trackers._tracker import Tracker

_PACKAGE = "detente.trackers"


@cache
def catalogue() -> dict[str, Tracker]:
    """Return {id: tracker} of all modules of this folder, sorted by id.

    Raises PluginError for a module that defines no `TRACKER`, or one without a state machine.
    """
    folder = importlib.import_module(_PACKAGE).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(folder) if not info.name.startswith("_"))
    return {name: _load(f"{_PACKAGE}.{name}", name) for name in names}


def _load(where: str, name: str) -> Tracker:
    offered = getattr(importlib.import_module(where), "TRACKER", None)
    if not isinstance(offered, Tracker) or offered.id != name:
        raise PluginError(
            "offers no TRACKER of type Tracker with the module's name as its id",
            where=where,
            do="see docs/trackers.md, or remove the file",
        )
    if name not in machines():
        raise PluginError("has no state machine", where=where, do="add it to data/machines.yml")
    return offered
