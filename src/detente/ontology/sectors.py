"""The PLOVER sectors: which of them act for their state. The table is data/sectors.yml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from detente.datafiles import checked, parse_yaml
from detente.ontology._data import bundled


class _Sectors(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    organs: frozenset[str]
    bodies: frozenset[str]
    apart: frozenset[str]
    private: frozenset[str]


_TABLE: _Sectors = checked(_Sectors, parse_yaml(bundled("sectors.yml"), "sectors.yml"), "sectors.yml")

SECTORS: frozenset[str] = _TABLE.organs | _TABLE.bodies | _TABLE.apart | _TABLE.private
UNKNOWN = "UNK"
"""The sector of those of whom only the nationality is known, such as hackers."""


def is_organ(sector: str | None) -> bool:
    """Return whether the sector acts for its state; without one it is the state itself."""
    return sector is None or sector in _TABLE.organs


def is_official(sector: str | None) -> bool:
    """Return whether the sector acts for its state, or for the body of states that it belongs to."""
    return is_organ(sector) or sector in _TABLE.bodies


def is_of_state(sector: str | None) -> bool:
    """Return whether what is done to somebody of the sector is done to the state whose code it has.

    It is, for its organs, citizens and firms; not for a partly recognised entity that the state claims.
    """
    return sector not in _TABLE.apart
