"""Why a proposal is held back, and the stems by which rules read a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, Self

from pydantic import Field, model_validator

from detente.records import Event, Precision, Sampling, states_of
from detente.trackers._content import surname
from detente.trackers._machine import Data

Lang = Literal["en", "ru"]
Words = dict[Lang, tuple[str, ...]]

PART = re.compile(
    r"\b(?:for|over|after|amid|because|citing|accusing|following|in response|in retaliation|to prevent|when"
    r"|while|until)\b"
)
"""Where the part of a sentence that says what was done to whom ends, and its reason or time begins."""
NAME = re.compile(r"\b[^\W\d_a-zа-яё][\w-]+")
STATE = re.compile(r"(?:the )?(?:United States|U\.?S\.?(?:A\.?)?|[A-Z][a-z]+)$")
"""The name of a state alone, as against "Russian banks"."""
STEM = 6
"""Letters by which "Russian" and "Russia" are one name."""


class Hold(Data):
    """Why a proposal is held back: listed with all, but nobody is asked for it.

    It applies where one of `words` stands in the event's text, where others take part (`others`), or where
    the part of the sentence that has the rule's words has none of `without`, or (`object`) names nothing of
    the recipient. `inferred`: only where the act has the day of its report; `parts`: only where it falls on
    somebody or something of the recipient, not on the state as such.
    """

    why: str
    words: Words = Field(default_factory=dict)
    without: Words = Field(default_factory=dict)
    others: bool = False
    object: bool = False
    inferred: bool = False
    parts: bool = False

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if [bool(self.words), bool(self.without), self.others, self.object].count(True) != 1:
            raise ValueError(f"{self.why} give one of words, without, others and object")
        return self

    def applies(self, event: Event, words: Words) -> bool:
        """Tell whether what `event` proposes by a rule with `words` is held back."""
        if self.inferred and event.date_precision is not Precision.WEEK:
            return False
        if self.parts and _on_the_state(event):
            return False
        if self.others:
            return _with_others(event)
        if self.object:
            return not _object_named(words, event)
        if self.words:
            return found(self.words, event.summary.lower())
        return not any(found(self.without, part.lower()) for part in _parts(words, event))


def _object_named(words: Words, event: Event) -> bool:
    """Tell whether the part of the sentence with the rule's words names the recipient."""
    if event.sampling is Sampling.CURATED:
        return True  # somebody read it, and the words are not those of a report
    names = {name[:STEM] for side in event.recipient for name in NAME.findall(side.text) or [side.text]}
    return any(name in part for part in _parts(words, event) for name in names)


def _parts(words: Words, event: Event) -> list[str]:
    """Return the parts of an event's text that have one of `words`."""
    return [part for part in PART.split(event.summary) if found(words, part.lower())]


def _on_the_state(event: Event) -> bool:
    """Tell whether the text names the recipient as a state, after "on" or "against", and nothing of it."""
    named = [side.text for side in event.recipient]
    after = rf"\b(?:on|against) (?:{'|'.join(map(re.escape, named))})\b(?!['’]| [A-Z])"
    return all(map(STATE.match, named)) and bool(named) and re.search(after, event.summary) is not None


def _with_others(event: Event) -> bool:
    """Tell whether others take part: a third state, or a body where the two are not there as persons."""
    two = states_of(event.direction)
    others = [side for side in (*event.actor, *event.recipient) if side.code not in (*two, None)]
    persons = all(any(side.code == code and surname(side.text) for side in event.actor) for code in two)
    return any(not persons or side.sector != "IGO" for side in others)


def found(words: Words, text: str) -> bool:
    """Tell whether one of the stems begins a word of `text`, which is in small letters."""
    stems = [stem for each in words.values() for stem in each]
    return bool(stems) and _pattern(tuple(stems)).search(text) is not None


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})")
