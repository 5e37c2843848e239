"""Documents as JSON lines, which `detente import jsonl` reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from detente.outputs.export import ExportFormat, Holdings
from detente.outputs.safe import json_text
from detente.records import Document


def lines(holdings: Holdings) -> Iterator[str]:
    """Yield a line for each document, without a line break; what the document lacks is left out."""
    for document in holdings.documents:
        told = {
            "id": document.document_id,
            "external_id": document.external_id,
            "source_id": document.source_id,
            "source": document.outlet,
            "url": document.url,
            "lang": document.lang,
            "published_at": _published(document),
            "title": document.title,
            "text": document.text,
        }
        yield json_text({name: value for name, value in told.items() if value})


def _published(document: Document) -> str | None:
    """Return the time in the source's own offset; a mere day where that says the same."""
    if document.published_at is None:
        return None
    if document.published_precision == "day" and not document.published_offset:
        return document.published_at.date().isoformat()
    offset = dt.timedelta(minutes=document.published_offset or 0)
    return document.published_at.astimezone(dt.timezone(offset)).isoformat()


EXPORT = ExportFormat(
    name="jsonl",
    description="documents, one JSON object a line",
    lines=lines,
)
