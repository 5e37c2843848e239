"""Mentions made comparable: each becomes a point, and mentions that compare alike share one."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from detente.linking._actors import Persons, body_words, party_words, persons
from detente.linking._rules import rules
from detente.linking._text import Said, read
from detente.records import Mention, Precision, Sampling

_FAR = dt.datetime.max.replace(tzinfo=dt.UTC)

Span = tuple[int, int, bool]
"""First and last day of an act (ordinals), and whether the day itself is known."""


@dataclass(frozen=True, slots=True)
class Point:
    """All that comparing looks at. Points are equal where no comparison could tell them apart."""

    event_type: str | None
    mode: str | None
    span: Span | None
    said: Said
    persons: Persons
    stamp: tuple[str, ...]
    record: tuple[str, str] | None


@dataclass(slots=True)
class Place:
    """A point with the mentions at it, in canonical order, and the reports they come from."""

    point: Point
    marks: Mapping[str, int]
    weight: int
    mentions: list[Mention] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)


def canonical(mention: Mention) -> tuple[dt.datetime, str]:
    """Return the sort key that puts first the mention which gives an event its id."""
    return mention.available_at or _FAR, mention.mention_id


def address(url: str) -> str:
    """Return `url` without what does not change the page: fragment, last slash, case of the host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def reports_of(mention: Mention) -> set[str]:
    """Return the names of the report that `mention` stands in (address, document); never empty."""
    found = {address(mention.url)} if mention.url else set()
    if mention.document_id:
        found.add(mention.document_id)
    return found or {mention.mention_id}


def span_of(mention: Mention) -> Span | None:
    """Return the days in which the act may have happened; None where nothing bounds them."""
    day, precision = mention.event_date, mention.date_precision
    if day is None:
        known = mention.available_at or mention.published_at
        if known is None:
            return None
        last = known.astimezone(dt.UTC).date().toordinal()
        return last - rules().undated_window, last, False
    if precision is Precision.WEEK:
        first = day.toordinal() - day.weekday()
        return first, first + 6, False
    if precision is Precision.MONTH:
        days = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1).toordinal(), day.replace(day=days).toordinal(), False
    if precision is Precision.YEAR:
        return dt.date(day.year, 1, 1).toordinal(), dt.date(day.year, 12, 31).toordinal(), False
    return day.toordinal(), day.toordinal(), True


def point_of(mention: Mention) -> Point:
    """Return the point of `mention`."""
    said = Said()
    if mention.summary and not _is_coded_row(mention):
        said = read(mention.summary, party_words(mention), body_words(mention))
    span = span_of(mention)
    record = None
    if mention.external_event_id and (mention.distinct or mention.sampling is Sampling.CURATED):
        record = (mention.source_id, mention.external_event_id)
    stamp = () if said.words else _stamp(mention, span)
    return Point(mention.event_type, mention.mode, span, said, persons(mention), stamp, record)


def _is_coded_row(mention: Mention) -> bool:
    """Whether the summary was made from a code, so that its words say no more than the code does."""
    curated = mention.sampling is Sampling.CURATED
    return mention.source_code is not None and mention.document_id is None and not curated


def _stamp(mention: Mention, span: Span | None) -> tuple[str, ...]:
    """Return what stands for the words of a mention that has none: its code, parties and place on its day.

    Only a coded row with a day has such a stamp; any other wordless mention is alone with its id.
    """
    if mention.source_code is None or span is None or not span[2]:
        return (mention.mention_id,)
    sides = [f"{side.code}/{side.sector}/{side.text}" for side in (*mention.actor, *mention.recipient)]
    return mention.source_code.scheme, mention.source_code.code, mention.place or "", *sorted(sides)


def places_of(mentions: Sequence[Mention]) -> list[Place]:
    """Return the places of `mentions` (given in canonical order), in the order of their first mention."""
    found: dict[Point, Place] = {}
    for mention in mentions:
        point = point_of(mention)
        place = found.get(point)
        if place is None:
            marks = point.said.marks()
            place = found[point] = Place(point, marks, sum(marks.values()))
        place.mentions.append(mention)
        place.reports |= reports_of(mention)
    return list(found.values())
