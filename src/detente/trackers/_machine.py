"""The state machines: which statuses there are, which step leads to which, and which may follow which."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked, parse_yaml


class Data(BaseModel):
    """Base of what the data files hold: frozen, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(Data):
    """The vocabulary of one tracker.

    `statuses` gives each status its meaning, `steps` the status after each step (None: as before),
    `edges` the statuses that may follow each. A status without an edge ends the matter.
    """

    start: str
    statuses: dict[str, str] = Field(min_length=1)
    steps: dict[str, str | None] = Field(min_length=1)
    edges: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _closed(self) -> Self:
        named = {self.start, *self.edges, *(to for ends in self.edges.values() for to in ends)}
        named |= {status for status in self.steps.values() if status is not None}
        if unknown := sorted(named - set(self.statuses)):
            raise ValueError(f"no such status: {', '.join(unknown)}")
        return self

    def allows(self, before: str, after: str | None) -> bool:
        """Tell whether a step may lead from one status to the other; to stay is always allowed."""
        return after is None or after == before or after in self.edges.get(before, ())

    def ends(self, status: str) -> bool:
        """Tell whether nothing can follow `status`."""
        return not self.edges.get(status)


def read(name: str) -> str:
    """Return the text of a data file of the trackers."""
    return (resources.files("detente.trackers") / "data" / name).read_text(encoding="utf-8")


@cache
def machines() -> dict[str, Machine]:
    """Return {tracker: machine}; raises PluginError where data/machines.yml does not fit."""
    name = "machines.yml"
    found: dict[str, Machine] = checked(dict[str, Machine], parse_yaml(read(name), name), name)
    return found
