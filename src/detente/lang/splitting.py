"""Cuts a text into sentences: at full stops that do not end an abbreviation, and at line breaks."""

from __future__ import annotations

import re
from functools import cache

from detente.lang.lexicon import data

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*(?P<next>[^\W_]+))|\n+")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")
LONGEST_WORD = 60
"""More signs than any abbreviation has: what stands before a full stop is looked at no further back."""
_INITIAL = re.compile(r"[^\W\d_]")


@cache
def _rules(lang: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    found = data(lang if lang in ("en", "ru") else "en", "splitting")
    return frozenset(found["abbreviations"]), frozenset(found["may_end"]), frozenset(found["starters"])


def split(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """Return the (start, end) of the sentences of `text`, in order, without surrounding white space."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if match["next"] is None or _ends(
            text[max(start, match.start() - LONGEST_WORD) : match.start()], match["next"], match[0], lang
        ):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [trimmed for begin, end in spans if (trimmed := _trim(text, begin, end))[0] < trimmed[1]]


def _ends(before: str, following: str, stop: str, lang: str) -> bool:
    if not (following[0].isupper() or following[0].isdigit()):
        return False
    if stop != ".":
        return True
    abbreviations, may_end, starters = _rules(lang)
    found = _LAST_WORD.search(before)
    word = found[0].lower() if found else ""
    if _INITIAL.fullmatch(word) and word not in may_end:
        return False
    if word in may_end:
        return following.lower() in starters and following[0].isupper()
    return word not in abbreviations


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
