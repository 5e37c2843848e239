"""Draws of what the coder and linking did wrong, from tables of how often they do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLASSES = 4
PRIOR = 0.5
"""Weight of each cell of a table before anything was labelled (Jeffreys)."""


class CoderDraws(NamedTuple):
    """What the coder may do.

    `unmix[s, coded, true]` turns intensities of coded classes into those of true ones; `real[s, coded]` is
    the part of the acts coded so that are acts at all.
    """

    unmix: Floats
    real: Floats


def coder_draws(table: Floats, number: int, dice: np.random.Generator) -> CoderDraws:
    """Return `number` draws from the posterior of the rates behind `table` [true, coded], no act last."""
    rows = np.stack(
        [dice.dirichlet(row + PRIOR * _near(true), size=number) for true, row in enumerate(table)]
    )
    chance = rows[:CLASSES, :, :CLASSES].transpose(1, 0, 2)
    acts = table[:CLASSES, :CLASSES].sum(axis=0)
    real = np.stack(
        [dice.beta(acts[c] + PRIOR, table[CLASSES, c] + PRIOR / 5, size=number) for c in range(CLASSES)],
        axis=1,
    )
    return CoderDraws(np.asarray(np.linalg.inv(chance), dtype=np.float64), real)


def _near(true: int) -> Floats:
    """Return the prior of a row, most of it on the class itself: an empty table means a fair coder."""
    found = np.full(CLASSES + 1, 0.2)
    found[true] = 4.0
    return found


def link_draws(right: tuple[int, int], joined: float, number: int, dice: np.random.Generator) -> Floats:
    """Return draws of the acts that stand behind one event because linking joined too much.

    `right` are (pairs joined that are one act, all pairs joined) of a labelled set, `joined` the further
    reports joined for one event in the store: each that was joined wrongly is an act lost. What linking
    failed to join is read off the store itself (detente.analysis.copies).
    """
    precision = dice.beta(right[0] + PRIOR, right[1] - right[0] + PRIOR, size=number)
    return np.asarray(1 + joined * (1 - precision))
