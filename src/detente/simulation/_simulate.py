"""The dice: acts are made, told by sources, coded and linked."""

from __future__ import annotations

import numpy as np

from detente.simulation import _coding, _coverage, _latent
from detente.simulation._setting import Setting
from detente.simulation._world import CLASSES, NOTHING, Floats, Ints, Reports, World


def simulate(setting: Setting, seed: int = 0) -> World:
    """Return a dyad of `setting`; the same seed gives the same one."""
    dice = np.random.default_rng([seed, *setting.id.encode()])
    hostile = _latent.hostility(setting, dice)
    intensity, made = _latent.act(setting, hostile, dice)
    seen = _coverage.items(setting, dice)
    chance = _coverage.chances(setting, seen, hostile)
    told = _told(setting, made, chance, dice)
    false = _invented(setting, made, chance, len(told.act), dice)
    return World(
        setting=setting,
        seed=seed,
        intensity=intensity,
        made=made,
        hostility=hostile,
        severity=_latent.severity(setting),
        told=np.asarray(1 - (1 - chance).prod(axis=0)),
        items=seen,
        confusion=_coding.table(setting.coder, made.sum(axis=(0, 1)).astype(float), dice),
        reports=_known(setting, told, false, seen, dice),
    )


def _told(setting: Setting, made: Ints, chance: Floats, dice: np.random.Generator) -> Reports:
    """Return the reports of all acts, in the order of the acts; `kind` and `published` are still to come."""
    week, side, true = (np.repeat(axis.ravel(), made.ravel()) for axis in np.indices(made.shape))
    coded = _coding.code(setting, week, true, dice)
    told = dice.random((len(week), len(setting.sources))) < chance[:, week].T
    told &= (coded < NOTHING)[:, None]
    act, source = np.nonzero(told)
    further = np.append(False, act[1:] == act[:-1])[: len(act)]
    alone = further & (dice.random(len(act)) < setting.duplicates)
    event = np.where(alone, len(week) + np.arange(len(act)), act)
    happened = (week * 7 + dice.integers(0, 7, size=len(week)))[act]
    return Reports(act, event, side[act], source, happened, happened, coded[act], np.zeros_like(act))


def _invented(
    setting: Setting, made: Ints, chance: Floats, reports: int, dice: np.random.Generator
) -> Reports:
    """Return acts that the coder sees where there is none: the more, the more there is to read."""
    told = 1 - (1 - chance).prod(axis=0)
    part = chance * told / np.maximum(chance.sum(axis=0), 1e-12)  # one telling is invented once
    rate = setting.coder.invented * made.sum(axis=(1, 2)).mean() * part
    number = dice.poisson(rate).ravel()
    source, week = (np.repeat(axis.ravel(), number) for axis in np.indices(rate.shape))
    size = len(week)
    event = made.sum() + reports + np.arange(size)
    day = week * 7 + dice.integers(0, 7, size=size)
    coded, side = dice.integers(0, len(CLASSES), size=size), dice.integers(0, 2, size=size)
    return Reports(np.full(size, -1), event, side, source, day, day, coded, np.zeros_like(day))


def _known(setting: Setting, told: Reports, false: Reports, seen: Ints, dice: np.random.Generator) -> Reports:
    """Return both kinds of reports with types and days of publication, as far as they could be seen."""
    columns = {name: np.concatenate([getattr(told, name), getattr(false, name)]) for name in vars(told)}
    happened, coded = columns["happened"], columns["coded"]
    columns["kind"] = _of_act(
        columns["act"], _coding.draw(_latent.kinds(setting)[happened // 7, coded], dice)
    )
    columns["published"] = happened + _coverage.delays(setting, len(happened), dice)
    week = columns["published"] // 7
    known = (week < setting.weeks) | setting.delay.complete
    known &= seen[columns["source"], np.minimum(week, setting.weeks - 1)] > 0
    order = np.flatnonzero(known)[np.argsort(columns["event"][known], kind="stable")]
    return Reports(**{name: column[order] for name, column in columns.items()})


def _of_act(act: Ints, kind: Ints) -> Ints:
    """Return `kind` with all reports of one act given that of its first."""
    first = np.append(True, act[1:] != act[:-1])[: len(act)]
    start = np.maximum.accumulate(np.where(first | (act < 0), np.arange(len(act)), 0))
    return kind[start]
