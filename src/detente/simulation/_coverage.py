"""What sources tell of the acts: items, reports, delays."""

from __future__ import annotations

import numpy as np

from detente.simulation._setting import Setting, SourceSetting
from detente.simulation._world import Floats, Ints


def items(setting: Setting, dice: np.random.Generator) -> Ints:
    """Return items[source, week]; 0 where the source was not seen."""
    found = np.stack([_items(source, setting.weeks, dice) for source in setting.sources])
    for first, end in setting.gaps:
        found[:, first:end] = 0
    return found


def _items(source: SourceSetting, weeks: int, dice: np.random.Generator) -> Ints:
    week = np.arange(weeks)
    rate = source.items * np.exp(source.growth * week / 52 + source.noise * dice.standard_normal(weeks))
    found = dice.poisson(rate)
    found[: source.begin] = 0
    found[source.end or weeks :] = 0
    for first, end in source.outages:
        found[first:end] = 0
    return found


def chances(setting: Setting, seen: Ints, hostile: Floats) -> Floats:
    """Return chance[source, week] that a source tells of an act, given the items it printed."""
    usual = np.array([source.items for source in setting.sources])[:, None]
    chance = np.array([source.chance for source in setting.sources])[:, None]
    taste = np.exp(setting.attention.follows * hostile.mean(axis=1))
    return np.asarray(1 - (1 - np.minimum(chance, 0.999)) ** (seen / usual * taste))


def delays(setting: Setting, number: int, dice: np.random.Generator) -> Ints:
    """Return the days from each of `number` acts to its report."""
    late = dice.random(number) >= setting.delay.same_day
    return np.asarray(late * dice.geometric(1 / setting.delay.mean, size=number))
