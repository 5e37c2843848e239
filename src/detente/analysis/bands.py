"""One posterior for the numbers of a dyad: sampling, attention, delay, coder error, linking error, severity.

The levels of coded conflict, of coded cooperation and of each class are fitted by detente.analysis.level;
everything else that is uncertain is drawn and carried through. docs/method.md has the formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from detente.analysis.attention import Attention
from detente.analysis.copies import Distinct
from detente.analysis.errors import CLASSES, CoderDraws
from detente.analysis.level import Level, fit

Floats = NDArray[np.float64]

DRAWS = 256
"""Draws from the posterior."""

GROUPS = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0]])
"""Cooperation and conflict by class: the two classes of a group rise and fall together."""

PROBABILITY = 0.9
"""How probable it is that the intensity lies in the band."""

SEED = 20180326

TOO_EARLY = 0.05
"""Part of a period's acts that must be known for the period to say anything."""

KNOWN_ACTS = 5.0
"""Weight of the dyad's mean severity of a class in that of a cell, in acts."""


@dataclass(frozen=True)
class Counts:
    """What was counted in cells (direction and area), coded classes (quad 1 to 4) and periods.

    `times`, `score` and `score2` have shape (cell, class, t): acts as often as they count, and the sums of
    their absolute scores and of the squares of these. `usual` (class) is the mean severity in the whole
    dyad, `clump` the mean size of what counts at once (1 for acts).
    """

    times: Floats
    score: Floats
    score2: Floats
    usual: Floats
    clump: float = 1.0


@dataclass(frozen=True)
class Dice:
    """Standard normal numbers, the same in every run.

    `level` (draw, class), `group` (draw, group), `severity` (draw, class), `copies` (draw), `more` (draw,
    any).
    """

    level: Floats
    group: Floats
    severity: Floats
    copies: Floats
    more: Floats


def dice(more: int) -> Dice:
    """Return the numbers for DRAWS draws with `more` columns besides those of the classes.

    Each column holds the same even quantiles in another order (a Latin hypercube).
    """
    edges = np.cumsum([CLASSES, len(GROUPS), CLASSES, 1])
    even = np.array([NormalDist().inv_cdf((place + 0.5) / DRAWS) for place in range(DRAWS)])
    shuffle = np.random.default_rng(SEED).permutation
    normal = np.stack([shuffle(even) for _ in range(int(edges[-1]) + more)], axis=1)
    level, group, severity, copies, rest = np.split(normal, edges, axis=1)
    return Dice(level, group, severity, copies[:, 0], rest)


class Posterior:
    """The intensities of true classes of acts in each cell and period, at usual coverage, as draws."""

    def __init__(
        self,
        counts: Counts,
        attention: Attention,
        complete: Floats,
        copies: Distinct,
        coder: CoderDraws,
        link: Floats,
        numbers: Dice,
    ) -> None:
        """Fit the levels. `complete` (t) is the part of each period's acts that is known by now.

        `copies` (t) are the distinct acts for one event, `link` (draw) the acts that linking lost.
        """
        self.observed = (attention.coverage > 0) & (complete > TOO_EARLY)
        self._counts, self._coder, self._link, self._dice = counts, coder, link, numbers
        offset = np.where(self.observed, attention.coverage * complete / copies.part, 1.0)
        clump = max(counts.clump, float((1 / copies.part).mean()))
        together = np.concatenate([counts.times, np.einsum("gc,xct->xgt", GROUPS, counts.times)], axis=1)
        level = _levels(together / clump, offset / clump, self.observed)
        self._level = Level(level.mean[:, :CLASSES], level.spread[:, :CLASSES])
        self._groups = Level(level.mean[:, CLASSES:], level.spread[:, CLASSES:])
        drawn = np.where(self.observed, np.maximum(attention.draws, 1e-6), 1.0)
        self._shift = np.log(np.where(self.observed, attention.coverage, 1.0)) - np.log(drawn)
        self._shift = self._shift + numbers.copies[:, None] * copies.spread

    def rates(self, cell: int) -> Floats:
        """Return draws (draw, class, t) of the acts a period of each true class."""
        each = _drawn(self._dice.level, self._level.mean[cell], self._level.spread[cell])
        group = _drawn(self._dice.group, self._groups.mean[cell], self._groups.spread[cell])
        share = each / np.einsum("gc,sct->sgt", GROUPS, each)[:, GROUPS.argmax(axis=0)]
        coded = share * group[:, GROUPS.argmax(axis=0)] * np.exp(self._shift)[:, None, :]
        coded = coded * self._coder.real[:, :, None] * self._link[:, None, None]
        true = np.einsum("sct,scj->sjt", coded, self._coder.unmix)
        return np.asarray(np.maximum(true, 0.0))

    def scores(self, cell: int) -> Floats:
        """Return draws (draw, class, t) of the mean absolute score of an act of each class."""
        c = self._counts
        mean, spread = _shrunk(c.times[cell], c.score[cell], c.score2[cell], c.usual)
        return np.maximum(mean + self._dice.severity[:, :, None] * spread, 0.0)


def _levels(times: Floats, offset: Floats, observed: NDArray[np.bool_]) -> Level:
    """Return the level of each series of `times` (cell, series, t)."""
    counts = times.reshape(-1, times.shape[-1])
    found = fit(counts, np.broadcast_to(offset, counts.shape), np.broadcast_to(observed, counts.shape))
    return Level(found.mean.reshape(times.shape), found.spread.reshape(times.shape))


def _drawn(numbers: Floats, mean: Floats, spread: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(mean + numbers[:, :, None] * spread, -30, 30)))


def _shrunk(times: Floats, score: Floats, score2: Floats, usual: Floats) -> tuple[Floats, Floats]:
    """Return mean and spread (class, t) of the severity of each period.

    It lies between the period's own mean and the usual one. The variance within periods and that between
    them are estimated by moments (empirical Bayes).
    """
    total = times.sum(axis=1)
    middle = ((score.sum(axis=1) + KNOWN_ACTS * usual) / (total + KNOWN_ACTS))[:, None]
    own = np.divide(score, times, out=np.broadcast_to(middle, score.shape).copy(), where=times > 0)
    scatter = np.maximum(score2 - times * own**2, 0).sum(axis=1)
    filled = (times > 0).sum(axis=1)
    within = (scatter / np.maximum(total - filled, 1))[:, None]
    apart = (times * (own - middle) ** 2).sum(axis=1) - (filled - 1) * within[:, 0]
    between = np.maximum(apart / np.maximum(total, 1), 1e-4)[:, None]
    weight = between / (between + within / np.maximum(times, 1e-9))
    centre = within / np.maximum(total, 1)[:, None]
    return middle + weight * (own - middle), np.sqrt(between * (1 - weight) + (1 - weight) ** 2 * centre)


def quantiles(draws: Floats) -> tuple[Floats, Floats, Floats]:
    """Return lower end, median and upper end (t) of the band of `draws` (draw, t)."""
    tail = round(len(draws) * (1 - PROBABILITY) / 2)
    places = (tail - 1, len(draws) // 2, len(draws) - tail)
    low, middle, high = np.partition(draws, places, axis=0)[list(places)]
    return low, middle, high


def combined(rates: Floats, scores: Floats, weights: Floats, *, scored: bool, share: bool) -> Floats:
    """Return draws (draw, t) of a measure: the rates of the classes by `weights`, as measures have them."""
    found: Floats = ((rates * scores if scored else rates) * weights[:, None]).sum(axis=1)
    return found / np.maximum(rates.sum(axis=1), 1e-12) if share else found
