"""Scales of severity: what an act weighs, by its type and mode.

Each scale is data: the PLOVER scores stand in data/plover.yml, the Goldstein weights in data/goldstein.csv,
and a user's own table is a CSV of the same columns (event_type, mode, score).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from detente.datafiles import checked
from detente.errors import PluginError, WrongUse, of_reading
from detente.ontology import plover
from detente.ontology._data import bundled, rows

SCALES = ("plover", "goldstein", "counts")


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    event_type: str
    mode: str
    score: Annotated[float, Field(ge=-10, le=10)]


@dataclass(frozen=True)
class Scale:
    """A scale: its name and the score (-10 to 10) by (type, mode), mode "" for the type as such.

    `scheme` is the scheme of codes whose own scores are on this scale ("" for none): they go before the
    table.
    """

    name: str
    table: Mapping[tuple[str, str], float]
    scheme: str = ""

    def score(self, event_type: str, mode: str | None) -> float:
        """Return the score of the mode, else of the type.

        Raises WrongUse for a type that is not in the table.
        """
        for key in ((event_type, mode or ""), (event_type, "")):
            if key in self.table:
                return self.table[key]
        raise WrongUse(f"the scale {self.name} has no score for {event_type}", do="add a line for it")


def scale(name: str) -> Scale:
    """Return the scale `name` (one of SCALES), or that of the CSV file of this path.

    Raises WrongUse where there is no such file, PluginError where it does not fit or leaves a type out.
    """
    if name in SCALES:
        return _bundled(name)
    path = Path(name)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"{name!r} is no scale and no readable file: {of_reading(error)}",
            where="--severity",
            do=f"choose from {', '.join(SCALES)}, or name a CSV file with event_type, mode, score",
        ) from error
    if set(next(iter(rows(text)), {})) != set(_Line.model_fields):
        raise WrongUse(
            f"{name!r} is no table of severity",
            where="--severity",
            do=f"give a CSV file with the columns {', '.join(_Line.model_fields)}",
        )
    return Scale(path.name, read_table(text, name))


def read_table(text: str, where: str) -> dict[tuple[str, str], float]:
    """Return the scores of a CSV text by (type, mode).

    Raises PluginError naming `where` and the field for an unknown type or mode, a line given twice, or a
    type that is left out.
    """
    lines: list[_Line] = checked(list[_Line], rows(text), where)
    found: dict[tuple[str, str], float] = {}
    for line in lines:
        kind = plover.EVENT_TYPES.get(line.event_type)
        key = (line.event_type, line.mode)
        if kind is None or (line.mode and line.mode not in kind.modes) or key in found:
            raise PluginError(f"{'/'.join(key)} is unknown or given twice", where=where, do="mend the line")
        found[key] = line.score
    if missing := sorted(code for code in plover.EVENT_TYPES if (code, "") not in found):
        raise PluginError(
            f"no score for {', '.join(missing)}", where=where, do="add a line with an empty mode"
        )
    return found


@cache
def _bundled(name: str) -> Scale:
    if name == "goldstein":
        return Scale(name, read_table(bundled("goldstein.csv"), "goldstein.csv"), "CAMEO")
    types = plover.EVENT_TYPES.values()
    if name == "counts":
        return Scale(name, {(each.code, ""): 1.0 if each.quad_class < 3 else -1.0 for each in types})
    by_type = {(each.code, ""): each.score for each in types}
    modes = {(t.code, m.code): m.score for t in types for m in t.modes.values() if m.score is not None}
    return Scale(name, {**by_type, **modes})
