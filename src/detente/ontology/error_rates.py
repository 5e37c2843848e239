"""How often the coders and linking are wrong, as published: counts from labelled sets, with their origin.

data/confusion.csv has for each coder how many acts of a true PLOVER type were given which type; an empty
`true` is a sentence (or pair of sides) without an act, an empty `coded` an act that the coder missed.
data/linking.yml has pairs of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.ontology._data import bundled, rows
from detente.ontology.plover import EVENT_TYPES, quad_class

CONFUSION, LINKING = "confusion.csv", "linking.yml"
CLASSES = 5
"""The four quad classes, and no act."""

Table = tuple[tuple[float, ...], ...]
"""Counts [true class][coded class], classes 1 to 4 and no act last."""


class Cell(BaseModel):
    """A cell of a table of confusion; None for no act."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    coder: Annotated[str, Field(min_length=1)]
    true: str | None
    coded: str | None
    n: Annotated[int, Field(ge=1)]

    @model_validator(mode="before")
    @classmethod
    def _empty(cls, cells: object) -> object:
        return {name: cell or None for name, cell in cells.items()} if isinstance(cells, dict) else cells

    @model_validator(mode="after")
    def _known(self) -> Self:
        for code in (self.true, self.coded):
            if code is not None and code not in EVENT_TYPES:
                raise ValueError(f"no PLOVER event type {code!r}")
        if self.true is None and self.coded is None:
            raise ValueError("neither a true nor a coded type")
        return self


class Pairs(BaseModel):
    """Of `of` pairs, `found` came out right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=1)]


class Linking(BaseModel):
    """Pairs of one act that linking joined, and pairs it joined that are of one act."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    joined: Pairs
    right: Pairs


def read_confusion(text: str, where: str) -> dict[str, list[Cell]]:
    """Return the cells of a CSV text (coder, true, coded, n) by coder; raises PluginError naming `where`."""
    cells: list[Cell] = checked(list[Cell], rows(text), where)
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.coder].append(cell)
    return dict(found)


@cache
def confusion() -> dict[str, list[Cell]]:
    """Return the published cells by coder."""
    return read_confusion(bundled(CONFUSION), CONFUSION)


@cache
def linking() -> Linking:
    """Return the published pairs of linking."""
    found: Linking = checked(Linking, parse_yaml(bundled(LINKING), LINKING), LINKING)
    return found


def by_class(cells: list[Cell], sanction_quad: int = 4) -> Table:
    """Return the counts by quad class, no act last; REQUEST and all others by the class of their type."""
    found = [[0.0] * CLASSES for _ in range(CLASSES)]
    for cell in cells:
        true, coded = (
            CLASSES - 1 if code is None else quad_class(code, sanction_quad) - 1
            for code in (cell.true, cell.coded)
        )
        found[true][coded] += cell.n
    return tuple(map(tuple, found))


def assumed(error: float, missed: float, invented: float, weight: float) -> Table:
    """Return a table for a coder that nobody measured here, worth `weight` labelled acts of each class.

    An act gets another class with chance `error`, none with `missed`; `invented` acts are none, for one
    that is.
    """
    kept, moved = (1 - missed) * (1 - error), (1 - missed) * error / (CLASSES - 2)
    found = [
        [weight * (kept if true == coded else moved) for coded in range(CLASSES - 1)] + [weight * missed]
        for true in range(CLASSES - 1)
    ]
    return tuple(map(tuple, [*found, [weight * invented] * (CLASSES - 1) + [0.0]]))
