"""Reads the ontology's data files and checks them against their schema."""

from __future__ import annotations

import csv
import io
from importlib import resources
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from detente.errors import PluginError

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the fast one, where built
    """A safe loader that refuses a key given twice, where YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key_node.value!r} is given twice", key_node.start_mark
                )
            seen.add(key_node.value)
        content: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return content


def bundled(name: str) -> str:
    """Return the text of the data file `name` of the ontology."""
    return (resources.files("detente.ontology") / "data" / name).read_text(encoding="utf-8")


def parse_yaml(text: str, where: str) -> Any:
    """Return the content of a YAML text; raises PluginError naming `where` and the line if it is none."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a subclass of SafeLoader
    except RecursionError as error:
        raise PluginError("nested too deeply", where=where, do="mend the file") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or "not readable as YAML"
        raise PluginError(str(what), where=f"{where}{line}", do="mend the file") from error


def checked(kind: Any, data: object, where: str) -> Any:
    """Return `data` as `kind` (a type pydantic knows); raises PluginError naming file and field."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole file"
        more = f"; {error.error_count() - 1} more" if error.error_count() > 1 else ""
        raise PluginError(
            f"{first['msg'].removeprefix('Value error, ')}{more}",
            where=f"{where}, field {field}",
            do="mend the field",
        ) from error


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text with a header; lines that begin with # are notes."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return list(csv.DictReader(lines))
