"""How late acts are told: the part of a day's acts that is known by now, from a store's own delays.

The delays are cut off on the right (an act of yesterday cannot yet have been told after a week), so that
their distribution is estimated backwards in time, by the reverse hazard (J. Kalbfleisch and J. Lawless,
JASA 84, 1989).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LONGEST = 60
"""Days after which an act that was not told never will be, for this purpose."""


def known_part(delays: Ints, ages: Ints) -> Floats:
    """Return F[d], d = 0 to LONGEST: the part of the acts told by d days after they happened.

    `delays` are days from act to first report, `ages` days from the act to the day of asking. Delays below 0
    or beyond LONGEST are left out. Without any, every act counts as told at once.
    """
    keep = (delays >= 0) & (delays <= LONGEST) & (delays <= ages)
    delay, age = delays[keep], np.minimum(ages[keep], LONGEST)
    if not len(delay):
        return np.ones(LONGEST + 1)
    told = np.bincount(delay, minlength=LONGEST + 1).astype(float)
    could = np.bincount(age, minlength=LONGEST + 1).astype(float)
    # at risk at d: delay <= d <= age, those whose delay could have been seen to be d
    at_risk = told.cumsum() - np.append(0.0, could.cumsum()[:-1])
    hazard = np.divide(told, at_risk, out=np.zeros_like(told), where=at_risk > 0)
    keep_below = np.append((1 - hazard)[1:][::-1].cumprod()[::-1], 1.0)
    return np.asarray(keep_below)


def completeness(first: Ints, length: Ints, today: int, known: Floats) -> Floats:
    """Return for each period the part of its acts that is told by `today`.

    `first` are the ordinals of the first days, `length` the days of the periods; days after `today` tell
    nothing.
    """
    found = np.ones(len(first))
    for place in np.flatnonzero(first + length - 1 > today - LONGEST):
        age = today - np.arange(first[place], first[place] + length[place])
        found[place] = np.where(age < 0, 0.0, known[np.clip(age, 0, LONGEST)]).mean()
    return found
