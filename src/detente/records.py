"""The records that travel the road: what they hold, in which unit, and what may be missing.

All are frozen and refuse unknown fields. Times are UTC; the offset a source gave is kept beside
them. The store adds `recorded_at` and `run_id` to every row it writes; the records do not know them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from detente.vocabulary import (
    MONTHS as MONTHS,
    SETTLED as SETTLED,
    UNSETTLED as UNSETTLED,
    Basis as Basis,
    Decision as Decision,
    Missing as Missing,
    Modality as Modality,
    Outcome as Outcome,
    PlacePrecision as PlacePrecision,
    Precision as Precision,
    Sampling as Sampling,
    SourceKind as SourceKind,
    Status as Status,
)

DateTime = AwareDatetime


def key(*parts: object) -> str:
    """Return a deterministic 24-digit hex key of `parts`; the same parts always give the same key."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def states_of(direction: str | None) -> tuple[str, ...]:
    """Return the states of a direction, the actor first where one acts on the other; none of None."""
    return tuple(re.split("[>-]", direction)) if direction else ()


def acting(direction: str | None) -> str:
    """Return who acts by a direction: "RUS" of "RUS>USA", "RUS-USA" where both do, "" of None."""
    return (direction or "").partition(">")[0]


class Record(BaseModel):
    """Base of all records: frozen, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Actor(Record):
    """A party to an act: its words, the code of its state (ISO 3166-1 alpha-3) or body, PLOVER sector."""

    text: str
    code: str | None = None
    sector: str | None = None


class Claimant(Record):
    """Who says that an act happened (or did not)."""

    text: str
    code: str | None = None


class Location(Record):
    """Where the place of an act is, by the gazetteer GeoNames.

    `geonames_id` is None for regions and sites that have none here. `state` is ISO 3166-1 alpha-3 (None: it
    lies in several); `disputed`: another state claims or holds it. Degrees are WGS 84, of a city's centre.
    """

    geonames_id: int | None = None
    name: str
    state: str | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    precision: PlacePrecision
    disputed: bool = False


class SourceCode(Record):
    """The code a foreign data set gave: its scheme (CAMEO, POLECAT ...), code and score."""

    scheme: str
    code: str
    score: float | None = None


class Report(Record):
    """Where a report stands: outlet, address, publication (UTC; None if the source gives none).

    The rest only where it differs: `available_at` from the publication, `event_date` from what the others
    say of the act. Reports that share a `text_key` give one text, and count once.
    """

    source: str
    url: str | None = None
    published_at: DateTime | None = None
    available_at: DateTime | None = None
    event_date: dt.date | None = None
    text_key: str | None = None


class Act(Record):
    """Who did what to whom, about what, when and how certainly; shared by mentions and events.

    `event_type` is None where two named sides have no coded act. `score` is on the PLOVER scale
    (-10..10), `quad_class` 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
    conflict. `direction` is "RUS>USA", "RUS-USA" for a joint act (sorted), or None without two states.
    `place` is in the words of the text, `location` what the gazetteer makes of them (None: unknown or open).
    """

    event_type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    quad_class: Annotated[int, Field(ge=1, le=4)] | None = None
    score: Annotated[float, Field(ge=-10, le=10)] | None = None
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    direction: str | None = None
    arena: str | None = None
    status: Status = Status.ASSERTED
    modality: Modality = Modality.ACTUAL
    claimants: tuple[Claimant, ...] = ()
    event_date: dt.date | None = None
    date_precision: Precision | None = None
    place: str | None = None
    location: Location | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    coder: str = ""


class CodedEvent(Act):
    """One line of `detente code`: an act found in the text `id`; `span` is (start, end) in characters."""

    id: str
    span: tuple[int, int] | None = None


class Document(Record):
    """One report as it was taken in.

    `document_id` is the key of source, address and content. `published_at` is UTC;
    `published_offset` the source's own offset in minutes; `published_precision` "day" where only
    a date was given. `raw_hash` names the kept bytes. `duplicate_of` names an earlier document with the
    same (or nearly the same) text; `uncoded` says why no act was looked for ("" if it was).
    """

    document_id: str
    source_id: str
    external_id: str | None = None
    url: str | None = None
    title: str = ""
    text: str = ""
    lang: str | None = None
    outlet: str | None = None
    published_at: DateTime | None = None
    published_offset: int | None = None
    published_precision: str = "second"
    raw_hash: str | None = None
    content_hash: str = ""
    duplicate_of: str | None = None
    uncoded: str = ""

    @classmethod
    def of(cls, source_id: str, url: str | None, title: str, text: str, **fields: object) -> Self:
        """Return the document with its deterministic key and content hash filled in."""
        content = key(title, text)
        values = {"content_hash": content, "document_id": key(source_id, url, content), **fields}
        return cls.model_validate(
            {"source_id": source_id, "url": url, "title": title, "text": text, **values}
        )


class Mention(Act):
    """One report's statement of an act.

    It comes from a stored passage (`document_id` and `span` into title + newline + text) or from a
    coded source (`summary` in the source's or our words, `external_event_id`, `source_code`).
    `available_at` is when the world could know it. `copy_of` names the document whose text this report
    repeats. `distinct`: no other `external_event_id` of the same source is the same act.
    """

    mention_id: str
    source_id: str
    document_id: str | None = None
    span: tuple[int, int] | None = None
    summary: str = ""
    outlet: str | None = None
    url: str | None = None
    published_at: DateTime | None = None
    available_at: DateTime | None = None
    copy_of: str | None = None
    external_event_id: str | None = None
    source_code: SourceCode | None = None
    sampling: Sampling = Sampling.STREAM
    distinct: bool = False


class Event(Act):
    """One act with all its mentions; a new version is a new row under the same `event_id`.

    `first_published` is the earliest `available_at` of its mentions. `n_reports` counts distinct
    reports, copies of one text once. `merged_into` names the event that took this one over.
    `date_latest` closes the range where sources differ on the date.
    """

    event_id: str
    mention_ids: tuple[str, ...] = ()
    summary: str = ""
    n_reports: int = 0
    n_sources: int = 0
    sampling: Sampling = Sampling.STREAM
    first_published: DateTime | None = None
    date_latest: dt.date | None = None
    merged_into: str | None = None


class Observation(Record):
    """One number of a measure: what it is about, its value and what stands under it.

    `time_value` is the first day of the period. `value` is None exactly where `missing` has a reason.
    `lower` and `upper` are None until a band is computed for the measure.
    """

    time_value: dt.date
    freq: str
    direction: str
    area: str
    measure: str
    arena: str = "all"
    duplicates: str = "clustered"
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    n_events: int = 0
    n_reports: int = 0
    missing: Missing = Missing.NONE

    @model_validator(mode="after")
    def _value_or_reason(self) -> Self:
        if (self.value is None) == (self.missing is Missing.NONE):
            raise ValueError("an observation has either a value or a reason why it is missing")
        return self


class Condition(Record):
    """Something that holds beside a status ("inspections": paused); an empty text ends it."""

    name: str
    text: str = ""


class Upcoming(Record):
    """A day to come that a transition sets; a later one of the same `name` replaces it.

    `date` is None where the transition takes the day back.
    """

    name: str
    date: dt.date | None
    what: str


class Transition(Record):
    """One step of one matter that a tracker follows: a treaty, a measure, a meeting, a person.

    `party` is the state whose status changes ("RUS-USA" for both at once), `status` what holds afterwards
    (None: as before). `announced` is when it was said, `effective` when it has legal effect; one that is
    known to a month or year holds from its last day. `order` sorts steps of one day. `documents` are
    public documents by proper name and number, `lines` ids of source lines, `event_ids` coded events.
    """

    transition_id: str
    tracker: str
    matter: str
    title: str
    party: str
    step: str
    status: str | None
    what: str
    effective: dt.date
    precision: Precision = Precision.DAY
    announced: dt.date | None = None
    order: int = 0
    place: str | None = None
    conditions: tuple[Condition, ...] = ()
    dates: tuple[Upcoming, ...] = ()
    documents: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    basis: Basis
    decision: Decision = Decision.RECORDED
    rule: str = ""
    available_at: DateTime | None = None

    @property
    def settled(self) -> dt.date:
        """The day at whose end the step surely has its effect."""
        day, far = self.effective, dt.timedelta(days=31)
        if self.precision is Precision.YEAR:
            return day.replace(month=12, day=31)
        if self.precision is Precision.MONTH:
            return (day.replace(day=1) + far).replace(day=1) - dt.timedelta(days=1)
        return day + dt.timedelta(days=6) if self.precision is Precision.WEEK else day

    @property
    def known_from(self) -> dt.date:
        """The day at whose end the world could know of the step."""
        return min(self.announced or self.settled, self.settled)


class Exposure(Record):
    """How many items of a source were seen on a day (publication day, UTC), and how many were kept.

    `state` is "all" for every item, else an ISO code for the items that name the state. `batch` is the
    key of the items counted, so that the same items are never counted twice.
    """

    day: dt.date
    source_id: str
    state: str
    batch: str
    n_seen: int
    n_kept: int


class Fetch(Record):
    """One attempt to observe a source: outcome, counts, and what a polite client sends next time."""

    source_id: str
    url: str
    at: DateTime
    outcome: Outcome
    reason: str = ""
    status_code: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    raw_hash: str | None = None
    n_got: int = 0
    n_new: int = 0
    n_rejected: int = 0


class Reject(Record):
    """An input, or a part of one, that could not be used: where it stands and why."""

    where: str
    reason: str
    raw: str = ""
