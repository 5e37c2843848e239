"""What a check is given and what it gives back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.findings import Withheld


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage: its text, with the title and outlet of its document, and the day of publication."""

    text: str
    published: dt.date | None = None
    title: str = ""
    outlet: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One checked item of a sentence and where it stands: `passage` is its number, [start, end) in its text.

    `kind` is "name", "number", "date", "side", "act" or "quotation". Without a span it follows from the
    publication day, the outlet or the title.
    """

    kind: str
    text: str
    passage: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sentence that holds, and what of it was found where."""

    text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A sentence about acts of which no passage is stored, a citation and a summary alone."""

    text: str
    event_id: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it has no receipt."""
        return ("it rests on the record: there is no passage to check",)


Verdict = Receipt | Withheld | Unchecked
