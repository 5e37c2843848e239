"""Whether an event and a recorded step tell of one thing: by the names and words that tell acts apart."""

from __future__ import annotations

import re
from functools import cache

from detente.datafiles import checked, parse_yaml
from detente.records import Event, Transition
from detente.trackers._facts import Matter
from detente.trackers._machine import Data, read

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 6


class Plain(Data):
    """Words that tell nothing apart: `names` in capitals, `words` by the stem, in small letters."""

    source: str
    names: frozenset[str]
    words: tuple[str, ...]


@cache
def plain() -> Plain:
    """Return the words of data/plain.yml; raises PluginError where they do not fit."""
    found: Plain = checked(Plain, parse_yaml(read("plain.yml"), "plain.yml"), "plain.yml")
    return found


def names(text: str) -> frozenset[str]:
    """Return the words of `text` in capitals that are no plain names and do not just begin a sentence."""
    found = set()
    for sentence in re.split(r"(?<=[.!?:;])\s+", text):
        words = list(WORD.finditer(sentence))
        for place, match in enumerate(words):
            alone = place == 0 and len(words) > 1 and not words[1].group()[0].isupper()
            if match.group()[0].isupper() and not alone:
                found.add(match.group())
    return frozenset(found - plain().names)


def surname(text: str) -> str:
    """Return the last word in capitals before a comma, "" for a plain one: of "Envoy Ann Lee" Lee."""
    words = [word for word in WORD.findall(text.split(",")[0]) if word[0].isupper()]
    return words[-1] if words and words[-1] not in plain().names else ""


def stems(text: str) -> frozenset[str]:
    """Return the first letters of the words of `text` that are not plain, in small letters."""
    common = plain().words
    found = (word.lower() for word in WORD.findall(text) if word not in plain().names)
    return frozenset(word[:STEM] for word in found if len(word) > STEM - 3 and not word.startswith(common))


def alike(event: Event, step: Transition, matter: Matter | None, *, by_name: bool) -> bool:
    """Tell whether what `event` says is in a recorded step and its matter.

    One name or word in common is enough, for the day and the kind of step are the same already. An event
    that says nothing of its own is like any. `by_name`: by names alone, as meetings are.
    """
    marks = names if by_name else stems
    sides = [side.text for side in (*event.actor, *event.recipient)]
    own = marks(". ".join([event.summary, event.place or "", *sides]))
    return not own or not own.isdisjoint(marks(_told(step, matter)))


def _told(step: Transition, matter: Matter | None) -> str:
    texts = [step.title, step.what, step.place or "", *step.documents]
    if matter is not None:
        texts += matter.names
        for detail in matter.details.values():
            texts += [detail] if isinstance(detail, str) else detail
    return ". ".join(texts)
