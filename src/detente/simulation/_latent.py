"""What the two states do: latent hostility, and acts that answer acts."""

from __future__ import annotations

import numpy as np

from detente.ontology.plover import score
from detente.simulation._setting import Setting, Shift
from detente.simulation._world import CLASSES, TYPES, Floats, Ints

CONFLICT = (2, 3)


def hostility(setting: Setting, dice: np.random.Generator) -> Floats:
    """Return hostility[week, side]: AR(1) around 0 (log intensity of conflict), with the planted shifts."""
    told, weeks = setting.hostility, setting.weeks
    covariance = told.noise**2 * np.array([[1, told.together], [told.together, 1]])
    new = dice.multivariate_normal([0, 0], covariance, size=weeks)
    found = np.zeros((weeks, 2))
    found[0] = new[0] * _spread(setting) / (told.noise or 1.0)
    for week in range(1, weeks):
        found[week] = told.memory * found[week - 1] + new[week]
    for shift in setting.shifts:
        _plant(found, shift, _spread(setting))
    return found


def _spread(setting: Setting) -> float:
    """Return the standard deviation of hostility; of a random walk that of a year."""
    told = setting.hostility
    return float(told.noise * (np.sqrt(52) if told.memory >= 1 else 1 / np.sqrt(1 - told.memory**2)))


def _plant(found: Floats, shift: Shift, sigma: float) -> None:
    size = shift.size * (sigma if shift.unit == "sigma" else 1.0)
    sides = [0, 1] if shift.side is None else [shift.side]
    found[shift.week : shift.until, sides] += size


def act(setting: Setting, hostile: Floats, dice: np.random.Generator) -> tuple[Floats, Ints]:
    """Return intensity[week, side, class] and the number of acts made, drawn from it.

    An act of conflict adds to the other side's intensity of conflict in later weeks (`reaction`).
    """
    base = np.array([getattr(setting.acts, name) for name in CLASSES])
    tilt = np.array([setting.acts.warmth_follows] * 2 + [1.0] * 2)
    intensity = base * np.exp(hostile[:, :, None] * tilt)
    made = np.zeros(intensity.shape, dtype=np.int64)
    lags = setting.reaction.share * np.array(setting.reaction.weeks) / (sum(setting.reaction.weeks) or 1.0)
    split = base[2:] / base[2:].sum()
    for week in range(setting.weeks):
        for lag, share in enumerate(lags, start=1):
            if lag <= week:
                answered = made[week - lag, ::-1, 2:].sum(axis=1)
                intensity[week, :, 2:] += share * answered[:, None] * split
        intensity[week] *= _clump(setting, dice)
        made[week] = dice.poisson(intensity[week])
    return intensity, made


def _clump(setting: Setting, dice: np.random.Generator) -> Floats | float:
    clumps = setting.acts.clumps
    return dice.gamma(1 / clumps, clumps, size=(2, 4)) if clumps else 1.0


def kinds(setting: Setting) -> Floats:
    """Return chance[week, class, type]: how often each type of a class comes; missing types have 0."""
    drift = setting.acts.severity_drift * np.linspace(0, 1, setting.weeks)
    found = np.zeros((setting.weeks, len(CLASSES), max(map(len, TYPES))))
    for place, types in enumerate(TYPES):
        shares = np.array(list(types.values()))
        worst = np.eye(len(shares))[-1]
        found[:, place, : len(shares)] = (1 - drift)[:, None] * shares + drift[:, None] * worst
    return found


def severity(setting: Setting) -> Floats:
    """Return severity[week, class]: the expected absolute PLOVER score of an act."""
    scores = np.zeros((len(CLASSES), max(map(len, TYPES))))
    for place, types in enumerate(TYPES):
        scores[place, : len(types)] = [abs(score(code)) for code in types]
    return np.asarray((kinds(setting) * scores).sum(axis=2))
