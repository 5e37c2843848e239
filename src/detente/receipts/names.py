"""Checks the names of a sentence: each must be in a passage, its title or its outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.lang import lexicon
from detente.lang.alike import alike
from detente.receipts.match import initials, key_words, same, spelled, words
from detente.receipts.model import Found, Passage
from detente.receipts.reading import Name, Reading

_MONTH = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|yesterday|today|tomorrow)", re.IGNORECASE,
)  # fmt: skip


def check_names(
    own: Reading, readings: list[Reading], passages: Sequence[Passage]
) -> tuple[list[Found], list[str]]:
    """Return which names were found where, and why others were not."""
    found, reasons = [], []
    for name in own.names:
        if _MONTH.fullmatch(name.text):
            continue
        place = _place(name, own, readings, passages)
        if place is None:
            reasons.append(f"the name “{name.text}” is not in the passage")
        else:
            found.append(place)
    return found, reasons


def _place(name: Name, own: Reading, readings: list[Reading], passages: Sequence[Passage]) -> Found | None:
    for index, reading in enumerate(readings):
        for other in reading.names:
            if same(name, other, own.published) and _titled_alike(name, other):
                return Found("name", name.text, index, other.start, other.end)
    for index, (reading, passage) in enumerate(zip(readings, passages, strict=True)):
        beside = [*words(reading.text), *words(passage.title), *words(passage.outlet)]
        if _all_spelled(name, beside) and _no_other_code(name, reading):
            return Found("name", name.text, index)
    return None


def _titled_alike(name: Name, other: Name) -> bool:
    """Tell whether no two titles stand against each other ("President Rubio", "Secretary Rubio")."""
    roles = lexicon("en").roles.title_words | set(lexicon("en").sectors)
    own, theirs = ({w for w in words(each.text) if w in roles} for each in (name, other))
    return not own or not theirs or name.kind not in ("leader", "name") or bool(own & theirs)


def _all_spelled(name: Name, beside: list[str]) -> bool:
    roles = lexicon("en").roles.title_words | set(lexicon("en").sectors)
    telling = [word for word in key_words(name.text) if word not in roles] or key_words(name.text)
    if all(spelled(word, beside) or any(alike().same(word, other) for other in beside) for word in telling):
        return True
    runs = (
        [beside[i : i + len(telling[0].removesuffix("s"))] for i in range(len(beside))]
        if len(telling) == 1
        else []
    )
    return any(initials(telling, run) for run in runs)


def _no_other_code(name: Name, reading: Reading) -> bool:
    """Tell whether the passage gives this person to no other state than the sentence does."""
    last = key_words(name.text)[-1:]
    others = [o for o in reading.names if o.kind in ("leader", "name") and key_words(o.text)[-1:] == last]
    return not name.code or all(not o.code or o.code == name.code for o in others)
