"""Checks one sentence against the passages that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.findings import Withheld
from detente.receipts.certainty import check_acts
from detente.receipts.figures import check_dates, check_numbers
from detente.receipts.items import Item, V, items
from detente.receipts.misplacing import NUMBERS, TIMES, misplaced, name_kind
from detente.receipts.model import Found, Passage, Receipt
from detente.receipts.names import check_names
from detente.receipts.reading import Reader

QUOTED = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")


def check(
    sentence: str, passages: Sequence[Passage], reader: Reader, event_id: str = ""
) -> Receipt | Withheld:
    """Return the receipt of a sentence, or why it must not be shown.

    Weekdays and offices of the sentence are those of the first passage's day of publication. A sentence that
    is nothing but a quotation holds where its words stand in a passage. Nothing but the passages is read.
    """
    if not sentence.strip():
        return Withheld(text=sentence, reasons=("the sentence is empty",), event_id=event_id)
    if not any(passage.text.strip() for passage in passages):
        return Withheld(text=sentence, reasons=("there is no stored passage",), event_id=event_id)
    found, reasons = _quotations(sentence, passages)
    if not _only_quoted(sentence):
        read, refused = _read(sentence, passages, reader)
        found, reasons = [*found, *read], [*reasons, *refused]
    if reasons:
        return Withheld(text=sentence, reasons=tuple(dict.fromkeys(reasons)), event_id=event_id)
    return Receipt(sentence, tuple(found))


def _only_quoted(sentence: str) -> bool:
    match = QUOTED.match(sentence.strip())
    return match is not None and match.end() >= len(sentence.strip().rstrip(".…"))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def _quotations(sentence: str, passages: Sequence[Passage]) -> tuple[list[Found], list[str]]:
    found, reasons = [], []
    for match in QUOTED.finditer(sentence):
        words = match[1].removesuffix("…").strip(" ,.")
        holding = [
            i for i, each in enumerate(passages) if _plain(words) in _plain(f"{each.title}\n{each.text}")
        ]
        if holding:
            start = passages[holding[0]].text.find(words)
            span = (start, start + len(words)) if start >= 0 else (None, None)
            found.append(Found("quotation", words, holding[0], *span))
        else:
            reasons.append(f"the words “{words}” are not in the passage")
    return found, reasons


def _read(sentence: str, passages: Sequence[Passage], reader: Reader) -> tuple[list[Found], list[str]]:
    published = next((passage.published for passage in passages if passage.published), None)
    own = reader.read(sentence, published)
    readings = [reader.read(passage.text, passage.published) for passage in passages]
    mine, theirs = items(own), [items(reading, index) for index, reading in enumerate(readings)]
    names = [each for one in theirs for each in one.names]
    numbers = [each for one in theirs for each in one.numbers]
    times = [each for one in theirs for each in one.times]
    found: list[Found] = []
    reasons: list[str] = []
    for part in (
        check_names(own, readings, passages),
        check_numbers(mine.numbers, numbers, readings),
        check_dates(mine.times, times, readings),
        check_acts(own, readings),
    ):
        found += part[0]
        reasons += part[1]
    reasons += [_instead(x, y) for x, y in misplaced(mine.names, names, name_kind(published))]
    reasons += [_instead(x, y) for x, y in misplaced(mine.numbers, numbers, NUMBERS)]
    reasons += [_instead(x, y) for x, y in misplaced(mine.times, times, TIMES)]
    return found, reasons


def _instead(own: Item[V], other: Item[V]) -> str:
    return f"where the sentence has “{own.text}” the passage has “{other.text}”"
