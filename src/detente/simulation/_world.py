"""What a simulation gives: the truth, the reports, and what was seen of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.simulation._setting import Setting

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The quad classes 1 to 4, in this order."""

NOTHING = 4
"""The class of no act, in tables of confusion."""

TYPES: tuple[dict[str, float], ...] = (
    {"CONSULT": 0.5, "AGREE": 0.3, "SUPPORT": 0.2},
    {"COOPERATE": 0.5, "AID": 0.5},
    {"REJECT": 0.25, "ACCUSE": 0.5, "THREATEN": 0.25},
    {"SANCTION": 0.3, "COERCE": 0.4, "MOBILIZE": 0.2, "ASSAULT": 0.1},
)
"""The PLOVER types of each class and how often they come, from the least to the most severe."""


@dataclass(frozen=True)
class Reports:
    """Reports as columns of one length, ordered by `event`; days count from the first day of week 0.

    `act` is the true act (-1: invented by the coder), `event` what linking makes one of, `side` the actor (0
    or 1), `coded` the class given, `kind` the index of the type within it.
    """

    act: Ints
    event: Ints
    side: Ints
    source: Ints
    happened: Ints
    published: Ints
    coded: Ints
    kind: Ints


@dataclass(frozen=True)
class World:
    """A simulated dyad.

    `intensity[week, side, class]` is the expected number of acts; `made` their number;
    `severity[week, class]` the expected absolute score of an act. `told[week]` is the chance that an act of
    the week is reported at all. `items[source, week]` is the number of items of each source (0: not seen).
    `confusion[true, coded]` is the published table, with class NOTHING last.
    """

    setting: Setting
    seed: int
    intensity: Floats
    made: Ints
    hostility: Floats
    severity: Floats
    told: Floats
    items: Ints
    confusion: Ints
    reports: Reports

    @property
    def days(self) -> list[dt.date]:
        """The first days of the weeks."""
        return [self.setting.start + dt.timedelta(weeks=week) for week in range(self.setting.weeks)]

    @property
    def observed(self) -> NDArray[np.bool_]:
        """Whether any item was seen in each week."""
        return np.asarray(self.items.sum(axis=0) > 0)

    @property
    def usual(self) -> float:
        """The chance that an act is reported at all, in the mean of the weeks that were observed."""
        return float(self.told[self.observed].mean())

    def truth(self, classes: Collection[int], side: int | None = None, *, scored: bool = False) -> Floats:
        """Return by week the intensity of acts of `classes` (1 to 4) that the usual coverage tells of.

        `side` is the actor, None for both. `scored` weighs each act by its expected absolute score.
        """
        chosen = [each - 1 for each in sorted(classes)]
        rate = self.intensity.sum(axis=1) if side is None else self.intensity[:, side]
        weights = self.severity if scored else np.ones_like(self.severity)
        return np.asarray((rate * weights)[:, chosen].sum(axis=1) * self.usual)

    def counts(self, classes: Collection[int], side: int | None = None) -> Ints:
        """Return by week how many events (linked reports) were coded into `classes` (1 to 4)."""
        r = self.reports
        _, first = np.unique(r.event, return_index=True)
        keep = np.isin(r.coded[first] + 1, sorted(classes))
        if side is not None:
            keep &= r.side[first] == side
        return np.bincount(r.happened[first][keep] // 7, minlength=self.setting.weeks)
