"""Actors as the rest of the system sees them: entries with their spellings and their dated posts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.ontology.actor_files import Lang


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an actor, and when it stands for it.

    `ambiguous`: it counts only where the text supports it (see docs/actors.md). `unless`: it does not count
    beside these words.
    """

    text: str
    lang: Lang
    case_sensitive: bool = False
    ambiguous: bool = False
    unless: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def valid(self, on: dt.date | None) -> bool:
        """Return whether the spelling may stand for its actor on the day `on` (None: on some day)."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Post:
    """One stay of a person in an office.

    `valid_from` and `valid_to` are the first and last day on which it may have lasted; where the day of
    begin or end is not known, `begun_by` and `ended_after` bound the days on which it certainly did. None is
    open.
    """

    person: str
    office: str
    code: str
    sector: str
    valid_from: dt.date
    begun_by: dt.date
    ended_after: dt.date | None = None
    valid_to: dt.date | None = None
    acting: bool = False

    def possible(self, on: dt.date) -> bool:
        """Return whether the person may have held the office on the day `on`."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def certain(self, on: dt.date) -> bool:
        """Return whether the person held the office on the day `on`, whatever the days that are not known."""
        return self.begun_by <= on and (self.ended_after is None or on <= self.ended_after)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor: a state, a body, an office, a person ...

    `code` is the ISO alpha-3 code of its state or the code of an organisation, `sector` the PLOVER sector
    (None for a state as a whole). Of a person, both are those of the latest post, and `code_on`/`sector_on`
    give those of a day. `posts` are the dated stays: of a person in offices, of holders in an office.
    `valid_from` and `valid_to` bound the actor itself, and are None where the data give no bound.
    """

    id: str
    kind: str
    code: str
    sector: str | None
    spellings: tuple[Spelling, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    office: str | None = None
    note: str = ""
    posts: tuple[Post, ...] = ()
    home: str | None = None
    no_post: str = "ELI"

    @property
    def names(self) -> dict[str, list[str]]:
        """Return the spellings by language, the main one first."""
        found: dict[str, list[str]] = {"en": [], "ru": []}
        for spelling in self.spellings:
            if spelling.text not in found[spelling.lang]:
                found[spelling.lang].append(spelling.text)
        return found

    def valid(self, on: dt.date | None) -> bool:
        """Return whether the actor exists on the day `on` (None: on some day)."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on)
            and (self.valid_to is None or on <= self.valid_to)
        )

    def code_on(self, on: dt.date | None) -> str:
        """Return the code on the day `on`: that of a person's post, or of the home state while in none."""
        if self.kind != "leader" or on is None:
            return self.code
        post = self._post_on(on)
        return post.code if post else self.home or self.code

    def sector_on(self, on: dt.date | None) -> str | None:
        """Return the sector on the day `on`: that of a person's post, or the sector while in none."""
        if self.kind != "leader" or on is None:
            return self.sector
        post = self._post_on(on)
        return post.sector if post else self.no_post

    def _post_on(self, on: dt.date) -> Post | None:
        held = [post for post in self.posts if post.possible(on)]
        return max(
            held, key=lambda post: (post.certain(on), post.sector != "PTY", post.valid_from), default=None
        )


@dataclass(frozen=True, slots=True)
class Surface:
    """A spelling with the actor it stands for; `entry` is None for a phrase that is no actor (a mask)."""

    spelling: Spelling
    entry: ActorEntry | None

    @property
    def text(self) -> str:
        """Return the words."""
        return self.spelling.text

    @property
    def lang(self) -> Lang:
        """Return the language of the words, ISO 639-1."""
        return self.spelling.lang

    @property
    def case_sensitive(self) -> bool:
        """Return whether it matches only as it is written."""
        return self.spelling.case_sensitive

    @property
    def ambiguous(self) -> bool:
        """Return whether it needs support in the text."""
        return self.spelling.ambiguous

    def valid(self, on: dt.date | None) -> bool:
        """Return whether spelling and actor are both valid on the day `on` (None: on some day)."""
        return self.spelling.valid(on) and (self.entry is None or self.entry.valid(on))
