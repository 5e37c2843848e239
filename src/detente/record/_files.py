"""Reads the YAML files of the record, and refuses what does not fit by file, entry and field."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from detente.datafiles import parse_yaml
from detente.errors import PluginError

T = TypeVar("T", bound=BaseModel)


def read_list(file: Traversable, kind: type[T]) -> list[T]:
    """Return the entries of a YAML list as `kind`; raises PluginError naming file, entry and field."""
    try:
        entries = parse_yaml(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise PluginError(f"not UTF-8: {error}", where=file.name, do="correct the file") from error
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
