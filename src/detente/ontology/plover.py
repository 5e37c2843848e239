"""The PLOVER types of act with their modes, quad classes, scores and contexts.

The tables are data/plover.yml and data/contexts.yml; docs/codebook.md shows them, docs/decisions/
says what is done where the PLOVER manual contradicts itself.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import WrongUse
from detente.ontology._data import bundled

Score = Annotated[float, Field(ge=-10, le=10)]
SANCTION_QUADS = (3, 4)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mode(_Entry):
    """A way of doing an act; `score` (-10..10) is None where the manual prints none."""

    code: str
    score: Score | None
    description: str


class EventType(_Entry):
    """A kind of act: its quad class (1..4), score (-10..10) and modes by code."""

    code: str
    title: str
    quad_class: Annotated[int, Field(ge=1, le=4)]
    score: Score
    recipient_required: bool
    description: str
    modes: dict[str, Mode]

    @model_validator(mode="before")
    @classmethod
    def _name_modes(cls, value: Any) -> Any:
        return {**value, "modes": _named(value.get("modes"))} if isinstance(value, dict) else value


class _Contexts(_Entry):
    codebook_version: str
    plover: dict[str, str]
    own: dict[Annotated[str, Field(pattern=r"^x_[a-z_]+$")], str]


def _named(entries: Any) -> Any:
    """Return the entries of a mapping with their key filled in as `code`."""
    if not isinstance(entries, dict):
        return entries
    return {
        code: {"code": code, **entry} if isinstance(entry, dict) else entry for code, entry in entries.items()
    }


def read_types(text: str, where: str) -> dict[str, EventType]:
    """Return the event types of a YAML text by code; raises PluginError naming `where` and the field."""
    data = parse_yaml(text, where)
    types = data.get("types") if isinstance(data, dict) else data
    found: dict[str, EventType] = checked(dict[str, EventType], _named(types), where)
    return found


@cache
def _contexts() -> _Contexts:
    found: _Contexts = checked(_Contexts, parse_yaml(bundled("contexts.yml"), "contexts.yml"), "contexts.yml")
    return found


EVENT_TYPES: dict[str, EventType] = read_types(bundled("plover.yml"), "plover.yml")
CONTEXTS: dict[str, str] = _contexts().plover
OWN_CONTEXTS: dict[str, str] = _contexts().own
ALL_CONTEXTS: dict[str, str] = {**CONTEXTS, **OWN_CONTEXTS}
CODEBOOK_VERSION: str = _contexts().codebook_version


def event_type(code: str) -> EventType:
    """Return the event type `code`; raises WrongUse for a code that PLOVER does not have."""
    try:
        return EVENT_TYPES[code]
    except KeyError:
        raise WrongUse(f"no PLOVER event type {code!r}", do=f"use one of {', '.join(EVENT_TYPES)}") from None


def score(code: str, mode: str | None = None) -> float:
    """Return the PLOVER score (-10..10) of the mode, or of the type where the mode is None or has no score.

    Raises WrongUse for an unknown type, or a mode that the type does not have.
    """
    kind = event_type(code)
    if mode is None:
        return kind.score
    if mode not in kind.modes:
        choice = ", ".join(kind.modes) or "none"
        raise WrongUse(f"{code} has no mode {mode!r}", do=f"its modes are: {choice}")
    own = kind.modes[mode].score
    return kind.score if own is None else own


def quad_class(code: str, sanction_quad: int = 4) -> int:
    """Return 1 verbal cooperation, 2 material cooperation, 3 verbal conflict or 4 material conflict.

    The manual prints both 3 and 4 for SANCTION: `sanction_quad` chooses. Raises WrongUse for an
    unknown type or another `sanction_quad`.
    """
    if sanction_quad not in SANCTION_QUADS:
        raise WrongUse(f"sanction_quad is {sanction_quad!r}", do="give 3 or 4")
    return sanction_quad if code == "SANCTION" else event_type(code).quad_class
