"""The source lines under events: those that documents are, and those that the bundled record cites."""

from __future__ import annotations

from collections.abc import Iterable

from detente.record import SOURCE_ID, load_record
from detente.records import Event, Mention
from detente.watch.questions import Known, Questions


def lines_under(questions: Questions, events: Iterable[Event], known: Known) -> dict[str, frozenset[str]]:
    """Return {event id: ids of the lines under it}, of those of `events` that have any."""
    held = questions.knowledge(known)
    mentions = {mention.mention_id: mention for mention in held.mentions}
    under = {e.event_id: [mentions[m] for m in e.mention_ids if m in mentions] for e in events}
    wanted = {m.document_id for each in under.values() for m in each if m.document_id}
    documents = held.view.documents(ids=sorted(wanted)) if wanted else []
    lines = {d.document_id: frozenset({d.external_id}) for d in documents if d.external_id}
    acts = _record(m for each in under.values() for m in each)
    found = {name: frozenset().union(*(_of(m, lines, acts) for m in each)) for name, each in under.items()}
    return {name: each for name, each in found.items() if each}


def _record(mentions: Iterable[Mention]) -> dict[str, frozenset[str]]:
    if not any(mention.source_id == SOURCE_ID for mention in mentions):
        return {}
    return {act.id: frozenset(act.cites) for act in load_record()}


def _of(
    mention: Mention, lines: dict[str, frozenset[str]], acts: dict[str, frozenset[str]]
) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    if mention.source_id == SOURCE_ID:
        return acts.get(mention.external_event_id or "", none)
    return lines.get(mention.document_id or "", none)
