"""One Event from the mentions of one act: by majority of reports, ties to the earliest mention."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from detente.linking._points import canonical
from detente.linking._reports import outlet_of, reports
from detente.linking._status import joined, standing
from detente.records import Claimant, Event, Mention, Precision, Sampling, key

H = TypeVar("H", bound=Hashable)
Told = Sequence[tuple[Mention, int]]
"""Mentions in canonical order, each with the number of its report."""

_FINEST = (Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR)


def event_id(mention: Mention) -> str:
    """Return the id of the event whose canonical mention is `mention`."""
    return key("event", mention.mention_id)


def event_of(mentions: Sequence[Mention]) -> Event:
    """Return the event of `mentions` (at least one, of one act). Their order changes nothing.

    A withdrawn mention stays among its ids, and says nothing while others stand.
    """
    every = sorted(mentions, key=canonical)
    ordered = standing(every)
    told = list(zip(ordered, reports(ordered), strict=True))
    event_type = _most(told, lambda mention: mention.event_type)
    typed = [pair for pair in told if pair[0].event_type == event_type]
    modes = [pair for pair in typed if pair[0].mode]
    mode = _most(modes, lambda mention: mention.mode) if modes else None
    graded = [pair for pair in typed if pair[0].mode == mode] or typed
    quad_class, score = _most(graded, lambda mention: (mention.quad_class, mention.score))
    actor, recipient, direction = _most(
        typed, lambda mention: (mention.actor, mention.recipient, mention.direction)
    )
    first, latest, precision = _dates(ordered)
    place = _most_given(told, lambda mention: mention.place)
    there = [pair for pair in told if pair[0].place == place]
    return Event(
        event_id=event_id(every[0]),
        event_type=event_type,
        mode=mode,
        contexts=_shared(typed, lambda mention: mention.contexts),
        areas=_shared(told, lambda mention: mention.areas),
        quad_class=quad_class,
        score=score,
        actor=actor,
        recipient=recipient,
        direction=direction,
        arena=_most_given(told, lambda mention: mention.arena),
        status=joined((mention.status, report) for mention, report in told),
        modality=_most(told, lambda mention: mention.modality),
        claimants=_claimants(ordered),
        event_date=first,
        date_latest=latest,
        date_precision=precision,
        place=place,
        location=_most_given(there, lambda mention: mention.location),
        confidence=_mean([m.confidence for m in ordered if m.confidence is not None]),
        coder="; ".join(sorted({mention.coder for mention in ordered} - {""})),
        mention_ids=tuple(sorted(mention.mention_id for mention in every)),
        summary=_summary([mention for mention, _ in typed]) or _summary(ordered),
        n_reports=len({report for _, report in told}),
        n_sources=len({outlet_of(mention) for mention in ordered}),
        sampling=_sampling(ordered),
        first_published=min((m.available_at for m in ordered if m.available_at), default=None),
    )


def _most(told: Told, value: Callable[[Mention], H]) -> H:
    """Return the value given by most reports; among equals the one of the earliest mention."""
    found: dict[H, set[int]] = {}
    for mention, report in told:
        found.setdefault(value(mention), set()).add(report)
    return max(found, key=lambda each: len(found[each]))


def _most_given(told: Told, value: Callable[[Mention], H | None]) -> H | None:
    given = [pair for pair in told if value(pair[0])]
    return _most(given, value) if given else None


def _shared(told: Told, values: Callable[[Mention], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the values that at least half of the reports with any give; where none is, the most given."""
    found: dict[str, set[int]] = {}
    for mention, report in told:
        for value in values(mention):
            found.setdefault(value, set()).add(report)
    giving = {report for mention, report in told if values(mention)}
    most = max((len(by) for by in found.values()), default=0)
    return tuple(value for value, by in found.items() if 2 * len(by) >= min(len(giving), 2 * most))


def _claimants(ordered: Sequence[Mention]) -> tuple[Claimant, ...]:
    found: dict[tuple[str | None, str], Claimant] = {}
    for mention in ordered:
        for claimant in mention.claimants:
            found.setdefault((claimant.code, claimant.text.casefold()), claimant)
    return tuple(found.values())


def _dates(ordered: Sequence[Mention]) -> tuple[dt.date | None, dt.date | None, Precision | None]:
    """Return the earliest date of the finest precision given, the latest if it differs, and the precision."""
    for precision in _FINEST:
        days = sorted(
            mention.event_date
            for mention in ordered
            if mention.event_date and (mention.date_precision or Precision.DAY) is precision
        )
        if days:
            return days[0], days[-1] if days[-1] != days[0] else None, precision
    return None, None, None


def _mean(values: Sequence[float]) -> float | None:
    return round(math.fsum(values) / len(values), 6) if values else None


def _summary(ordered: Sequence[Mention]) -> str:
    """Return the first summary, those written for a curated set before passages of text."""
    written = [mention.summary for mention in ordered if mention.sampling is Sampling.CURATED]
    return next((text for text in (*written, *(m.summary for m in ordered)) if text), "")


def _sampling(ordered: Sequence[Mention]) -> Sampling:
    kinds = {mention.sampling for mention in ordered}
    return kinds.pop() if len(kinds) == 1 else Sampling.STREAM
