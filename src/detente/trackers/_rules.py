"""The rules by which a coded event proposes a step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError
from detente.ontology.plover import EVENT_TYPES
from detente.records import SETTLED, Event, Modality, Status, acting, states_of
from detente.trackers._holds import Hold, Words, found
from detente.trackers._machine import Data, machines, read


class Rule(Data):
    """Which events propose which step.

    `types` gives the modes of each type ([] for any). Of `words` one must stand in the event's text, of
    `never` none; they are stems, whole from their first letter. `own_word`: what one of the two says
    of its own act counts as asserted. `covers` are recorded steps that say the same, within `days` of the
    act, `already` statuses in which a matter needs no such step, `after` the step that is meant instead
    where a matter has that status. `once`: a matter takes the step once. `safe_sources`: from so many
    sources on nobody need confirm. An act still to come is a step of the day on which it was reported.
    """

    id: str
    tracker: str
    step: str
    why: str
    types: dict[str, tuple[str, ...]] = Field(min_length=1)
    direction: Literal["joint", "one-way", "any"] = "any"
    party: Literal["actor", "both"] = "actor"
    modality: Modality = Modality.ACTUAL
    statuses: tuple[Status, ...] = SETTLED
    words: Words = Field(default_factory=dict)
    also: Words = Field(default_factory=dict)
    never: Words = Field(default_factory=dict)
    own_word: bool = False
    covers: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    after: dict[str, str] = Field(default_factory=dict)
    once: bool = False
    holds: tuple[Hold, ...] = ()
    days: int = Field(default=1, ge=0)
    safe_sources: int | None = Field(default=None, ge=2)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        machine = machines().get(self.tracker)
        if machine is None:
            raise ValueError(f"{self.id}: no tracker {self.tracker!r}; there are {', '.join(machines())}")
        named = (
            ("step", {self.step, *self.covers, *self.after.values()}, machine.steps),
            ("status", {*self.already, *self.after}, machine.statuses),
        )
        for kind, wanted, known in named:
            if unknown := ", ".join(sorted(wanted - set(known))):
                choice = ", ".join(known)
                raise ValueError(f"{self.id}: {self.tracker} has no {kind} {unknown}; choose from {choice}")
        for code, modes in self.types.items():
            if code not in EVENT_TYPES or not set(modes) <= set(EVENT_TYPES[code].modes):
                raise ValueError(f"{self.id}: no such type or mode: {code} {' '.join(modes)}")
        return self

    def takes(self, event: Event) -> bool:
        """Tell whether `event` proposes this rule's step."""
        modes = self.types.get(event.event_type or "")
        if modes is None or (modes and event.mode not in modes):
            return False
        if event.modality is not self.modality or not self.day(event) or not self._certain(event):
            return False
        joint = "-" in (event.direction or "")
        if event.direction is None or (self.direction != "any" and joint != (self.direction == "joint")):
            return False
        text = event.summary.lower()
        wanted = all(found(words, text) for words in (self.words, self.also) if words)
        return wanted and not found(self.never, text)

    def _certain(self, event: Event) -> bool:
        own = {claimant.code for claimant in event.claimants} <= set(states_of(event.direction))
        told = self.own_word and event.status is Status.ALLEGED and bool(event.claimants) and own
        return told or event.status in self.statuses

    def day(self, event: Event) -> dt.date | None:
        """Return the day of the step: of the act, or of the report where the act is still to come."""
        if self.modality is not Modality.FUTURE:
            return event.event_date
        return event.first_published.date() if event.first_published else None

    def held(self, event: Event) -> str:
        """Return why what `event` proposes is held back, "" where it is not."""
        return next((hold.why for hold in self.holds if hold.applies(event, self.words)), "")

    def side(self, event: Event) -> str:
        """Return the party whose step it is: "RUS", "USA" or "RUS-USA"."""
        both = "-".join(sorted(states_of(event.direction)))
        return both if self.party == "both" else acting(event.direction)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of data/rules.yml in their order; raises PluginError where they do not fit."""
    return read_rules(read("rules.yml"), "rules.yml")


def read_rules(text: str, where: str) -> tuple[Rule, ...]:
    """Return the rules of a YAML text; raises PluginError naming `where` and the field."""
    found: tuple[Rule, ...] = checked(tuple[Rule, ...], parse_yaml(text, where), where)
    ids = [rule.id for rule in found]
    if len(set(ids)) < len(ids):
        raise PluginError("an id is used twice", where=where, do="give each rule its own id")
    return found


def first_of_each(event: Event, among: Iterable[Rule]) -> list[Rule]:
    """Return the rules that take `event`, of each tracker the first one only."""
    taken: dict[str, Rule] = {}
    for rule in among:
        if rule.takes(event):
            taken.setdefault(rule.tracker, rule)
    return list(taken.values())
