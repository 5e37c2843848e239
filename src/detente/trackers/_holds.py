"""Why a proposal is held back, and the stems by which rules read a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from detente.records import Event, Precision, Sampling
from detente.trackers._machine import Data

Lang = Literal["en", "ru"]
Words = dict[Lang, tuple[str, ...]]

PART = re.compile(
    r"\b(?:for|over|after|because|following|in response|in retaliation|to prevent|when|while|until)\b"
)
"""Where the part of a sentence that says what was done to whom ends, and its reason or time begins."""
NAME = re.compile(r"\b[^\W\d_a-zа-яё][\w-]+")
STEM = 6
"""Letters by which "Russian" and "Russia" are one name."""


class Hold(Data):
    """Why a proposal is held back: listed with all, but nobody is asked for it.

    It applies where one of `words` stands in the event's text, none of `without` does, `others` take part
    (`others`), or, with `object`, the part of the sentence that has the rule's words names nothing of the
    recipient. `inferred`: only where the act has the day of its report.
    """

    why: str
    words: Words = Field(default_factory=dict)
    without: Words = Field(default_factory=dict)
    others: bool = False
    object: bool = False
    inferred: bool = False

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if [bool(self.words), bool(self.without), self.others, self.object].count(True) != 1:
            raise ValueError(f"{self.why} give one of words, without, others and object")
        return self

    def applies(self, event: Event, words: Words) -> bool:
        """Tell whether what `event` proposes by a rule with `words` is held back."""
        if self.inferred and event.date_precision is not Precision.WEEK:
            return False
        if self.others:
            return bool({side.code for side in (*event.actor, *event.recipient)} - {*two_of(event), None})
        if self.object:
            return not _object_named(words, event)
        text = event.summary.lower()
        return found(self.words, text) if self.words else not found(self.without, text)


def two_of(event: Event) -> list[str]:
    """Return the two states of an event's direction, the actor first where one acts on the other."""
    return re.split("[>-]", event.direction or "")


def _object_named(words: Words, event: Event) -> bool:
    """Tell whether the part of the sentence with the rule's words names the recipient."""
    if event.sampling is Sampling.CURATED:
        return True  # somebody read it, and the words are not those of a report
    names = {name[:STEM] for side in event.recipient for name in NAME.findall(side.text) or [side.text]}
    parts = [part for part in PART.split(event.summary) if found(words, part.lower())]
    return any(name in part for part in parts for name in names)


def found(words: Words, text: str) -> bool:
    """Tell whether one of the stems begins a word of `text`, which is in small letters."""
    stems = [stem for each in words.values() for stem in each]
    return bool(stems) and _pattern(tuple(stems)).search(text) is not None


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})")
