"""Checks one sentence against the passages that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from detente.findings import Withheld
from detente.receipts.certainty import check_acts
from detente.receipts.figures import check_dates, check_numbers, unsaid_days
from detente.receipts.hearsay import check_hearsay
from detente.receipts.items import Item, items
from detente.receipts.kinds import NUMBERS, TIMES, name_kind
from detente.receipts.leaving_out import check_left_out
from detente.receipts.misplacing import Rivalry, misplaced, rivalries, weights
from detente.receipts.model import Found, Passage, Receipt
from detente.receipts.names import check_names
from detente.receipts.reading import Reader
from detente.receipts.slots import Slots

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
        read, refused = Cited(sentence, passages, reader).checked()
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


class Cited:
    """A sentence with the passages that it cites, all read."""

    def __init__(self, sentence: str, passages: Sequence[Passage], reader: Reader) -> None:
        self.published = next((passage.published for passage in passages if passage.published), None)
        self.passages = passages
        self.own = reader.read(sentence, self.published)
        self.readings = [reader.read(passage.text, passage.published) for passage in passages]
        self.mine = items(self.own)
        theirs = [items(reading, index) for index, reading in enumerate(self.readings)]
        self.names = [each for one in theirs for each in one.names]
        self.numbers = [each for one in theirs for each in one.numbers]
        self.times = [each for one in theirs for each in one.times]

    def checked(self) -> tuple[list[Found], list[str]]:
        """Return what of the sentence was found where, and why others were not."""
        found: list[Found] = []
        reasons: list[str] = []
        for part in (
            check_names(self.own, self.readings, self.passages),
            check_numbers(self.mine.numbers, self.numbers, self.readings),
            check_dates(self.mine.times, self.times, self.readings),
            check_acts(self.own, self.readings),
        ):
            found += part[0]
            reasons += part[1]
        for kind, own, rivals in self.rivalries():
            reasons += [_instead(x, y) for x, y in misplaced(own, rivals, weights(kind))]
        reasons += check_left_out(self.own, self.readings)
        return found, [*reasons, *check_hearsay(self.own, self.readings)]

    def rivalries(self) -> Iterator[tuple[str, Sequence[Item[Any]], list[Rivalry[Any]]]]:
        """Yield each kind of item with those of the sentence and what else may belong in their places."""
        slots, days = Slots(self.own, self.readings), [*self.times, *unsaid_days(self.readings)]
        mine, names = self.mine, name_kind(self.published)
        yield "name", mine.names, list(rivalries(mine.names, self.names, names, slots))
        yield "number", mine.numbers, list(rivalries(mine.numbers, self.numbers, NUMBERS, slots))
        yield "time", mine.times, list(rivalries(mine.times, days, TIMES, slots))


def _instead(own: Item[Any], other: Item[Any]) -> str:
    return f"where the sentence has “{own.text}” the passage has “{other.text}”"
