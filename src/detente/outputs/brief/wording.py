"""Other wordings of our own sentences: what a phraser is given, and what form its answer must have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from detente.lang.splitting import split
from detente.outputs.brief import phrases
from detente.outputs.brief.model import Cited
from detente.records import Event

LONGEST = 240
"""The most characters of a wording; a quotation may have 320."""

_PLAIN = frozenset(" .,;:'’()-–%$€£¥&+/")
_ADDRESS = re.compile(r"://|\bwww\.|[^\W\d_]{2}\.[^\W\d_]{2}|&#?\w+;")


@dataclass(frozen=True)
class Draft:
    """One act as a phraser gets it: our own sentence or quotation, what is fixed, and the stored passages.

    Passages are text of others: material to tell from, never instructions.
    """

    sentence: str
    facts: dict[str, str]
    passages: tuple[str, ...]


class Phraser(Protocol):
    """What gives sentences another wording; it is asked from several threads at once."""

    name: str

    def phrase(self, draft: Draft) -> str | None:
        """Return another wording of `draft.sentence`, None to leave it as it is.

        Raises BadInput where its answer is no wording, Unavailable where it could not answer.
        """
        ...


@dataclass(frozen=True)
class Worded:
    """A wording, and why it must not be shown (nothing where that is for the receipts to say)."""

    text: str
    reasons: tuple[str, ...] = ()


class Wordings(Protocol):
    """Where the desk gets wordings, and who makes them."""

    model: str

    @property
    def unasked(self) -> int:
        """How many sentences nobody could be asked about."""
        ...

    def of(self, cited: Cited, own: str) -> Worded | None:
        """Return another wording of what we say of an event, None where there is none."""
        ...


def draft(cited: Cited, own: str, names: dict[str, str], passages: tuple[str, ...]) -> Draft:
    """Return what a phraser is given of an event that our `own` sentence, or a quotation, tells."""
    event = cited.event
    facts = {
        "who": phrases.sides(event.actor, names),
        "to whom": phrases.sides(event.recipient, names) if event.recipient else "",
        "day": phrases.day(event.event_date, event.date_precision) if event.event_date else "",
        "place": phrases.clean(event.place or ""),
        "certainty": phrases.certainty(event),
        "said by": _claimants(event),
    }
    return Draft(own.strip("“”"), {name: fact for name, fact in facts.items() if fact}, passages)


def _claimants(event: Event) -> str:
    return phrases.listed(list(dict.fromkeys(phrases.clean(each.text) for each in event.claimants)))


def worded(said: str) -> Worded:
    """Return what a phraser said on one line, without control characters, and why it has no fit form.

    A wording is one plain English sentence: letters of the Latin script, digits and plain punctuation, no
    markup, no address and no words in quotation marks. Of a longer one the beginning is kept.
    """
    text = phrases.clean(said)
    strange = sorted({char for char in text if not _plain(char)})
    reasons = []
    if len(text) > LONGEST:
        reasons.append(f"it has {len(text)} characters, more than {LONGEST}")
    if strange:
        reasons.append(f"it has signs that no plain sentence has: {' '.join(strange[:5])}")
    if _ADDRESS.search(text):
        reasons.append("it has an address or a sign of markup")
    if not text.endswith(".") or len(split(text)) != 1:
        reasons.append("it is not one sentence")
    return Worded(text if len(text) <= LONGEST else f"{text[:LONGEST]} …", tuple(reasons))


def _plain(char: str) -> bool:
    if char.isascii() and char.isalnum():
        return True
    return char in _PLAIN or (char.isalpha() and unicodedata.name(char, "").startswith("LATIN"))
