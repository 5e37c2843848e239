"""Text of others made harmless for where it goes: a terminal, a spreadsheet, a reader of JSON.

A title or an outlet may carry signs that command a terminal or turn the direction of the text around them, or
begin as the formula of a spreadsheet.
"""

from __future__ import annotations

import json
import re
import unicodedata

from detente.outputs.brief.phrases import JOINERS, clean

_HIDDEN = re.compile(r"[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_FORMULA = re.compile(r"[=+\-@].", re.DOTALL)


def printed(text: str) -> str:
    """Return `text` with its lines, without control and formatting characters; joiners stay."""
    if text.isascii() and text.isprintable():
        return text
    kept = (c for c in text if c == "\n" or c in JOINERS or unicodedata.category(c)[0] != "C")
    return "".join(kept)


def cell(value: object) -> object:
    """Return a value for a CSV file: text on one line, with a quote before what would be a formula."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if _FORMULA.match(text) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def json_text(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON, any script readable, hidden signs escaped: a reader gets them back.

    What JSON does not know is written as text.
    """
    told = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], told)
