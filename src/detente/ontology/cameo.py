"""CAMEO codes as PLOVER acts, and as words.

The table is data/cameo.csv. It is the published crosswalk with the lines mended that named modes or contexts
which PLOVER no longer has, or that went against the manual's meaning; docs/codebook.md lists them.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked
from detente.errors import WrongUse
from detente.ontology._data import bundled, rows
from detente.ontology.plover import ALL_CONTEXTS, score

FILE = "cameo.csv"
DROPPED_ROOTS = ("01", "02")


class Crossing(BaseModel):
    """The PLOVER side of one CAMEO code.

    `repaired`: the published line used what PLOVER no longer has. `note` says what was changed, or why
    a doubtful line was kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    cameo: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    repaired: bool
    note: str


class Line(BaseModel):
    """One line of the table; `event_type` is None for the statements and appeals that PLOVER drops."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    cameo: Annotated[str, Field(pattern=r"^(0[1-9]|1\d|20)\d{0,2}$")]
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    change: Literal["repair", "sense"] | None
    note: str
    phrase: Annotated[str, Field(min_length=4)]

    @model_validator(mode="before")
    @classmethod
    def _cells(cls, value: Any) -> Any:
        cells = {name: cell or None for name, cell in value.items()}
        contexts = (cells.get("contexts") or "").split(";")
        return {**cells, "contexts": [c for c in contexts if c], "note": cells.get("note") or ""}

    @model_validator(mode="after")
    def _resolves(self) -> Line:
        if self.event_type is None:
            if self.cameo[:2] not in DROPPED_ROOTS or self.mode or self.contexts:
                raise ValueError(
                    f"{self.cameo} has no event type, but only statements and appeals may lack it"
                )
            return self
        try:
            score(self.event_type, self.mode)
        except WrongUse as error:
            raise ValueError(f"{self.cameo}: {error}") from error
        if unknown := set(self.contexts) - set(ALL_CONTEXTS):
            raise ValueError(f"{self.cameo} has unknown contexts {sorted(unknown)}")
        if self.change and not self.note:
            raise ValueError(f"{self.cameo} is changed without a note")
        return self

    @property
    def crossing(self) -> Crossing | None:
        """Return the PLOVER side, None where PLOVER drops the code."""
        if self.event_type is None:
            return None
        return Crossing(
            cameo=self.cameo,
            event_type=self.event_type,
            mode=self.mode,
            contexts=self.contexts,
            repaired=self.change == "repair",
            note=self.note,
        )


@cache
def lines() -> dict[str, Line]:
    """Return the table by CAMEO code; raises PluginError naming the line and field that does not fit."""
    found: list[Line] = checked(list[Line], rows(bundled(FILE)), FILE)
    return {line.cameo: line for line in found}


def _line(code: str) -> Line:
    try:
        return lines()[code]
    except KeyError:
        advice = "give the full code as text: leading zeros count, and a bare root says too little"
        raise WrongUse(f"no CAMEO code {code!r}", do=advice) from None


@cache
def _crossings() -> dict[str, Crossing | None]:
    return {code: line.crossing for code, line in lines().items()}


def to_plover(cameo_code: str) -> Crossing | None:
    """Return the PLOVER type, mode and contexts of a CAMEO code ("042", "1621").

    Returns None for statements and appeals (01, 02), which PLOVER drops: a PLOVER series made of CAMEO data
    therefore lacks its largest class. Raises WrongUse for a code that CAMEO does not have.
    """
    _line(cameo_code)
    return _crossings()[cameo_code]


def phrase(cameo_code: str) -> str:
    """Return words for a CAMEO code that stand between actor and recipient ("imposed sanctions on").

    Raises WrongUse for a code that CAMEO does not have.
    """
    return _line(cameo_code).phrase
