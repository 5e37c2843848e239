"""The layout of the actor files (`actors/*.yml`), checked while they are read. See docs/actors.md.

Nothing here decides what a name means; that is done in `actor_forms` and `actors`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from detente.datafiles import parse_yaml
from detente.errors import PluginError

Kind = Literal[
    "state", "capital", "government", "ministry", "agency", "military", "parliament", "party", "leader",
    "office", "demonym", "metonym", "igo", "nonstate",
]  # fmt: skip
Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "UNO", "EUR", "NGO", "ISM",
    "IMG", "MNC",
]  # fmt: skip
Lang = Literal["en", "ru"]

PACKAGE = "detente.ontology"
FOLDER = "actors"
STATE_FILE = re.compile(r"[A-Z]{3}\.yml")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
ModelT = TypeVar("ModelT", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PartialDate(_Model):
    """A day, or a month or year of which the day is not known: its first and its last possible day."""

    earliest: dt.date
    latest: dt.date

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, dt.date):
            return {"earliest": value, "latest": value}
        if isinstance(value, str | int) and (found := _PARTIAL.fullmatch(str(value))):
            year, month = int(found[1]), int(found[2] or 0)
            last = month or 12
            return {
                "earliest": dt.date(year, month or 1, 1),
                "latest": dt.date(year, last, calendar.monthrange(year, last)[1]),
            }
        return value


class Name(_Model):
    """One spelling.

    `case`: it matches only as it is written. `ambiguous`: it counts only where the text supports it.
    `unless`: words beside which the spelling is not this actor. `since` and `until` bound its use.
    """

    text: Annotated[str, Field(min_length=2)]
    case: bool = False
    ambiguous: bool = False
    unless: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


Names = dict[Lang, tuple[Name, ...]]
Texts = dict[Lang, tuple[str, ...]]


class Body(_Model):
    """A lasting actor: a ministry, agency, force, chamber, court, place that stands for one, group."""

    kind: Kind | None = None
    sector: Sector | None = None
    code: str | None = None
    names: Names = {}
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str = ""


class Person(_Model):
    """Somebody by name. `surname` is the last word of each name unless given.

    `bare` says what the surname alone is worth: "sure" (always this person), "supported" (only where the text
    also holds an unambiguous form), "never". `sector` is the sector while in no post.
    """

    en: tuple[Name, ...]
    ru: tuple[Name, ...]
    surname: Texts = {}
    bare: Literal["sure", "supported", "never"] = "supported"
    sector: Sector = "ELI"
    note: str = ""


class Holder(_Model):
    """One stay of a person in an office; without `until` it had not ended on the file's `as_of`."""

    person: str
    since: PartialDate
    until: PartialDate | None = None
    acting: bool = False


class Office(_Model):
    """A post with its holders. `titles` go into names and `address` before surnames.

    Without `shared`, only one person can hold it at a time.
    """

    sector: Sector | None = None
    titles: Texts = {}
    address: Texts = {}
    names: Names = {}
    shared: bool = False
    of: str | None = None
    holders: tuple[Holder, ...] = ()
    note: str = ""


class Capital(_Model):
    """A capital by name; `since` and `until` where it moved."""

    en: tuple[Name, ...]
    ru: tuple[Name, ...]
    since: PartialDate | None = None
    until: PartialDate | None = None


class Party(_Model):
    """What a state file and an organisation have in common.

    `genitive` are the Russian names in the genitive, `attributive` English names used like adjectives
    ("UK"), `article` says that the English name takes "the" in a sentence.
    """

    names: Names
    genitive: tuple[str, ...] = ()
    article: bool = False
    adjectives: Names = {}
    attributive: tuple[str, ...] = ()
    nationals: Names = {}
    capital: tuple[Capital, ...] = ()
    bodies: dict[str, Body] = {}
    offices: dict[str, Office] = {}
    persons: dict[str, Person] = {}
    note: str = ""


class StateFile(Party):
    """One state in full: `<ISO alpha-3>.yml`."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    source: Annotated[str, Field(min_length=20)]
    as_of: PartialDate


class OthersFile(_Model):
    """The states of which only names, adjectives, nationals and capitals are listed, by code."""

    source: Annotated[str, Field(min_length=20)]
    states: dict[str, Party]


class IgosFile(_Model):
    """International organisations by code; `generic` are codes for classes of actors."""

    source: Annotated[str, Field(min_length=20)]
    as_of: PartialDate
    generic: dict[str, str]
    organisations: dict[str, Party]


class NonstateFile(_Model):
    """Actors that are no state: groups, partly recognised entities, private persons."""

    source: Annotated[str, Field(min_length=20)]
    groups: dict[str, Body]


class Form(_Model):
    """A pattern of names that every state has: `{adj} forces`."""

    kind: Kind
    sector: Sector | None = None
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()


class Title(_Model):
    """An office that many states have: its usual titles, and how its holder is addressed."""

    sector: Sector = "GOV"
    titles: Texts = {}
    address: Texts = {}


class FormsFile(_Model):
    """Patterns for all states alike: `bodies`, `offices` by usual titles, `masks` that are not the state."""

    source: Annotated[str, Field(min_length=20)]
    bodies: dict[str, Form]
    office_names: Texts
    offices: dict[str, Title]
    masks: Texts


class MaskGroup(_Model):
    """Phrases that hold an actor's name but are not the actor, with the reason."""

    why: str
    en: tuple[Name, ...] = ()
    ru: tuple[Name, ...] = ()


class MasksFile(_Model):
    """False friends (`not_actors.yml`)."""

    source: Annotated[str, Field(min_length=20)]
    groups: dict[str, MaskGroup]


class Collision(_Model):
    """A spelling that several entries claim at one time.

    `winner` gets it; without one, all keep it and it becomes ambiguous.
    """

    text: str
    lang: Lang
    entries: Annotated[tuple[str, ...], Field(min_length=2)]
    winner: str | None = None
    why: Annotated[str, Field(min_length=5)]

    @model_validator(mode="after")
    def _winner_claims(self) -> Self:
        if self.winner is not None and self.winner not in self.entries:
            raise ValueError(f"the winner {self.winner} is not among the entries")
        return self


class CollisionsFile(_Model):
    """The collisions that are allowed, each with its rule (`collisions.yml`)."""

    source: Annotated[str, Field(min_length=20)]
    collisions: tuple[Collision, ...]


def _file(name: str, model: type[ModelT]) -> ModelT:
    text = (resources.files(PACKAGE) / FOLDER / name).read_text(encoding="utf-8")
    return check(text, model, name)


def check(text: str, model: type[ModelT], name: str) -> ModelT:
    """Return the YAML `text` of the file `name` as `model`. Raises PluginError where it does not fit."""
    content = parse_yaml(text, f"{FOLDER}/{name}")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise PluginError(
            f"it does not fit the layout of {model.__name__}: {error}",
            where=f"{FOLDER}/{name}",
            do="see docs/actors.md for the layout",
        ) from error


@cache
def state_files() -> dict[str, StateFile]:
    """Return the states that have a file of their own, by ISO alpha-3 code. Raises PluginError."""
    folder = resources.files(PACKAGE) / FOLDER
    names = sorted(item.name for item in folder.iterdir() if STATE_FILE.fullmatch(item.name))
    files = {name.removesuffix(".yml"): _file(name, StateFile) for name in names}
    for stem, file in files.items():
        if file.code != stem:
            raise PluginError(
                f"its code is {file.code}", where=f"{FOLDER}/{stem}.yml", do="name the file for its code"
            )
    return files


@cache
def others() -> dict[str, Party]:
    """Return the states without a file of their own, by ISO alpha-3 code."""
    return _file("others.yml", OthersFile).states


@cache
def igos() -> IgosFile:
    """Return the organisations."""
    return _file("igos.yml", IgosFile)


@cache
def nonstate() -> dict[str, Body]:
    """Return the actors that are no state."""
    return _file("nonstate.yml", NonstateFile).groups


@cache
def forms() -> FormsFile:
    """Return the patterns of names that all states share."""
    return _file("forms.yml", FormsFile)


@cache
def masks() -> dict[str, MaskGroup]:
    """Return the phrases that are not the actor whose name they hold."""
    return _file("not_actors.yml", MasksFile).groups


@cache
def collisions() -> tuple[Collision, ...]:
    """Return the allowed collisions with their rules."""
    return _file("collisions.yml", CollisionsFile).collisions
