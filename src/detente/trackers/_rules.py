"""The rules by which a coded event proposes a step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError
from detente.ontology.plover import EVENT_TYPES
from detente.records import Event, Modality, Precision, Sampling, Status
from detente.trackers._machine import Data, machines, read

Lang = Literal["en", "ru"]
Words = dict[Lang, tuple[str, ...]]

PART = re.compile(r"\b(?:for|over|after|because|following|in response|in retaliation|to prevent|when|while|until)\b")
"""Where the part of a sentence that says what was done to whom ends, and its reason or time begins."""
STEM = 6
"""Letters by which "Russian" and "Russia" are one name."""
NAME = re.compile(r"\b[^\W\d_a-zа-яё][\w-]+")


class Hold(Data):
    """Why a proposal is held back: listed with all, but nobody is asked for it.

    It applies where one of `words` stands in the event's text, none of `without` does, `others` take part
    (`others`), or, with `object`, the part of the sentence that has the rule's words names nothing of the
    recipient. `inferred`: only where the act has the day of its report.
    """

    why: str
    words: Words = Field(default_factory=dict)
    without: Words = Field(default_factory=dict)
    others: bool = False
    object: bool = False
    inferred: bool = False

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if [bool(self.words), bool(self.without), self.others, self.object].count(True) != 1:
            raise ValueError(f"{self.why} give one of words, without, others and object")
        return self

    def applies(self, rule: Rule, event: Event) -> bool:
        """Tell whether what `event` proposes by `rule` is held back."""
        if self.inferred and event.date_precision is not Precision.WEEK:
            return False
        if self.others:
            return bool({side.code for side in (*event.actor, *event.recipient)} - _two(event) - {None})
        if self.object:
            return not _object_named(rule, event)
        text = event.summary.lower()
        return _found(self.words, text) if self.words else not _found(self.without, text)


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
    statuses: tuple[Status, ...] = (Status.ASSERTED, Status.CONFIRMED)
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
        if machine is None or not {self.step, *self.covers, *self.after.values()} <= set(
            machine.steps
        ):
            raise ValueError(f"{self.id}: no such tracker or step")
        if not {*self.already, *self.after} <= set(machine.statuses):
            raise ValueError(f"{self.id}: no such status")
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
        wanted = all(_found(words, text) for words in (self.words, self.also) if words)
        return wanted and not _found(self.never, text)

    def _certain(self, event: Event) -> bool:
        own = {claimant.code for claimant in event.claimants} <= _two(event)
        told = self.own_word and event.status is Status.ALLEGED and bool(event.claimants) and own
        return told or event.status in self.statuses

    def day(self, event: Event) -> dt.date | None:
        """Return the day of the step: of the act, or of the report where the act is still to come."""
        if self.modality is not Modality.FUTURE:
            return event.event_date
        return event.first_published.date() if event.first_published else None

    def held(self, event: Event) -> str:
        """Return why what `event` proposes is held back, "" where it is not."""
        return next((hold.why for hold in self.holds if hold.applies(self, event)), "")

    def side(self, event: Event) -> str:
        """Return the party whose step it is: "RUS", "USA" or "RUS-USA"."""
        return "-".join(sorted(_two(event))) if self.party == "both" else (event.direction or "").split(">")[0]


def _two(event: Event) -> set[str | None]:
    return set(re.split("[>-]", event.direction or ""))


def _object_named(rule: Rule, event: Event) -> bool:
    """Tell whether the part of the sentence with the rule's words names the recipient."""
    if event.sampling is Sampling.CURATED:
        return True  # somebody read it, and the words are not those of a report
    names = {name[:STEM] for side in event.recipient for name in NAME.findall(side.text) or [side.text]}
    parts = [part for part in PART.split(event.summary) if _found(rule.words, part.lower())]
    return any(name in part for part in parts for name in names)


def _found(words: Words, text: str) -> bool:
    stems = [stem for each in words.values() for stem in each]
    return bool(stems) and _pattern(tuple(stems)).search(text) is not None


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})")


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
