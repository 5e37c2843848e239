"""Documents from JSON Lines: one JSON object a line, UTF-8, gzip-compressed or not.

Fields: `title` and `text` (at least one), and if known `id`, `date` (or `published_at`, `datetime`; `time`
may add the time of day), `lang`, `source` (the outlet), `url`. Other fields are ignored.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from detente.errors import BadInput
from detente.records import Document, Reject
from detente.sources.dates import Published, published
from detente.sources.files.base import FileFormat, Item, ReadContext
from detente.sources.lines import numbered_lines, open_lines
from detente.sources.plain import one_line, tidy

LONGEST_LINE = 5 << 20
_DATES = ("published_at", "datetime", "date", "time")
_TEXTS = ("id", "text", "title", "lang", "source", "url")
_SHOWN = 200

log = logging.getLogger(__name__)


def read(path: Path, context: ReadContext) -> Iterator[Item]:
    """Yield the documents of a file, and a Reject for each line that is none.

    A date that cannot be read gives a Reject too, and the document without a date. Texts that share an id
    are all kept, each under its own key, and logged. Raises BadInput where the file is empty or binary.
    """
    name, first_with, shared = path.name, dict[str, tuple[int, str]](), list[str]()
    with open_lines(path) as stream:
        seen = False
        for number, line in numbered_lines(stream, LONGEST_LINE):
            seen, where = True, f"{name}:{number}"
            try:
                values = _values(line)
                document, flaw = _document(values, context)
            except BadInput as error:
                shown = line[:_SHOWN].decode("utf-8", "replace") if isinstance(line, bytes) else ""
                yield Reject(where=where, reason=error.what, raw=tidy(shown))
                continue
            if flaw:
                yield Reject(where=where, reason=flaw)
            earlier = first_with.setdefault(document.external_id or where, (number, document.document_id))
            if earlier[1] != document.document_id:
                shared.append(f"{document.external_id!r} on lines {earlier[0]} and {number}")
            yield document
    if not seen:
        raise BadInput("the file holds nothing but blank lines", where=str(path))
    if shared:
        more = f", and {len(shared) - 1} more" if len(shared) > 1 else ""
        log.warning("%s: one id with different texts, all kept: %s%s", name, shared[0], more)


def _values(line: bytes | BadInput) -> Mapping[str, object]:
    if isinstance(line, BadInput):
        raise line
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput(f"not UTF-8 (byte {error.start + 1} of the line)") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not readable as JSON ({error})") from error
    if not isinstance(values, dict):
        raise BadInput("not a JSON object")
    return values


def _document(values: Mapping[str, object], context: ReadContext) -> tuple[Document, str]:
    """Return the document of one line, and what is wrong with its date ("" if nothing)."""
    fields = {name: _text(values, name) for name in _TEXTS}
    title, text = one_line(fields["title"]), tidy(fields["text"])
    if not (title or text):
        raise BadInput("neither title nor text")
    lang = fields["lang"].lower()[:2] or context.lang
    when, flaw = _date(values, context, lang)
    document = Document.of(
        context.source_id,
        fields["url"] or None,
        title,
        text,
        external_id=fields["id"] or None,
        lang=lang,
        outlet=one_line(fields["source"]) or None,
        **(when.fields if when else {}),
    )
    return document, flaw


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if not isinstance(value, str):
        raise BadInput(f"{name} is no text")
    return tidy(value)


def _date(
    values: Mapping[str, object], context: ReadContext, lang: str | None
) -> tuple[Published | None, str]:
    name = next((name for name in _DATES if values.get(name) not in (None, "")), None)
    if name is None:
        return None, ""
    value, clock = values[name], values.get("time")
    if name == "date" and isinstance(clock, str) and re.fullmatch(r"\d\d:\d\d(:\d\d)?", clock.strip()):
        value = f"{value} {clock.strip()}"
    when = published(value, context.timezone, lang)
    return when, "" if when else f"{name} {str(value)[:80]!r} is no date; the document is kept without one"


FORMAT = FileFormat(
    name="jsonl",
    description="documents, one JSON object a line (title, text, id, date, lang, source, url)",
    suffixes=(".jsonl", ".jsonl.gz", ".ndjson"),
    read=read,
)
