"""What the coder makes of an act: another class, nothing, or an act where there is none."""

from __future__ import annotations

import numpy as np

from detente.simulation._setting import CoderSetting, Setting
from detente.simulation._world import CLASSES, NOTHING, Floats, Ints

NEAR = np.array([[0, 0.5, 0.35, 0.15], [0.6, 0, 0.2, 0.2], [0.35, 0.15, 0, 0.5], [0.15, 0.15, 0.7, 0]])
"""The classes that a wrong coding falls into, by true class; rows add up to 1."""


def rows(error: float, missed: float) -> Floats:
    """Return chance[true, coded] of the four classes, the chance of no act last."""
    found = np.zeros((len(CLASSES), len(CLASSES) + 1))
    found[:, :NOTHING] = NEAR * error + np.eye(len(CLASSES)) * (1 - error)
    found *= 1 - missed
    found[:, NOTHING] = missed
    return found


def code(setting: Setting, week: Ints, true: Ints, dice: np.random.Generator) -> Ints:
    """Return the class that the coder gives each act (NOTHING where it misses it)."""
    told = setting.coder
    last = told.error if told.error_end is None else told.error_end
    share = week / max(1, setting.weeks - 1)
    by_act = (1 - share)[:, None] * rows(told.error, told.missed)[true]
    by_act += share[:, None] * rows(last, told.missed)[true]
    return draw(by_act, dice)


def draw(chance: Floats, dice: np.random.Generator) -> Ints:
    """Return for each row of `chance` a place in it."""
    edges = chance.cumsum(axis=1)
    return np.asarray((edges < dice.random(len(chance))[:, None] * edges[:, -1:]).sum(axis=1))


def table(told: CoderSetting, made: Floats, dice: np.random.Generator) -> Ints:
    """Return confusion[true, coded] of a labelled sample that has the classes as often as `made`."""
    error = told.error if told.table_error is None else told.table_error
    chance = np.zeros((NOTHING + 1, NOTHING + 1))
    chance[:NOTHING] = rows(error, told.missed) * (made / made.sum())[:, None]
    chance[NOTHING, :NOTHING] = told.invented / len(CLASSES)
    return dice.multinomial(told.table, (chance / chance.sum()).ravel()).reshape(chance.shape)
