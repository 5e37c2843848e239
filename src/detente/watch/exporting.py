"""What a watch gives out: its documents and its events, in the layouts that can be exported."""

from __future__ import annotations

from collections.abc import Iterator

import detente.outputs.exports as layouts
from detente.errors import WrongUse
from detente.linking import canonical, outlet_of, reports, standing
from detente.outputs.export import ExportFormat, Holdings, Reported
from detente.plugins import discover
from detente.records import Document
from detente.watch.questions import Choice, Known, Questions


def exports() -> dict[str, ExportFormat]:
    """Return the layouts that can be exported, by name."""
    return discover(layouts, "EXPORT", ExportFormat)


def export(questions: Questions, layout: str, known: Known) -> Iterator[str]:
    """Return the lines of what is known, without line breaks. Raises WrongUse for an unknown layout."""
    offered = exports()
    if layout not in offered:
        raise WrongUse(f"unknown layout {layout!r}", where="FORMAT", do=f"choose from {', '.join(offered)}")
    return offered[layout].lines(Holdings(_documents(questions, known), _events(questions, known)))


def _documents(questions: Questions, known: Known) -> Iterator[Document]:
    yield from questions.knowledge(known).view.documents()


def _events(questions: Questions, known: Known) -> Iterator[Reported]:
    mentions = {mention.mention_id: mention for mention in questions.mentions(known)}
    for event in questions.events(Choice(), known):
        held = sorted((mentions[name] for name in event.mention_ids if name in mentions), key=canonical)
        own = standing(held)
        yield Reported(event, tuple(own), tuple(reports(own)), tuple(map(outlet_of, own)))
