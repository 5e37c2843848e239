"""A sentence with its two sides marked, as the encoder reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding.party import Party
from detente.coding.reading import Sentence

Span = tuple[int, int]
ACTOR, RECIPIENT = ("[unused1]", "[unused2]"), ("[unused3]", "[unused4]")
MARKERS = (*ACTOR, *RECIPIENT)
BEFORE, BEHIND = 120, 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the places of its two sides, in characters; None for a side that it does not name.

    The sides do not overlap: `of` leaves the recipient out where they would.
    """

    text: str
    actor: Span | None
    recipient: Span | None

    @classmethod
    def of(cls, text: str, actor: Span | None, recipient: Span | None) -> Marked:
        """Return the text around the two sides, marked."""
        if actor and recipient and actor[0] < recipient[1] and recipient[0] < actor[1]:
            recipient = None
        sides = [side for side in (actor, recipient) if side is not None]
        first = max(0, min((start for start, _ in sides), default=0) - BEFORE)
        last = max((end for _, end in sides), default=0) + BEHIND
        return cls(text[first:last], _moved(actor, first), _moved(recipient, first))

    def __str__(self) -> str:
        """Return the text with a marker before and behind each side."""
        text = self.text
        for place, marker in sorted(self._markers(), reverse=True):
            text = f"{text[:place]} {marker} {text[place:]}"
        return text

    def _markers(self) -> Iterator[tuple[int, str]]:
        for side, (before, behind) in ((self.actor, ACTOR), (self.recipient, RECIPIENT)):
            if side is not None:
                yield from ((side[0], before), (side[1], behind))


def _moved(side: Span | None, by: int) -> Span | None:
    return (side[0] - by, side[1] - by) if side else None


def place_of(sentence: Sentence, party: Party) -> Span:
    """Return where the words of a party stand in its sentence: those around its head, else the head alone."""
    cell = sentence.cells[party.at]
    start = sentence.text.find(party.text) if party.text else -1
    while start >= 0:
        if start <= cell.start and cell.end <= start + len(party.text):
            return start, start + len(party.text)
        start = sentence.text.find(party.text, start + 1)
    return cell.start, cell.end


def marked_sides(sentence: Sentence, actor: tuple[Party, ...], recipient: tuple[Party, ...]) -> Marked:
    """Return the sentence with the first actor and the first recipient (of a joint act: the second actor)."""
    others = recipient or actor[1:]
    return Marked.of(
        sentence.text,
        place_of(sentence, actor[0]) if actor else None,
        place_of(sentence, others[0]) if others else None,
    )
