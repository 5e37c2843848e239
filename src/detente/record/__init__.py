"""The bundled Russia-US record: acts coded by hand from public reports, and their reader.

`load_record()` reads and checks every `acts_*.yml` beside this file; `to_mentions()` turns the acts into
the mentions that the store takes. How the acts were chosen and coded, and under which terms: docs/record.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from detente.datafiles import parse_yaml
from detente.errors import PluginError, WrongUse
from detente.ontology import plover
from detente.ontology.areas import load_areas
from detente.ontology.plover import ALL_CONTEXTS
from detente.ontology.sectors import is_organ
from detente.records import (
    Actor,
    Claimant,
    Mention,
    Modality,
    Precision,
    Record,
    Sampling,
    Status,
    key,
)

__all__ = ["CODER", "DYAD", "SOURCE_ID", "RecordAct", "RecordSource", "load_record", "to_mentions"]

SOURCE_ID = "record-rus-usa"
CODER = "record-1"
DYAD = ("RUS", "USA")

_Slug = Annotated[str, StringConstraints(pattern=r"^rus-usa-\d{4}-\d{2}-\d{2}-[a-z0-9-]*[a-z0-9]$")]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3,4}$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class RecordSource(Record):
    """An outlet that the portal cites for the act; `url` only where the data name the article."""

    outlet: _Words
    url: str | None
    published: dt.date


class RecordAct(Record):
    """One act between the two states, coded by hand; fields as in `detente.records.Act`.

    `cites` holds the ids of the source lines, `portal_day` the day page of the Wikipedia Current Events
    portal that carries them, `note` what is disputed or doubtful. A joint act has both states in
    `actor`; `areas` is empty where no area of the default taxonomy covers the act.
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
    cites: Annotated[tuple[str, ...], Field(min_length=1)]
    portal_day: dt.date
    note: _Words | None

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


def load_record(folder: Traversable | None = None) -> tuple[RecordAct, ...]:
    """Return all acts of the `acts_*.yml` in `folder` (None = the bundled record), by event date and id.

    Raises PluginError naming file, entry and field where a file does not fit the schema or repeats an id.
    """
    return _bundled() if folder is None else _load(folder)


@cache
def _bundled() -> tuple[RecordAct, ...]:
    return _load(resources.files(__name__))


def _load(folder: Traversable) -> tuple[RecordAct, ...]:
    files = [
        item for item in folder.iterdir() if item.name.startswith("acts_") and item.name.endswith(".yml")
    ]
    acts: dict[str, RecordAct] = {}
    for file in sorted(files, key=lambda item: item.name):
        for act in _read_file(file):
            if act.id in acts:
                raise PluginError(
                    f"id: {act.id} is used twice", where=file.name, do="give each act an id of its own"
                )
            acts[act.id] = act
    return tuple(sorted(acts.values(), key=lambda act: (act.event_date, act.id)))


def _read_file(file: Traversable) -> list[RecordAct]:
    try:
        entries = parse_yaml(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise PluginError(f"not readable as YAML: {error}", where=file.name, do="correct the file") from error
    if not isinstance(entries, list):
        raise PluginError("not a list of acts", where=file.name, do="write one YAML list")
    return [_read_entry(file.name, number, entry) for number, entry in enumerate(entries, start=1)]


def _read_entry(name: str, number: int, entry: object) -> RecordAct:
    label = entry.get("id", "no id") if isinstance(entry, dict) else "not a mapping"
    try:
        return RecordAct.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise PluginError(
            f"{field + ': ' if field else ''}{first['msg']}",
            where=f"{name}, entry {number} ({label})",
            do="correct the entry",
        ) from error


def to_mentions(acts: Iterable[RecordAct]) -> list[Mention]:
    """Return one mention per act and outlet (one per act that names none), in the acts' order.

    `published_at` is midnight UTC of the publication day, `available_at` the end of the portal
    day, or of the publication day where the outlet reported later.
    """
    return [_mention(act, source) for act in acts for source in (act.sources or (None,))]


def _mention(act: RecordAct, source: RecordSource | None) -> Mention:
    outlet, url = (source.outlet, source.url) if source else (None, None)
    known = max(act.portal_day, source.published) if source else act.portal_day
    return Mention(
        mention_id=key(SOURCE_ID, act.id, outlet, url, source.published if source else None),
        source_id=SOURCE_ID,
        external_event_id=act.id,
        summary=act.summary,
        outlet=outlet,
        url=url,
        published_at=_midnight(source.published) if source else None,
        available_at=_midnight(known) + dt.timedelta(days=1, seconds=-1),
        sampling=Sampling.CURATED,
        event_type=act.event_type,
        mode=act.mode,
        contexts=act.contexts,
        areas=act.areas,
        quad_class=plover.quad_class(act.event_type),
        score=plover.score(act.event_type, act.mode),
        actor=act.actor,
        recipient=act.recipient,
        direction=act.direction,
        arena=act.arena,
        status=act.status,
        modality=act.modality,
        claimants=act.claimants,
        event_date=act.event_date,
        date_precision=act.date_precision,
        place=act.place,
        coder=CODER,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
