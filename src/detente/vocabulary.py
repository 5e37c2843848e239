"""The words that a field of a record may hold; detente.records passes them on."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """Whether the text puts the act in the present world (PLOVER manual, auxiliary modes)."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Status(StrEnum):
    """How certain the sources are that the act happened."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONTESTED = "contested"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


SETTLED = (Status.ASSERTED, Status.CONFIRMED)
UNSETTLED = (Status.ALLEGED, Status.DENIED, Status.CONTESTED)


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months a period of a frequency has; days and weeks are not made of months."""


class Sampling(StrEnum):
    """What a source's items are a sample of; only the first two allow levels over time."""

    CENSUS = "census"
    STREAM = "stream"
    CURATED = "curated"


class SourceKind(StrEnum):
    """Who speaks in a source."""

    OFFICIAL = "official"
    STATE_CONTROLLED = "state-controlled"
    INDEPENDENT = "independent"
    AGENCY = "agency"
    DATASET = "dataset"


class Outcome(StrEnum):
    """How one attempt to observe a source ended. FAILED means not observed, never quiet."""

    OK = "ok"
    NOT_MODIFIED = "not-modified"
    FAILED = "failed"


class Missing(StrEnum):
    """Why an observation has no value."""

    NONE = ""
    NOT_OBSERVED = "not-observed"
    CURATED = "curated"
    NO_ACTS = "no-acts"
    INCOMPLETE = "incomplete"


class Basis(StrEnum):
    """What a fact of a tracker rests on; the first that applies."""

    DOCUMENT = "public document"
    LINE = "source line"
    COMMON = "common knowledge"
    EVENTS = "coded events"


class Decision(StrEnum):
    """How a transition came to stand, or why it does not stand (yet)."""

    RECORDED = "recorded"
    PROPOSED = "proposed"
    SAFE = "taken by a safe rule"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class PlacePrecision(StrEnum):
    """What a location is: a place (a city or a site), a region of a state or across states, or a state."""

    PLACE = "place"
    REGION = "region"
    COUNTRY = "country"
