"""Coded events as JSON lines: the layout of `detente code` with an id, a source code and reports.

Fields of a line, besides those of a coded event: `event_id` (required), `source_code` {scheme, code, score},
`reports` [{source, url, published_at}, and where they differ available_at, event_date, text_key],
`available_at`, `summary`, `sampling`, and `distinct`: no other line of the source is the same act.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, ValidationError, field_validator, model_validator

from detente.errors import WrongUse
from detente.ontology.actors import load_actors
from detente.ontology.plover import ALL_CONTEXTS, EVENT_TYPES, SANCTION_QUADS, quad_class, score
from detente.ontology.sectors import SECTORS
from detente.ontology.states import STATES
from detente.records import (
    Act,
    Actor,
    Claimant,
    Exposure,
    Location,
    Mention,
    Precision,
    Reject,
    Report,
    Sampling,
    SourceCode,
    key,
)
from detente.sources.exposure import Seen
from detente.sources.files.base import FileFormat, ReadContext
from detente.sources.parsed import parsed
from detente.sources.years import plausible

LAST_CHARACTER = 2**31 - 1
"""The end of a span that no text reaches."""
_OWN = {"id", "span", "event_id", "reports", "source_code", "available_at", "summary", "sampling", "distinct"}


@cache
def _actor_codes() -> frozenset[str]:
    return frozenset(STATES) | {entry.code for entry in load_actors()}


def _known_state(code: str) -> str:
    if code not in STATES:
        raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code of a state")
    return code


def _known_codes(parties: Iterable[Actor | Claimant]) -> None:
    if unknown := [party.code for party in parties if party.code and party.code not in _actor_codes()]:
        raise ValueError(f"no state or body has the codes {unknown}")


class Line(Act):
    """One line of the file: an act, checked against the code lists."""

    event_id: Annotated[str, Field(min_length=1)]
    id: str | None = None
    span: tuple[int, int] | None = None
    source_code: SourceCode | None = None
    reports: tuple[Report, ...] = ()
    available_at: AwareDatetime | None = None
    summary: str = ""
    sampling: Sampling | None = None
    distinct: bool = False

    @field_validator("event_type")
    @classmethod
    def _type(cls, code: str | None) -> str | None:
        if code is not None and code not in EVENT_TYPES:
            raise ValueError(f"no PLOVER event type {code!r}")
        return code

    @field_validator("contexts")
    @classmethod
    def _contexts(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [code for code in codes if code not in ALL_CONTEXTS]:
            raise ValueError(f"no PLOVER contexts {unknown}")
        return codes

    @field_validator("actor", "recipient")
    @classmethod
    def _sides(cls, sides: tuple[Actor, ...]) -> tuple[Actor, ...]:
        _known_codes(sides)
        if unknown := [side.sector for side in sides if side.sector and side.sector not in SECTORS]:
            raise ValueError(f"no PLOVER sectors {unknown}")
        return sides

    @field_validator("claimants")
    @classmethod
    def _told_by(cls, claimants: tuple[Claimant, ...]) -> tuple[Claimant, ...]:
        _known_codes(claimants)
        return claimants

    @field_validator("span")
    @classmethod
    def _passage(cls, span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is not None and not 0 <= span[0] < span[1] <= LAST_CHARACTER:
            raise ValueError(f"{list(span)} is no first character and end of a passage")
        return span

    @field_validator("event_date")
    @classmethod
    def _day(cls, day: dt.date | None) -> dt.date | None:
        return day and plausible(day)

    @field_validator("available_at")
    @classmethod
    def _known_in_utc(cls, time: dt.datetime | None) -> dt.datetime | None:
        return _within_reach(time)

    @field_validator("reports")
    @classmethod
    def _told_in_utc(cls, reports: tuple[Report, ...]) -> tuple[Report, ...]:
        for report in reports:
            _within_reach(report.published_at)
            _within_reach(report.available_at)
            if report.event_date:
                plausible(report.event_date)
        return reports

    @field_validator("arena")
    @classmethod
    def _arena(cls, code: str | None) -> str | None:
        return code and _known_state(code)

    @field_validator("location")
    @classmethod
    def _location(cls, there: Location | None) -> Location | None:
        if there is not None and there.state is not None:
            _known_state(there.state)
        return there

    @field_validator("direction")
    @classmethod
    def _direction(cls, text: str | None) -> str | None:
        if text is None:
            return None
        states = text.split(">") if ">" in text else text.split("-")
        if len(states) < 2 or len(set(states)) < len(states) or (">" in text and len(states) > 2):
            raise ValueError(f'{text!r} is neither of the form "RUS>USA" nor "RUS-USA"')
        if "-" in text and states != sorted(states):
            raise ValueError(f"{text!r} does not name its states in alphabetical order")
        for code in states:
            _known_state(code)
        return text

    @model_validator(mode="after")
    def _mode_of_type(self) -> Self:
        if self.mode is not None:
            if self.event_type is None:
                raise ValueError("mode: there is no event_type to which it belongs")
            try:
                score(self.event_type, self.mode)
            except WrongUse as error:
                raise ValueError(f"mode: {error}") from error
        return self

    @model_validator(mode="after")
    def _as_type_says(self) -> Self:
        """Refuse a class that PLOVER does not give to the type, and a score on the other side of zero."""
        if self.event_type is None:
            if self.quad_class is not None or self.score is not None:
                raise ValueError("quad_class, score: there is no event_type to which they belong")
            return self
        classes = {quad_class(self.event_type, choice) for choice in SANCTION_QUADS}
        if self.quad_class is not None and self.quad_class not in classes:
            told = " or ".join(map(str, sorted(classes)))
            raise ValueError(f"quad_class: {self.event_type} has {told}, not {self.quad_class}")
        own = score(self.event_type, self.mode)
        if self.score is not None and self.score * own < 0:
            kind = "/".join(filter(None, (self.event_type, self.mode)))
            raise ValueError(f"score: {kind} has {own:g}, and {self.score:g} is on the other side of zero")
        return self

    @model_validator(mode="after")
    def _of_its_sides(self) -> Self:
        """Refuse a direction that the sides do not bear."""
        way = self.direction or ""
        states = re.split("[>-]", way) if way else []
        roles = ("actor", "recipient") if ">" in way else ("actor",) * len(states)
        for state, role in zip(states, roles, strict=True):
            coded = {side.code for side in getattr(self, role)} - {None}
            if coded and state not in coded:
                raise ValueError(f"direction: {way!r}, but no {role} has the code {state}")
        return self

    def act(self) -> dict[str, object]:
        """Return the fields of the act; what follows from others (score, direction ...) is filled in."""
        told = {name: getattr(self, name) for name in type(self).model_fields if name not in _OWN}
        if self.event_type is not None:
            told["quad_class"] = self.quad_class or quad_class(self.event_type)
            told["score"] = score(self.event_type, self.mode) if self.score is None else self.score
        if self.event_date and self.date_precision is None:
            told["date_precision"] = Precision.DAY
        told["direction"] = self.direction or _direction_of(self.actor, self.recipient)
        return told


def _direction_of(actor: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> str | None:
    """Return the direction where each side is one state, or the actors alone are two."""
    here = sorted({side.code for side in actor if side.code in STATES and side.code})
    there = sorted({side.code for side in recipient if side.code in STATES and side.code})
    if len(here) == 2 and not recipient:
        return "-".join(here)
    return ">".join((*here, *there)) if len(here) == len(there) == 1 and here != there else None


def mentions(line: Line, context: ReadContext) -> Iterator[Mention]:
    """Yield a mention for each report of the line, or one where it has none.

    The key of a mention is made of the source, the event_id and the report, so that it is the same each time.
    """
    act = line.act()
    for report in dict.fromkeys(line.reports) or [None]:
        yield Mention.model_validate(
            {
                **act,
                "mention_id": key(context.source_id, line.event_id, *_told(report)),
                "source_id": context.source_id,
                "external_event_id": line.event_id,
                "summary": line.summary,
                "available_at": _utc(line.available_at),
                "source_code": line.source_code,
                "sampling": line.sampling or context.sampling,
                "distinct": line.distinct,
                **(_stands(report, line) if report else {}),
            }
        )


def _told(report: Report | None) -> tuple[object, ...]:
    """Return what tells a report from the others of its line; what it leaves out makes no difference."""
    if report is None:
        return ()
    rest = (report.available_at, report.event_date, report.text_key)
    return (report.source, report.url, report.published_at, *(rest if any(rest) else ()))


def _stands(report: Report, line: Line) -> dict[str, object]:
    """Return the fields of a mention that its report gives."""
    known = report.available_at or report.published_at or line.available_at
    return {
        "outlet": report.source,
        "url": report.url,
        "published_at": _utc(report.published_at),
        "available_at": _utc(known),
        "copy_of": report.text_key,
        "event_date": report.event_date or line.event_date,
    }


def _within_reach(time: dt.datetime | None) -> dt.datetime | None:
    """Return `time`; raises ValueError where its year is a slip, at the ends of the calendar none in UTC."""
    if time is not None:
        plausible(time.date())
    return time


def _utc(time: dt.datetime | None) -> dt.datetime | None:
    return time.astimezone(dt.UTC) if time else None


def read(path: Path, context: ReadContext) -> Iterator[Mention | Reject | Exposure]:
    """Yield the mentions of a file, a Reject in the place of each wrong line, and last its exposure.

    Lines between other states than `context.dyad` give no mention but where one is known already; they
    count as seen. Raises BadInput where
    no line can be read.
    """
    seen = Seen()
    for line in parsed(path, ".jsonl", partial(_line, areas=context.areas)):
        if isinstance(line, Reject):
            yield line
            continue
        for mention in mentions(line, context):
            kept = context.dyad is None or _is_between(mention, context.dyad)
            _count(mention, seen, kept=kept)
            if kept or context.known(mention.mention_id):
                yield mention
    yield from seen.rows(context.source_id, context.dyad)


def _line(_number: int, text: bytes, areas: frozenset[str] | None) -> Line:
    try:
        line = Line.model_validate_json(text)
    except ValidationError as error:
        raise ValueError(_reason(error)) from error
    if areas is not None and (unknown := [area for area in line.areas if area not in areas]):
        raise ValueError(f"areas: the watch has none with the ids {unknown}; 'watch.areas' names its file")
    return line


def _is_between(mention: Mention, dyad: tuple[str, str]) -> bool:
    named = {side.code for side in (*mention.actor, *mention.recipient)}
    return named >= set(dyad) or set((mention.direction or "").replace(">", "-").split("-")) >= set(dyad)


def _count(mention: Mention, seen: Seen, *, kept: bool) -> None:
    if mention.available_at is None:
        return
    day = mention.available_at.date()
    states = {side.code for side in (*mention.actor, *mention.recipient) if side.code}
    seen.see(mention.mention_id, day, states)
    if kept:
        seen.keep(day, states)


def _reason(error: ValidationError) -> str:
    """Return each wrong field with what is wrong with it."""
    told = []
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        field = ".".join(str(part) for part in each["loc"])
        told.append(f"{field}: {each['msg']}" if field else each["msg"])
    return "; ".join(told)


FORMAT = FileFormat(
    name="detente",
    description="coded events as JSON lines, in the layout of `detente code` with event_id and reports",
    suffixes=(".jsonl",),
    read=read,
    whole=True,
)
