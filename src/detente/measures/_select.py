"""Which acts move the numbers of a dyad, and in which cells each of them counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from detente.errors import WrongUse
from detente.measures._measure import Counted
from detente.records import SETTLED, Event, Modality, Sampling, Status

ALL = "all"
STATUSES = frozenset(SETTLED)
MODALITIES = frozenset({Modality.ACTUAL})
Duplicates = Literal["clustered", "reports", "one-a-day"]
DUPLICATES: tuple[Duplicates, ...] = ("clustered", "reports", "one-a-day")


@dataclass(frozen=True)
class Selection:
    """Which acts count: those between the two states of `dyad`, of these statuses and modalities.

    `joint_in_directions` counts a joint act within each direction too, not only in "all" and its own row.
    """

    dyad: tuple[str, str]
    arena: str | None = None
    statuses: Collection[Status] = STATUSES
    modalities: Collection[Modality] = MODALITIES
    joint_in_directions: bool = False

    @property
    def there(self) -> str:
        """Return the direction from the first state to the second."""
        return f"{self.dyad[0]}>{self.dyad[1]}"

    @property
    def back(self) -> str:
        """Return the direction from the second state to the first."""
        return f"{self.dyad[1]}>{self.dyad[0]}"

    @cached_property
    def joint(self) -> str:
        """Return the direction of the joint acts of the two."""
        return "-".join(sorted(self.dyad))

    @cached_property
    def directions(self) -> tuple[str, ...]:
        """Return all rows of directions, "all" last."""
        return self.there, self.back, self.joint, ALL

    def check(self, direction: str | None) -> None:
        """Raise WrongUse unless `direction` is None or a direction of the dyad."""
        if len(set(self.dyad)) != 2:
            raise WrongUse("a dyad is two different states", do="name two ISO 3166-1 alpha-3 codes")
        if direction is not None and direction not in self.directions:
            known = ", ".join(self.directions)
            raise WrongUse(f"unknown direction {direction!r}", where="direction", do=f"choose from {known}")

    def keeps(self, event: Event) -> bool:
        """Return whether `event` is an act that counts (its date apart)."""
        return (
            event.merged_into is None
            and event.event_type is not None
            and event.direction in self.directions[:3]
            and event.status in self.statuses
            and event.modality in self.modalities
            and (self.arena is None or event.arena == self.arena)
        )

    def rows(self, event: Event) -> Iterator[str]:
        """Yield the directions in which `event` counts."""
        if event.direction is not None:
            yield event.direction
        yield ALL
        if self.joint_in_directions and event.direction == self.joint:
            yield from (self.there, self.back)


def areas_of(event: Event) -> Iterator[str]:
    """Yield the areas in which `event` counts, "all" last."""
    yield from dict.fromkeys(event.areas)
    yield ALL


def not_curated(events: Iterable[Event]) -> list[Event]:
    """Return the events that some source other than a curated one reports."""
    return [event for event in events if event.sampling is not Sampling.CURATED]


def check_duplicates(duplicates: str) -> None:
    """Raise WrongUse unless `duplicates` is one of DUPLICATES."""
    if duplicates not in DUPLICATES:
        raise WrongUse(
            f"unknown duplicate policy {duplicates!r}",
            where="duplicates",
            do=f"choose from {', '.join(DUPLICATES)}",
        )


def counted(events: Sequence[Event], duplicates: str) -> list[Counted]:
    """Return the acts of one cell under a duplicate policy, with how often each counts.

    "clustered": each once. "reports": each once a report. "one-a-day": of the acts of one day, direction and
    type only the one with the strongest score (ties: the lesser id).
    """
    if duplicates == "reports":
        return [Counted(event, max(1, event.n_reports)) for event in events]
    if duplicates == "clustered":
        return [Counted(event, 1) for event in events]
    best: dict[tuple[object, ...], Event] = {}
    for event in events:
        slot = (event.event_date, event.date_precision, event.direction, event.event_type)
        if slot not in best or _strength(event) < _strength(best[slot]):
            best[slot] = event
    return [Counted(event, 1) for event in best.values()]


def _strength(event: Event) -> tuple[float, str]:
    return -abs(event.score or 0.0), event.event_id
