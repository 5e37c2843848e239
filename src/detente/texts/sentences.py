"""A text as its sentences."""

from __future__ import annotations

from detente.lang import split


def sentences(text: str, lang: str = "en") -> list[str]:
    """Return the sentences of `text` in order; English and Russian abbreviations do not end one."""
    return [text[start:end] for start, end in split(text, lang)]
