"""What a brief is given besides events and numbers: standing matters, dates, accounts, changes, chances."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from detente.findings import ChanceSkill, Forecast
from detente.records import Event, Precision, Transition


@dataclass(frozen=True)
class Matter:
    """How one matter of a tracker stands for one party ("" for all its parties alike).

    `since` is the day of the step that made the status, `begun` that of the first one that put it in force
    (as `since` without one), `heard` that of the last step of any kind, with what it was and its sources.
    `authority` is the legal act behind it, `lapsed` the last day of an easing all of whose terms have ended.
    """

    tracker: str
    kind: str
    title: str
    party: str
    status: str
    since: dt.date
    precision: Precision
    what: str
    sources: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    begun: dt.date = dt.date.max
    heard: dt.date = dt.date.min
    heard_precision: Precision = Precision.DAY
    heard_what: str = ""
    heard_sources: tuple[str, ...] = ()
    authority: str = ""
    lapsed: dt.date | None = None


@dataclass(frozen=True)
class DateAhead:
    """A day to come that a tracker holds: what happens then, in which matter, and whose ("" for no one's)."""

    day: dt.date
    what: str
    title: str
    sources: tuple[str, ...] = ()
    party: str = ""


@dataclass(frozen=True)
class Account:
    """A meeting with what each side says of it, in the order of the dyad; "" where nothing is held."""

    day: dt.date
    precision: Precision
    title: str
    told: tuple[str, str]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What the store learned between two instants.

    `before` is the earlier one, None where there is none to compare with. `corrected` are events with what
    they said before; `merged` and `withdrawn` events as they stood before; `steps` those of the trackers.
    """

    before: dt.datetime | None
    since_last: bool = True
    new: tuple[Event, ...] = ()
    corrected: tuple[tuple[Event, Event], ...] = ()
    merged: tuple[Event, ...] = ()
    withdrawn: tuple[Event, ...] = ()
    steps: tuple[Transition, ...] = ()
    held_before: int = 0

    @property
    def none(self) -> bool:
        """Whether nothing changed."""
        return not (self.new or self.corrected or self.merged or self.withdrawn or self.steps)


@dataclass(frozen=True)
class Foreseen:
    """The forecasts of tension with the skill of their chances; `why_none` tells why there are none."""

    forecasts: tuple[Forecast, ...] = ()
    skill: tuple[ChanceSkill, ...] = ()
    why_none: str = ""


@dataclass(frozen=True)
class Gathered:
    """All of these. `tracked` tells whether facts of trackers are bundled for this pair of states.

    `landmarks` are the events that stand for a turn of the relationship, by id, with the name of each;
    `denials` what the other state answers to a disputed act in the same report, by the id of the act, in the
    words of the report; `waiting` is how many proposals to the trackers nobody has decided.
    """

    tracked: bool = False
    matters: tuple[Matter, ...] = ()
    dates: tuple[DateAhead, ...] = ()
    accounts: tuple[Account, ...] = ()
    landmarks: dict[str, str] = field(default_factory=dict)
    denials: dict[str, str] = field(default_factory=dict)
    foreseen: Foreseen = Foreseen(why_none="none was asked for")
    changes: Changes | None = None
    waiting: int = 0
