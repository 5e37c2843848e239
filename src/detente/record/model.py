"""The fields of an act of the record, and what they must hold together."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from detente.errors import WrongUse
from detente.ontology import plover
from detente.ontology.areas import load_areas
from detente.ontology.plover import ALL_CONTEXTS
from detente.ontology.sectors import is_organ
from detente.records import Actor, Claimant, Modality, Precision, Record, Status

DYAD = ("RUS", "USA")

_Slug = Annotated[str, StringConstraints(pattern=r"^rus-usa-\d{4}-\d{2}-\d{2}-[a-z0-9-]*[a-z0-9]$")]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3,4}$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Basis(StrEnum):
    """What a fact of the record rests on."""

    SOURCE_LINE = "source line"
    PUBLIC_DOCUMENT = "numbered public document"
    COMMON_KNOWLEDGE = "common knowledge"


class RecordSource(Record):
    """An outlet that the portal cites for the act; `url` only where the data name the article."""

    outlet: _Words
    url: str | None
    published: dt.date


class RecordAct(Record):
    """One act between the two states, coded by hand; fields as in `detente.records.Act`.

    `cites` holds the ids of the source lines, `portal_day` the day page of the Wikipedia Current Events
    portal that carries them, `note` what is disputed or doubtful. A joint act has both states in
    `actor`; `areas` is empty where no area of the default taxonomy covers the act. `basis` says what the
    fact rests on; without a source line there are no `cites` and no `portal_day`. `document` is the
    proper name (and number, where it bears one) of the treaty, statute, order or resolution.
    """

    id: _Slug
    event_date: dt.date
    date_precision: Precision
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    areas: tuple[str, ...]
    actor: Annotated[tuple[Actor, ...], Field(min_length=1)]
    recipient: tuple[Actor, ...]
    arena: _Code | None
    status: Status
    modality: Modality
    claimants: tuple[Claimant, ...]
    place: _Words | None
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=400)]
    sources: tuple[RecordSource, ...]
    cites: tuple[str, ...]
    portal_day: dt.date | None
    note: _Words | None
    basis: Basis
    document: _Words | None

    @property
    def direction(self) -> str | None:
        """Return "RUS>USA", "USA>RUS", "RUS-USA" for a joint act, or None where no organ of either acts.

        Third states that take part do not change it.
        """
        organs = [side.code for side in self.actor if is_organ(side.sector)]
        acting = [code for code in DYAD if code in organs]
        reached = [code for code in DYAD if any(side.code == code for side in self.recipient)]
        if len(acting) == len(DYAD):
            return "-".join(DYAD)
        others = [code for code in reached if code not in acting]
        return f"{acting[0]}>{others[0]}" if acting and others else None

    @property
    def known_on(self) -> dt.date:
        """Return the day on which the world could know the act: the portal's page, or the act's own day.

        A deed is never known before its own day, which by universal time can be that after the page's.
        """
        page = self.portal_day or self.event_date
        done = self.modality is not Modality.FUTURE and self.date_precision is Precision.DAY
        return max(page, self.event_date) if done else page

    @model_validator(mode="after")
    def _codes_fit(self) -> Self:
        try:
            plover.score(self.event_type, self.mode)
        except WrongUse as error:
            raise ValueError(f"event_type, mode: {error}") from error
        for field, values, known in (
            ("contexts", self.contexts, ALL_CONTEXTS),
            ("areas", self.areas, load_areas()),
        ):
            if unknown := sorted(set(values) - set(known)):
                raise ValueError(f"{field}: unknown {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _sides_fit(self) -> Self:
        if not {side.code for side in (*self.actor, *self.recipient)}.issuperset(DYAD):
            raise ValueError("actor, recipient: they do not hold both RUS and USA")
        if self.status in (Status.ALLEGED, Status.DENIED) and not self.claimants:
            raise ValueError(f"claimants: missing for status {self.status}")
        return self

    @model_validator(mode="after")
    def _basis_fits(self) -> Self:
        lines = bool(self.cites) and self.portal_day is not None
        if self.basis is Basis.SOURCE_LINE and not lines:
            raise ValueError("cites, portal_day: missing for an act with a source line")
        if self.basis is not Basis.SOURCE_LINE and (self.cites or self.portal_day):
            raise ValueError(f"basis: {self.basis}, but cites or portal_day name a source line")
        if self.basis is Basis.PUBLIC_DOCUMENT and not self.document:
            raise ValueError(f"document: missing for basis {self.basis}")
        if self.basis is Basis.COMMON_KNOWLEDGE and self.document:
            raise ValueError(f"basis: {self.basis}, but document names one")
        return self
