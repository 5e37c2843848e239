"""Finds what plugs in: every module of a folder that offers the object it must offer.

There is no second list to edit: a file put into the folder is found. A file that does not offer the
object is refused by name, never skipped.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

from detente.errors import PluginError

T = TypeVar("T")


def discover(
    package: ModuleType, attribute: str, kind: type[T], *, besides: tuple[str, ...] = ()
) -> dict[str, T]:
    """Return {name: object} of the modules in `package`, by the `name` or `id` of each object, sorted.

    Raises PluginError where a module has no `attribute` of type `kind`, or two offer the same name.
    """
    found: dict[str, T] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if info.name in besides or info.name.startswith("_"):
            continue
        where = f"{package.__name__}.{info.name}"
        offered = getattr(importlib.import_module(where), attribute, None)
        if not isinstance(offered, kind):
            raise PluginError(
                f"offers no {attribute} of type {kind.__name__}", where=where, do="see docs/architecture.md"
            )
        name = str(getattr(offered, "name", None) or getattr(offered, "id", info.name))
        if name in found:
            raise PluginError(f"the name {name!r} is taken already", where=where, do="choose another name")
        found[name] = offered
    return dict(sorted(found.items()))
