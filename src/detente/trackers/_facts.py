"""Reads the matters of the trackers and their dated, cited steps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError
from detente.ontology.areas import load_areas
from detente.records import Basis, Condition, Precision, Transition, Upcoming, key
from detente.trackers._machine import Data, Machine, machines

DYAD = ("RUS", "USA")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*[a-z0-9]$")]
Line = Annotated[str, StringConstraints(pattern=r"^wcel?-\d{4}-\d\d-\d\d-\d{3}$")]
Party = Literal["RUS", "USA", "each", "RUS-USA"]


class DateSet(Data):
    """A day to come that a step sets, or takes back (null)."""

    day: dt.date | None
    what: Words = "no longer to come"


class Step(Data):
    """One step of a matter.

    `party` "each" makes one transition for either state, "RUS-USA" one for both at once. Either
    `documents`, `lines` or `common` says what it rests on.
    """

    day: dt.date
    precision: Precision = Precision.DAY
    announced: dt.date | None = None
    party: Party | None = None
    step: str
    what: Words
    place: Words | None = None
    sets: dict[str, str] = Field(default_factory=dict)
    dates: dict[str, DateSet] = Field(default_factory=dict)
    documents: tuple[Words, ...] = ()
    lines: tuple[Line, ...] = ()
    common: bool = False

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if bool(self.documents or self.lines) == self.common:
            raise ValueError("give documents or lines, or else common: true")
        if self.announced and self.announced > self.day and self.precision is Precision.DAY:
            raise ValueError("announced after its effect: leave the announcement out, or mend a date")
        return self

    @property
    def basis(self) -> Basis:
        """What the step rests on, the strongest first."""
        if self.documents:
            return Basis.DOCUMENT
        return Basis.LINE if self.lines else Basis.COMMON


class Matter(Data):
    """What a tracker follows: one treaty, measure, meeting, post or person, with its steps in order.

    `party` is that of steps which name none. `details` are shown as they stand; `names` are the words
    by which a text names the matter.
    """

    id: Slug
    title: Words
    kind: Words
    party: Party
    areas: tuple[str, ...] = ()
    details: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    names: tuple[Words, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _areas_known(self) -> Self:
        if unknown := sorted(set(self.areas) - set(load_areas())):
            raise ValueError(f"areas: unknown {', '.join(unknown)}")
        return self


def read_matters(name: str, text: str, machine: Machine) -> tuple[Matter, ...]:
    """Return the matters of a YAML text; raises PluginError naming file, matter and field."""
    found: list[Matter] = checked(list[Matter], parse_yaml(text, name), name)
    for matter in found:
        if unknown := sorted({step.step for step in matter.steps} - set(machine.steps)):
            raise PluginError(
                f"no such step: {', '.join(unknown)}",
                where=f"{name}, {matter.id}",
                do=f"choose from {', '.join(machine.steps)}",
            )
    return tuple(found)


@cache
def load_matters(tracker: str) -> tuple[Matter, ...]:
    """Return the bundled matters of a tracker, in the order of the files.

    Raises PluginError where a file does not fit its schema, or an id is used twice.
    """
    machine = machines()[tracker]
    found = [m for file in _files(tracker) for m in read_matters(file.name, file.read_text("utf-8"), machine)]
    if twice := [name for name, times in Counter(m.id for m in found).items() if times > 1]:
        raise PluginError(f"used twice: {', '.join(twice)}", where=tracker, do="give each matter its own id")
    return tuple(found)


def _files(tracker: str) -> list[Traversable]:
    folder = resources.files("detente.trackers") / "data"
    single = folder / f"{tracker}.yml"
    if single.is_file():
        return [single]
    return sorted((f for f in (folder / tracker).iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)


@cache
def load_facts(tracker: str) -> tuple[Transition, ...]:
    """Return the bundled transitions of a tracker, matter by matter, in the order of their steps."""
    return tuple(each for matter in load_matters(tracker) for each in transitions(tracker, matter))


def transitions(tracker: str, matter: Matter) -> list[Transition]:
    """Return the transitions of a matter: one a step, or one a step and state."""
    status = machines()[tracker].steps
    made = []
    for order, step in enumerate(matter.steps):
        party = step.party or matter.party
        for side in DYAD if party == "each" else (party,):
            made.append(_transition(tracker, matter, step, side, order, status[step.step]))
    return made


def _transition(
    tracker: str, matter: Matter, step: Step, party: str, order: int, status: str | None
) -> Transition:
    made = Transition(
        transition_id=key(tracker, matter.id, party, step.step, step.day, step.what),
        tracker=tracker,
        matter=matter.id,
        title=matter.title,
        party=party,
        step=step.step,
        status=status,
        what=step.what,
        effective=step.day,
        precision=step.precision,
        announced=step.announced,
        order=order,
        place=step.place,
        conditions=tuple(Condition(name=name, text=text) for name, text in step.sets.items()),
        dates=tuple(Upcoming(name=name, date=d.day, what=d.what) for name, d in step.dates.items()),
        documents=step.documents,
        lines=step.lines,
        basis=step.basis,
    )
    known = dt.datetime.combine(made.known_from, dt.time(23, 59, 59), dt.UTC)
    return made.model_copy(update={"available_at": known})
