"""Gathers what a brief is made of: events, yearly and quarterly numbers, health of the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.errors import WrongUse
from detente.linking import standing
from detente.ontology.states import state
from detente.outputs.brief import Cited, Material, SourceHealth
from detente.outputs.brief.gathered import Gathered
from detente.records import Event, Mention, Modality
from detente.watch.questions import Choice, Known, Questions

LATEST_DAYS = 30


def gather(
    questions: Questions,
    health: Iterable[SourceHealth],
    known: Known,
    *,
    today: dt.date,
    since: dt.date | None = None,
    as_of: dt.date | None = None,
    more: Callable[[dt.date], Gathered] | None = None,
) -> Material:
    """Return the material of a brief that speaks from `as_of` (by default the day of the newest report).

    The newest report of a chosen day is that of what was published by its end. `more` gives what else is
    known at the end of that day. Raises WrongUse where `since` is after `as_of`, or this is still to come.
    """
    if as_of is not None and as_of > today:
        do = f"give {today} or an earlier day; 'detente dates' lists what is due"
        raise WrongUse(f"{as_of} is still to come", where="--as-of", do=do)
    mentions = questions.mentions(known)
    events = questions.events(Choice(), known)
    day = as_of or newest_day(questions, known, today)
    told = [e for e in events if told_by(e, day)]
    start = since or dt.date.fromordinal(max(1, day.toordinal() - LATEST_DAYS))
    if start > day:
        raise WrongUse(f"{start} is after {day}, the day the brief speaks from", where="--since")
    coding = questions.knowledge(known).view.coding()
    later = any(e.modality is Modality.ACTUAL and e.event_date and e.event_date > day for e in events)
    counted = replace(known, as_of=day if as_of or later else None)
    return Material(
        dyad=questions.dyad,
        names={code: display_name(code) for code in _codes(events, questions.dyad)},
        area_titles={area.id: area.title for area in questions.areas.values()},
        as_of=day,
        today=today,
        since=start,
        newest_report=_newest(mentions, as_of),
        events=_cited(told, mentions),
        years=tuple(questions.index("year", counted, until=day)),
        quarters=tuple(questions.index("quarter", counted, area="all", until=day)),
        health=tuple(health),
        uncoded={reason: number for reason, number in coding.items() if reason},
        without_act=max(0, coding.get("", 0) - len({m.document_id for m in mentions if m.document_id})),
        options=counted.options,
        more=more(day) if more else Gathered(),
        asked=as_of is not None,
        vantage=as_of or known.as_published or known.known_by,
        left_out=len(events) - len(told),
        learned_later=sum(not _reported_by(e, day) for e in told),
    )


def display_name(code: str) -> str:
    """Return a state's English name as it reads in a sentence, or the code where it is no state."""
    try:
        name = state(code).name_en
    except WrongUse:
        return code
    return f"the {name}" if name.startswith(("United ", "Netherlands", "Philippines")) else name


def newest_day(questions: Questions, known: Known, today: dt.date) -> dt.date:
    """Return the day of the newest report or act known, today at the latest: a brief speaks from it."""
    newest = _newest(questions.mentions(known), None)
    events = questions.events(Choice(), known)
    days = [event.event_date for event in events if event.event_date and event.event_date <= today]
    latest = [*days[-1:], *([newest.date()] if newest else [])]
    return min(max(latest, default=today), today)


def told_by(event: Event, day: dt.date) -> bool:
    """Tell whether a brief of `day` tells `event`: it is dated by then, or was reported by then."""
    return _reported_by(event, day) or (event.event_date is not None and event.event_date <= day)


def _reported_by(event: Event, day: dt.date) -> bool:
    return event.first_published.date() <= day if event.first_published else True


def _newest(mentions: Iterable[Mention], by: dt.date | None) -> dt.datetime | None:
    last = by or dt.date.max
    return max(
        (m.available_at for m in mentions if m.available_at and m.available_at.date() <= last), default=None
    )


def _codes(events: list[Event], dyad: tuple[str, str]) -> set[str]:
    sides = (side for event in events for side in (*event.actor, *event.recipient))
    arenas = {event.arena for event in events if event.arena}
    return {side.code for side in sides if side.code} | arenas | set(dyad)


def _cited(events: list[Event], mentions: list[Mention]) -> tuple[Cited, ...]:
    by_id = {mention.mention_id: mention for mention in mentions}
    early = dt.datetime.min.replace(tzinfo=dt.UTC)
    cited = []
    for event in events:
        own = standing([by_id[name] for name in event.mention_ids if name in by_id])
        newest = sorted(own, key=lambda mention: mention.available_at or early, reverse=True)
        cited.append(Cited(event, tuple(newest)))
    return tuple(cited)
