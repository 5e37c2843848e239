"""Named sets of acts: a brief counts them, and `detente explain` lists them under one address.

An address is SET/ABOUT/AREA/SPAN: about is "all" or "about-" and the third state that acts concern, the area
"none" stands for acts without one, and a span is "all" or two days with ".." between, both included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from detente.errors import WrongUse, civil_day
from detente.records import SETTLED, UNSETTLED, Event, Modality, Sampling

ALL, NO_AREA, ABOUT = "all", "none", "about-"


def happened(event: Event) -> bool:
    """Tell whether an act is actual and asserted or confirmed: what moves the default index."""
    return event.modality is Modality.ACTUAL and event.status in SETTLED


def _hostile(event: Event) -> bool:
    return happened(event) and event.quad_class == 4


def is_warm(event: Event) -> bool:
    """Tell whether an act is cooperation, and more than talks and channels alone."""
    return event.quad_class in (1, 2) and event.areas != ("diplomatic_channels",)


def _cooperative(event: Event) -> bool:
    return happened(event) and is_warm(event)


def _any(_event: Event) -> bool:
    return True


SETS: dict[str, Callable[[Event], bool]] = {
    "acts": _any,
    "happened": happened,
    "hostile_deeds": _hostile,
    "cooperative_acts": _cooperative,
    "of_tension": lambda event: happened(event) and event.quad_class in (3, 4),
    "of_cooperation": lambda event: happened(event) and event.quad_class in (1, 2),
    "of_either": lambda event: happened(event) and event.quad_class is not None,
    "disputed": lambda event: event.status in UNSETTLED,
    "single_outlet": lambda event: happened(event) and event.n_sources <= 1,
    "curated": lambda event: event.sampling is Sampling.CURATED,
}


@dataclass(frozen=True)
class Counted:
    """Which acts are counted: a set, an area (NO_AREA for none), days, a third state; None for any."""

    name: str
    area: str | None = None
    span: tuple[dt.date, dt.date] | None = None
    arena: str | None = None

    def keeps(self, event: Event) -> bool:
        """Tell whether `event` is one of them."""
        here = self.arena in (None, event.arena)
        return here and self._in_span(event) and self._in_area(event) and SETS[self.name](event)

    @property
    def address(self) -> str:
        """The address that `detente explain` takes; `counted` reads it back."""
        span = ALL if self.span is None else f"{self.span[0]}..{self.span[1]}"
        about = ALL if self.arena is None else f"{ABOUT}{self.arena}"
        return "/".join([self.name, about, self.area or ALL, span])

    def _in_area(self, event: Event) -> bool:
        if self.area is None:
            return True
        return self.area in event.areas if self.area != NO_AREA else not event.areas

    def _in_span(self, event: Event) -> bool:
        if self.span is None:
            return True
        return event.event_date is not None and self.span[0] <= event.event_date <= self.span[1]


def counted(address: str) -> Counted | None:
    """Return what an address counts, None where it is not the address of such a set."""
    name, _, rest = address.partition("/")
    parts = rest.split("/")
    if name not in SETS or len(parts) != 3 or not (parts[0] == ALL or parts[0].startswith(ABOUT)):
        return None
    first, between, last = parts[2].partition("..")
    try:
        span = (civil_day(first, address), civil_day(last, address)) if between else None
    except WrongUse:
        return None
    if span is None and parts[2] != ALL:
        return None
    arena = None if parts[0] == ALL else parts[0].removeprefix(ABOUT)
    return Counted(name, None if parts[1] == ALL else parts[1], span, arena)
