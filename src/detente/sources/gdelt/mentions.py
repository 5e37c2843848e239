"""Mentions from GDELT rows."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from detente.ontology.areas import areas_of_contexts
from detente.ontology.cameo import Crossing, phrase
from detente.ontology.plover import quad_class, score
from detente.ontology.states import from_code
from detente.records import Actor, Mention, Modality, Precision, SourceCode, key
from detente.sources.files.base import ReadContext
from detente.sources.gdelt.fold import Told
from detente.sources.gdelt.rows import Row, Side
from detente.sources.gdelt.rules import rules

SCHEME = "CAMEO"
CODER = "gdelt2"


def states_of(row: Row) -> tuple[str | None, str | None]:
    """Return the ISO codes of the states of the two actors on the day of the act (None without a state)."""
    return _state(row.sides[0], row.day), _state(row.sides[1], row.day)


def _state(side: Side, day: dt.date) -> str | None:
    return from_code("cameo", side.state, on=day) if side.state else None


def mention_of(told: Told, crossing: Crossing, context: ReadContext) -> Mention:
    """Return the mention of a row between two states, coded by `crossing`.

    A joint act has both states in `actor` and no recipient. `source_code` keeps the CAMEO code and Goldstein
    score of the row; `available_at` is when GDELT added it.
    """
    row = told.row
    sides = [_actor(side, state) for side, state in zip(row.sides, told.states, strict=True)]
    if told.joint:
        sides.sort(key=lambda actor: actor.code or "")
    precision, modality = _date(row)
    quad = quad_class(crossing.event_type)
    return Mention(
        mention_id=key(context.source_id, row.name),
        source_id=context.source_id,
        external_event_id=row.id,
        event_type=crossing.event_type,
        mode=crossing.mode,
        contexts=crossing.contexts,
        areas=areas_of_contexts(crossing.contexts, context.taxonomy),
        quad_class=quad,
        score=score(crossing.event_type, crossing.mode),
        actor=tuple(sides) if told.joint else (sides[0],),
        recipient=() if told.joint else (sides[1],),
        direction="-".join(sorted(told.states)) if told.joint else ">".join(told.states),
        arena=_arena(row, told.states) if quad in (2, 4) else None,
        modality=modality,
        event_date=row.day,
        date_precision=precision,
        place=row.place or None,
        coder=CODER,
        summary=f"{_called(row.sides[0])} {phrase(row.code)} {_called(row.sides[1])}",
        outlet=_outlet(row.url),
        url=row.url if _is_address(row.url) else None,
        available_at=row.added,
        source_code=SourceCode(scheme=SCHEME, code=row.code, score=row.goldstein),
        sampling=context.sampling,
    )


def _actor(side: Side, state: str) -> Actor:
    return Actor(text=side.name or side.code, code=state, sector=rules().sector(side.role))


def _called(side: Side) -> str:
    return (side.name or side.code).title()


def _date(row: Row) -> tuple[Precision, Modality]:
    """Return how exact the date is and whether the row tells of the past, by its lag in whole days."""
    lag = (row.added.date() - row.day).days
    past = lag >= rules().historical_from
    return rules().phrase_lags.get(lag, Precision.DAY), Modality.HISTORICAL if past else Modality.ACTUAL


def _arena(row: Row, states: tuple[str, str]) -> str | None:
    """Return the third state on whose ground a deed is placed; geographic codes are FIPS."""
    place = from_code("fips", row.place_state, on=row.day) if row.place_state else None
    return place if place not in states else None


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _outlet(url: str) -> str | None:
    """Return the host of an address, or a citation as it is (monitoring services have no address)."""
    if not _is_address(url):
        return url or None
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
