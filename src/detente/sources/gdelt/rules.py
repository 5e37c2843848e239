"""The layout and the rules of GDELT rows, read from layout.yml and rules.yml."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, field_validator

from detente.datafiles import checked, parse_yaml
from detente.ontology.sectors import SECTORS
from detente.records import Precision

T = TypeVar("T", bound=BaseModel)
Codes = tuple[tuple[str, ...], ...]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str


class Layout(_Data):
    """The columns in order, and what a file with another number of columns is."""

    columns: tuple[str, ...]
    others: dict[int, str]

    @field_validator("columns")
    @classmethod
    def _each_once(cls, columns: tuple[str, ...]) -> tuple[str, ...]:
        if len(columns) != 61 or len(set(columns)) != 61:
            raise ValueError("GDELT 2.0 has 61 columns of different names")
        return columns


class Rules(_Data):
    """Which codes are joint acts, how exact a date is, and what roles are called in PLOVER."""

    joint: Codes
    joint_if_mirrored: Codes
    phrase_lags: dict[int, Precision]
    historical_from: int
    sectors: dict[str, str]

    def sector(self, role: str) -> str | None:
        """Return the PLOVER sector of a CAMEO role, or None where PLOVER has none."""
        named = self.sectors.get(role, role)
        return named if named in SECTORS else None


def _read(name: str, model: type[T]) -> T:
    text = resources.files("detente.sources.gdelt").joinpath(name).read_text(encoding="utf-8")
    where = f"detente/sources/gdelt/{name}"
    found: T = checked(model, parse_yaml(text, where), where)
    return found


@cache
def layout() -> Layout:
    """Return the layout of the 2.0 event export. Raises PluginError where the file does not fit."""
    return _read("layout.yml", Layout)


@cache
def rules() -> Rules:
    """Return the rules for rows. Raises PluginError where the file does not fit."""
    return _read("rules.yml", Rules)
