"""Reads the YAML files of the record, and refuses what does not fit by file, entry and field."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from detente.errors import PluginError

T = TypeVar("T", bound=BaseModel)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """A safe loader that refuses a key given twice, where YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [name.value for name, _ in node.value]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            problem = f"given twice: {', '.join(twice)}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


def read_list(file: Traversable, kind: type[T]) -> list[T]:
    """Return the entries of a YAML list as `kind`; raises PluginError naming file, entry and field."""
    try:
        entries = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PluginError(f"not readable as YAML: {error}", where=file.name, do="correct the file") from error
    if not isinstance(entries, list):
        raise PluginError("not a list of entries", where=file.name, do="write one YAML list")
    return [_entry(file.name, number, entry, kind) for number, entry in enumerate(entries, start=1)]


def _entry(name: str, number: int, entry: object, kind: type[T]) -> T:
    label = entry.get("id", "no id") if isinstance(entry, dict) else "not a mapping"
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise PluginError(
            f"{field + ': ' if field else ''}{first['msg']}",
            where=f"{name}, entry {number} ({label})",
            do="correct the entry",
        ) from error
