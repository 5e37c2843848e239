"""What counts as the same class, the same side, and a counted event, in sets made by others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detente.records import SETTLED, Actor, CodedEvent, Modality

YIELD = "YIELD"
YIELDING = frozenset({"CONCEDE", "RETREAT"})
QUADS = {1: "VC", 2: "MC", 3: "VX", 4: "MX"}
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ENDS_HEAD = re.compile(
    r",|\(| (?:of|in|from|to|for|at|on|by|with|near|over|who|whom|which|that|whose|including)(?= )"
)


def root(event_type: str | None) -> str | None:
    """Return the type with CONCEDE and RETREAT as one (YIELD), as the sets have it."""
    return YIELD if event_type in YIELDING else event_type


def quad(event: CodedEvent) -> str | None:
    """Return VC, MC, VX or MX; to yield is material cooperation in these sets. None without an act."""
    if event.event_type is None or event.quad_class is None:
        return None
    return "MC" if event.event_type in YIELDING else QUADS[event.quad_class]


def side(quad_class: str | None) -> str | None:
    """Return "C" for cooperation, "X" for conflict."""
    return quad_class[-1] if quad_class else None


def happened(event: CodedEvent) -> bool:
    """Return whether an event is an act that the text tells as actual, asserted or confirmed."""
    certain = event.status in SETTLED
    return event.event_type is not None and event.modality is Modality.ACTUAL and certain


def words(phrase: str) -> list[str]:
    """Return the words of a phrase in lower case, without possessive endings."""
    return [re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(phrase)]


def head(phrase: str) -> str:
    """Return the head word of a phrase: the last before a preposition, comma or relative; "" of nothing."""
    cut = _ENDS_HEAD.split(phrase, maxsplit=1)[0]
    return next(iter(reversed(words(cut) or words(phrase))), "")


def overlap(first: str, second: str) -> bool:
    """Return whether the head of one phrase is a word of the other."""
    return head(first) in words(second) or head(second) in words(first)


def same_sides(event: CodedEvent, actor: str, recipient: str, text: str) -> bool:
    """Return whether an event is between the two phrases, by head overlap; joint acts in either order.

    A phrase that does not stand in `text` is an unnamed side, which an event must leave empty.
    """
    wanted = [phrase if phrase in text else "" for phrase in (actor, recipient)]
    if not event.recipient and len(event.actor) > 1:
        return all(phrase and _among(phrase, event.actor) for phrase in wanted)
    return all(_fits(phrase, own) for phrase, own in zip(wanted, (event.actor, event.recipient), strict=True))


def _fits(phrase: str, own: Sequence[Actor]) -> bool:
    return _among(phrase, own) if phrase else not own


def _among(phrase: str, own: Iterable[Actor]) -> bool:
    return any(overlap(phrase, each.text) for each in own)
