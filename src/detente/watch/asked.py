"""What is asked of the index, what it is made of, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from detente.measures import MODALITIES, STATUSES
from detente.ontology.error_rates import Table
from detente.records import Event, Exposure, Mention, Modality, Observation, Status


@dataclass(frozen=True)
class Choice:
    """What is asked of the index; `severity` is a scale or the path of a table of the user's own."""

    freq: str = "month"
    direction: str | None = None
    area: str | None = None
    arena: str | None = None
    measures: tuple[str, ...] | None = None
    duplicates: str = "clustered"
    severity: str = "plover"
    statuses: Collection[Status] = STATUSES
    modalities: Collection[Modality] = MODALITIES
    joint_in_directions: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Material:
    """What the store gives: standing events, mentions, exposure, and who is curated.

    Numbers end with `until`. `measured` are tables of confusion by coder, `joins` the pairs that linking
    joined rightly and all that it joined, both in the place of published ones.
    """

    events: Sequence[Event]
    mentions: Sequence[Mention]
    exposure: Sequence[Exposure]
    curated: Collection[str]
    until: dt.date | None = None
    measured: Mapping[str, Table] = field(default_factory=dict)
    joins: tuple[int, int] | None = None


@dataclass(frozen=True)
class Row:
    """A number of the index.

    `observation.value` is the estimate where a band could be fitted, else what was `counted`. `least` and
    `most` are the ends of what the three duplicate policies count. `note` marks the period.
    """

    observation: Observation
    counted: float | None
    least: float | None = None
    most: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Index:
    """The rows, and why there are no bands ("" where there are).

    `marks` are words on periods, `spread` the means that each duplicate policy counts, by measure, in the
    widest cell that was asked for.
    """

    rows: list[Row]
    without_bands: str = ""
    marks: dict[dt.date, str] = field(default_factory=dict)
    spread: dict[str, dict[str, float | None]] = field(default_factory=dict)
