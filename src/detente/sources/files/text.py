"""A plain text or Markdown file as one document; its date and outlet are not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer

from detente.errors import BadInput
from detente.records import Document
from detente.sources.decoding import marked
from detente.sources.files.base import FileFormat, Item, ReadContext
from detente.sources.lines import read_whole
from detente.sources.plain import one_line, tidy

LARGEST = 5 << 20
FEWEST = 40
"""Bytes below which an encoding is not guessed: too few signs tell one from another."""
_HEADING = re.compile(r"#\s+(.+?)\s*#*\s*(?:\n|\Z)")


def read(path: Path, context: ReadContext) -> Iterator[Item]:
    """Yield the one document of the file; a Markdown heading in its first line becomes the title.

    Raises BadInput where the file is empty, too large, binary, or not in UTF-8 (or UTF-16 with a mark):
    other encodings cannot be told apart safely.
    """
    text = _decode(read_whole(path, LARGEST), path).lstrip()
    heading = _HEADING.match(text) if path.suffix.lower() in (".md", ".markdown") else None
    title = one_line(heading[1]) if heading else ""
    body = tidy(text[heading.end() :] if heading else text)
    if not (title or body):
        raise BadInput("the file holds no text", where=str(path))
    yield Document.of(context.source_id, None, title, body, external_id=path.name, lang=context.lang)


def _decode(raw: bytes, path: Path) -> str:
    mark = marked(raw)
    if mark is None and b"\0" in raw:
        raise BadInput("a binary file, not a text", where=str(path))
    try:
        return raw.decode(mark or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        guess = charset_normalizer.from_bytes(raw[: 1 << 16]).best() if len(raw) >= FEWEST else None
        looks = f", it looks like {guess.encoding}" if guess is not None else ""
        raise BadInput(
            f"not in UTF-8{looks}",
            where=f"{path}: byte {error.start + 1}",
            do="convert it: iconv -f ENCODING -t UTF-8",
        ) from error


FORMAT = FileFormat(
    name="text",
    description="a plain text or Markdown file is one document",
    suffixes=(".txt", ".md", ".markdown"),
    read=read,
)
