"""Reciprocity: how much of what one side does the other returns, and after how long."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.analysis.series import Floats, Series
from detente.errors import WrongUse
from detente.findings import Response

LAGS = 6
"""Periods after an act in which an answer is looked for."""
OWN = 4
"""Periods of its own past from which a side is foretold."""
KERNELS = np.array([0.0, 0.5, 0.8])
"""How fast an answer dies away, from all in the next period on: each is tried."""
LEAST = 40
BURN, STATIONARY = 60, 0.99


def reciprocity(
    first: Series, second: Series, rate: float = 0.05, *, runs: int = 499, seed: int = 0
) -> tuple[Response, Response]:
    """Return what the second side returns to the first, and the first to the second.

    The series are the acts of each side by period, over the same periods; `rate` (0.001 to 0.5) is the
    chance that either is found where neither answers. The curve gives, by periods after an act of one more
    unit, how much the other side adds, what it carries on of its own answers included, with bands that hold
    jointly with probability 0.9. docs/method.md has the formulas. Raises WrongUse where the periods differ,
    fewer than 40 are known, or a side is the same in all.
    """
    if first.times != second.times:
        raise WrongUse("the two series cover different periods", where=second.label, do="give the same ones")
    if not 0.001 <= rate <= 0.5:
        raise WrongUse("out of range", where="--false-alarm-rate", do="give a number from 0.001 to 0.5")
    usable = np.isfinite(first.adjusted) & np.isfinite(second.adjusted)
    if usable.sum() < LEAST:
        raise WrongUse(
            f"{usable.sum()} periods with both values are too few",
            where=first.label,
            do=f"give {LEAST} or more, or another frequency",
        )
    rng = np.random.default_rng(seed)
    a, b = first.adjusted[usable], second.adjusted[usable]
    for values, side in ((a, first), (b, second)):
        if np.ptp(values) == 0:
            what = f"it is {values[0]:g} in all periods: whether it answers or is answered cannot be told"
            raise WrongUse(what, where=side.label, do="give series that change, or another measure")
    there = _p_value(_stable(a), _stable(b), runs, rng)
    back = _p_value(_stable(b), _stable(a), runs, rng)
    low, high = sorted((there, back))
    holm = (
        {low: min(1.0, 2 * low), high: min(1.0, max(2 * low, high))}
        if low < high
        else {low: min(1.0, 2 * low)}
    )
    return (
        _response(a, b, (first, second), holm[there], rate, _drawn_curves(a, b, runs, rng)),
        _response(b, a, (second, first), holm[back], rate, _drawn_curves(b, a, runs, rng)),
    )


def _response(
    acts: Floats, answers: Floats, sides: tuple[Series, Series], p: float, rate: float, drawn: Floats
) -> Response:
    curve = _carried(_Fit.of(*_regression(acts, answers)).coefficients[None, :])[0]
    spread = np.maximum(drawn.std(axis=0), 1e-12)
    width = np.quantile(np.abs((drawn - drawn.mean(axis=0)) / spread).max(axis=1), 0.9)
    low, high = np.quantile(drawn.sum(axis=1) - drawn.sum(axis=1).mean(), [0.05, 0.95])
    total, weight = float(curve.sum()), np.maximum(curve, 0)
    found = p <= rate and total > 0
    return Response(
        to=sides[0].label,
        by=sides[1].label,
        freq=sides[0].freq,
        found=found,
        p_value=p,
        false_alarm_rate=rate,
        returned=total,
        lower=total + float(low),
        upper=total + float(high),
        delay=float(weight @ np.arange(1, LAGS + 1) / weight.sum()) if found else None,
        curve=tuple(curve.tolist()),
        curve_lower=tuple((curve - width * spread).tolist()),
        curve_upper=tuple((curve + width * spread).tolist()),
    )


def _stable(values: Floats) -> Floats:
    """Return the signed square root, standardised: the scatter of counts no longer grows with their mean."""
    root = np.sign(values) * np.sqrt(np.abs(values))
    spread = root.std()
    return np.asarray((root - root.mean()) / spread if spread else root - root.mean())


def _lagged(values: Floats, lags: int, start: int) -> Floats:
    """Return (..., n - start, lags): the values 1 to `lags` periods before each period from `start` on."""
    n = values.shape[-1]
    return np.stack([values[..., start - lag : n - lag] for lag in range(1, lags + 1)], axis=-1)


def _p_value(acts: Floats, answers: Floats, runs: int, rng: np.random.Generator) -> float:
    """Return the share of series that answer to nothing but their own past and follow the acts as closely.

    Each is made anew from the answers' autoregression, corrected for its bias (by as much as refitting what
    it makes falls short of it), and its resampled errors; the acts stay as they are.
    """
    design, target = _lagged(answers, OWN, LAGS), answers[LAGS:]
    fitted = _Fit.of(np.column_stack([np.ones(len(target)), design]), target)
    errors = fitted.errors - fitted.errors.mean()
    own = fitted.coefficients[1:]
    refitted = _own_past(_made(own, errors, (runs, len(answers)), rng))
    less_biased = 2 * own - refitted.mean(axis=0)
    if np.abs(np.roots(np.concatenate([[1.0], -less_biased]))).max() < STATIONARY:
        own = less_biased
    null = _strength(acts, _made(own, errors, (runs, len(answers)), rng))
    return float((1 + np.count_nonzero(null >= _strength(acts, answers[None, :])[0])) / (runs + 1))


def _made(own: Floats, errors: Floats, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    """Return series (rows, periods) of the autoregression `own` with errors drawn from `errors`."""
    shocks = rng.choice(errors, size=(shape[0], shape[1] + BURN))
    paths: Floats = np.zeros((shape[0], shape[1] + BURN))
    for t in range(OWN, paths.shape[1]):
        paths[:, t] = paths[:, t - OWN : t][:, ::-1] @ own + shocks[:, t]
    return paths[:, BURN:]


def _own_past(answers: Floats) -> Floats:
    """Return the autoregressive coefficients of each row of answers."""
    design, target = _explained(answers)
    gram = design.transpose(0, 2, 1) @ design + 1e-9 * np.eye(design.shape[2])
    moment = design.transpose(0, 2, 1) @ target[:, :, None]
    return np.asarray(np.linalg.solve(gram, moment)[:, 1:, 0])


def _explained(answers: Floats) -> tuple[Floats, Floats]:
    """Return the constant and own past (rows, periods, 1 + OWN), and the answers that these foretell."""
    target = answers[:, LAGS:]
    return np.concatenate([np.ones((*target.shape, 1)), _lagged(answers, OWN, LAGS)], axis=2), target


class _Fit(NamedTuple):
    coefficients: Floats
    errors: Floats

    @classmethod
    def of(cls, design: Floats, target: Floats) -> _Fit:
        coefficients = np.asarray(np.linalg.lstsq(design, target, rcond=None)[0], dtype=np.float64)
        return cls(coefficients, target - design @ coefficients)


def _strength(acts: Floats, answers: Floats) -> Floats:
    """Return, for each row of answers, the greatest partial correlation with the acts over KERNELS.

    Only a positive one counts: an answer in kind.
    """
    weights = KERNELS[:, None] ** np.arange(LAGS)
    heard = _lagged(acts, LAGS, LAGS) @ (weights / weights.sum(axis=1, keepdims=True)).T
    own, target = _explained(answers)
    gram = own.transpose(0, 2, 1) @ own + 1e-9 * np.eye(own.shape[2])
    rest = target - (own @ np.linalg.solve(gram, own.transpose(0, 2, 1) @ target[:, :, None]))[:, :, 0]
    along = heard[None] - own @ np.linalg.solve(gram, own.transpose(0, 2, 1) @ heard)
    norm = np.sqrt((along**2).sum(axis=1) * (rest**2).sum(axis=1)[:, None])
    return np.asarray((np.einsum("rtj,rt->rj", along, rest) / np.maximum(norm, 1e-12)).max(axis=1))


def _regression(acts: Floats, answers: Floats) -> tuple[Floats, Floats]:
    """Return the design (constant, own past, the other's acts by lag) and the answers it foretells."""
    target = answers[LAGS:]
    past = [np.ones((len(target), 1)), _lagged(answers, OWN, LAGS), _lagged(acts, LAGS, LAGS)]
    return np.concatenate(past, axis=1), target


def _carried(coefficients: Floats) -> Floats:
    """Return (rows, LAGS): what one act adds to the answers h periods later.

    That is the coefficient of the lag, and what the answers carry on of what came back before.
    """
    own, other = coefficients[:, 1 : 1 + OWN], coefficients[:, -LAGS:]
    found = np.zeros(other.shape)
    for lag in range(LAGS):
        found[:, lag] = other[:, lag]
        for back in range(1, min(OWN, lag) + 1):
            found[:, lag] += own[:, back - 1] * found[:, lag - back]
    return found


def _drawn_curves(acts: Floats, answers: Floats, runs: int, rng: np.random.Generator) -> Floats:
    """Return (runs, LAGS) curves of the regression, its rows drawn in blocks as long as its memory."""
    design, target = _regression(acts, answers)
    length, n = LAGS + OWN, len(target)
    starts = rng.integers(0, n, size=(runs, -(-n // length)))
    rows = ((starts[:, :, None] + np.arange(length)) % n).reshape(runs, -1)[:, :n]
    part = design[rows]
    gram = np.einsum("rti,rtj->rij", part, part, optimize=True) + 1e-9 * np.eye(design.shape[1])
    moment = np.einsum("rti,rt->ri", part, target[rows], optimize=True)
    return _carried(np.linalg.solve(gram, moment[:, :, None])[:, :, 0])
