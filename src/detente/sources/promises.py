"""What each feed promises: who publishes it, in which tongue and zone, how often and how much.

One YAML file a feed, in the folder beside this module or in one of the user's own. The schema applies one
rule to the media of every state (docs/sources.md says why): `kind` follows from who pays and from whether
a safeguard stands between the payer and the editor, never from what is written there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from detente.datafiles import parse_yaml
from detente.errors import PluginError, of_reading
from detente.records import Sampling, SourceKind
from detente.sources.hops import refused

if TYPE_CHECKING:
    from detente.sources.feeds import Origin


class Funding(StrEnum):
    """Who mainly pays for a publisher (or owns it outright)."""

    STATE = "state"
    LEVY = "public-levy"
    PRIVATE = "private"
    MIXED = "mixed"


class Cadence(StrEnum):
    """How often new items are to be expected."""

    CONTINUOUS = "continuous"
    DAILY = "daily"
    WEEKLY = "weekly"
    IRREGULAR = "irregular"


def _web_address(url: str) -> str:
    if problem := refused(url):
        raise ValueError(problem)
    return url


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no IANA time zone, such as Europe/Moscow") from error
    return name


Address = Annotated[str, AfterValidator(_web_address)]
Zone = Annotated[str, AfterValidator(_zone)]
Text = Annotated[str, Field(min_length=1)]


class Promise(BaseModel):
    """One feed, as its promise file states it.

    `country` is the state where the publisher sits (ISO 3166-1 alpha-3) or, for an organisation of states,
    null with `organisation` naming it. `safeguard` names the law or charter that gives a body which the
    government cannot replace at will charge of the editors. `disputed` says who contests the kind. `least`
    and `most` are items in one fetch, `seconds_between` the least time between two requests to the host,
    `pages` whether the articles behind the items can be read freely. `confirmed` is the day a live run
    first read the address.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    publisher: Text
    title: Text
    url: Address
    homepage: Address
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    organisation: Text | None = None
    kind: SourceKind
    funding: Funding
    safeguard: Text | None = None
    disputed: Text | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    timezone: Zone
    licence: Text
    cadence: Cadence
    sampling: Literal[Sampling.CENSUS, Sampling.STREAM]
    least: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=1)]
    seconds_between: Annotated[float, Field(ge=1, le=3600)] = 2.0
    pages: bool
    confirmed: dt.date | None
    note: str = ""
    source: Text

    @model_validator(mode="after")
    def _same_rule_for_all(self) -> Self:
        if (self.country is None) == (self.organisation is None):
            raise ValueError("country, or else organisation, must be given")
        if self.kind is SourceKind.DATASET:
            raise ValueError("kind: a feed is no data set")
        if self.kind is SourceKind.OFFICIAL and self.funding is not Funding.STATE:
            raise ValueError(
                "kind: an official publisher is an organ of a state or of states (funding: state)"
            )
        controlled = self.funding is Funding.STATE and self.safeguard is None
        if self.kind is not SourceKind.OFFICIAL and controlled != (self.kind is SourceKind.STATE_CONTROLLED):
            raise ValueError(
                "kind: state-controlled is what a state pays for without a safeguard, no more or less"
            )
        if self.least > self.most:
            raise ValueError("least is more than most")
        if self.confirmed is None and not self.note:
            raise ValueError("note: an address that no live run has confirmed must say so")
        return self

    @property
    def origin(self) -> Origin:
        """What holds for items that do not say it themselves."""
        from detente.sources.feeds import Origin  # loads the parsers of feeds

        return Origin(self.id, self.publisher, self.language, self.timezone)


def load_promises(extra: Path | None = None) -> dict[str, Promise]:
    """Return the promises by id, sorted: the bundled ones, and those in the folder `extra`.

    A file in `extra` replaces the bundled one of the same id. Raises PluginError, naming file and field,
    where a file does not fit.
    """
    found = dict(_bundled())
    if extra is not None:
        if not extra.is_dir():
            raise PluginError("no such folder", where=str(extra), do="check sources.promises in detente.toml")
        found |= dict(_read_folder(extra))
    return dict(sorted(found.items()))


@cache
def _bundled() -> tuple[tuple[str, Promise], ...]:
    return tuple(_read_folder(resources.files("detente.sources") / "promises"))


def _read_folder(folder: Traversable) -> Iterator[tuple[str, Promise]]:
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".yml", ".yaml")):
            promise = read_promise(file)
            yield promise.id, promise


def read_promise(file: Traversable) -> Promise:
    """Return the promise in one file. Raises PluginError, naming the file and its first wrong field."""
    try:
        promise = Promise.model_validate(parse_yaml(file.read_text(encoding="utf-8"), str(file)))
    except (OSError, UnicodeDecodeError) as error:
        raise PluginError(
            f"not readable as YAML: {of_reading(error)}", where=str(file), do="mend the file"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        said = f"{field}: {first['msg']}" if field else first["msg"]
        raise PluginError(said, where=str(file), do="see docs/sources.md for the fields") from error
    if promise.id != file.name.rsplit(".", 1)[0]:
        raise PluginError(f"id: {promise.id!r} is not the name of the file", where=str(file), do="rename one")
    return promise
