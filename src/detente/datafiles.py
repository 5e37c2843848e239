"""Reads YAML data files: by YAML 1.2, no key twice, checked against a schema; a wrong file is named."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from detente.errors import PluginError

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where built


class _Loader(_SAFE):  # type: ignore[misc]  # chosen at run time
    """A safe loader that refuses a key given twice, and to which "on", "off", "yes" and "no" are words."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"given twice: {key.value}"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        content: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return content


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, rules in _SAFE.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str, where: str) -> Any:
    """Return the content of a YAML text; raises PluginError naming `where` and the line if it is none."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a subclass of SafeLoader
    except RecursionError as error:
        raise PluginError("nested too deeply", where=where, do="mend the file") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that is none, such as 2025-02-30
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or str(error) or "not readable as YAML"
        raise PluginError(
            f"not readable as YAML: {what}", where=f"{where}{line}", do="mend the file"
        ) from error


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
