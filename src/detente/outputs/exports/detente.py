"""Coded events as JSON lines, which `detente import detente` reads back into the same events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from detente.outputs.export import ExportFormat, Holdings, Reported
from detente.outputs.safe import json_text
from detente.records import Act, Event, Mention, Precision, Report

_ACT = set(Act.model_fields)


def lines(holdings: Holdings) -> Iterator[str]:
    """Yield a line for each event, without a line break."""
    for told in holdings.events:
        yield json_text(_line(told))


def _line(told: Reported) -> dict[str, Any]:
    event = told.event
    passage = next((m for m in told.mentions if m.document_id and m.span), None)
    code = next((m.source_code for m in told.mentions if m.source_code), None)
    return {
        "event_id": event.event_id,
        "id": passage.document_id if passage else None,
        **event.model_dump(mode="json", include=_ACT),
        "span": passage.span if passage else None,
        "summary": event.summary,
        "sampling": event.sampling.value,
        "distinct": True,
        "source_code": code.model_dump(mode="json") if code else None,
        "available_at": event.first_published.isoformat() if event.first_published else None,
        "reports": [report.model_dump(mode="json", exclude_defaults=True) for report in _reports(told)],
    }


def _reports(told: Reported) -> list[Report]:
    """Return the reports of an event, each once, such that reading them back counts as many."""
    addresses: defaultdict[int, set[str | None]] = defaultdict(set)
    for mention, number in zip(told.mentions, told.reports, strict=True):
        addresses[number].add(mention.url)
    found: dict[Report, None] = {}
    for mention, number, outlet in zip(told.mentions, told.reports, told.outlets, strict=True):
        alone = addresses[number] == {mention.url} != {None}
        text_key = None if alone else f"{told.event.event_id}-{number}"
        found[_report(told.event, mention, outlet, text_key)] = None
    return list(found)


def _report(event: Event, mention: Mention, outlet: str, text_key: str | None) -> Report:
    known, day = mention.available_at, mention.event_date
    exact = (mention.date_precision or Precision.DAY) is event.date_precision
    return Report(
        source=outlet,
        url=mention.url,
        published_at=mention.published_at,
        available_at=known if known != (mention.published_at or event.first_published) else None,
        event_date=day if exact and day != event.event_date else None,
        text_key=text_key,
    )


EXPORT = ExportFormat(
    name="detente",
    description="coded events with their reports, as JSON lines in the layout of `detente code`",
    lines=lines,
)
