"""The linking rules and word lists, read from rules.yml and words.yml."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from detente.datafiles import checked, parse_yaml

T = TypeVar("T", bound=BaseModel)
Share = Annotated[float, Field(gt=0, le=1)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Identifying(_Data):
    """A type and mode that one day and its persons identify."""

    type: str
    mode: str


class Likeness(_Data):
    """Least likeness of the words of two mentions, by kind of pair (0 to 1)."""

    deed: Share
    speech: Share
    across_types: Share
    same_report: Share


class Rules(_Data):
    """What makes two mentions one act; each field is explained in rules.yml."""

    source: str
    families: dict[str, tuple[str, ...]]
    speech: frozenset[str]
    identifying: tuple[Identifying, ...]
    day_tolerance: Annotated[int, Field(ge=0)]
    undated_window: Annotated[int, Field(ge=0)]
    likeness: Likeness
    least_shared: Annotated[int, Field(ge=1)]
    group_share: Share
    copy_words: Annotated[int, Field(ge=1)]

    def family(self, event_type: str | None) -> str:
        """Return the family of `event_type`; a type of no family is its own."""
        for name, types in self.families.items():
            if event_type in types:
                return name
        return event_type or ""

    def identifies(self, event_type: str | None, mode: str | None) -> bool:
        """Return whether the day and the persons identify an act of this type and mode."""
        return any(rule.type == event_type and rule.mode == mode for rule in self.identifying)


class Words(_Data):
    """Word lists by language."""

    source: str
    stop: dict[str, frozenset[str]]
    calendar: dict[str, frozenset[str]]
    time_units: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    number: dict[str, dict[str, int]]
    scale: dict[str, dict[str, int]]


def _read(name: str, model: type[T]) -> T:
    text = resources.files("detente.linking").joinpath(name).read_text(encoding="utf-8")
    where = f"detente/linking/{name}"
    found: T = checked(model, parse_yaml(text, where), where)
    return found


@cache
def rules() -> Rules:
    """Return the bundled rules. Raises PluginError where the file does not fit."""
    return _read("rules.yml", Rules)


@cache
def words() -> Words:
    """Return the bundled word lists. Raises PluginError where the file does not fit."""
    return _read("words.yml", Words)
