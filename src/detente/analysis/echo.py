"""Escalation or echo: how much of a rise is new acts, more severe acts, and more coverage of old ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr

from detente.analysis.copies import distinct
from detente.analysis.series import Floats
from detente.errors import WrongUse
from detente.findings import Rise

WINDOW, BASE, SHORTEST = 28, 168, 56
"""Days of the stretch that is asked about, and of the one before it that it is held against, at most and
least."""
RATE = 0.01
"""The chance of an alert where nothing changes, for new acts and more severe ones together."""
FEWEST = 8
"""Acts in the base below which nothing is said to rise."""
CLUMP = 1.6
"""The copies of an act come together: their number scatters more than that of independent pairs (sqrt
2.5)."""
STRONGEST = 0.7
"""The strongest memory of weekly acts that is reckoned with."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act as it was told: its day, kind (direction and type), severity, and the days of its reports.

    Days are ordinals; `severity` is not below 0.
    """

    day: int
    kind: str
    severity: float
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was told in a stretch of days, a day.

    `rows` are the acts as linked, `acts` how many distinct ones they are (`spread` is the standard deviation
    of its log), `severity` their mean and `scatter` its standard deviation, `told` the severity of all
    reports of these acts, `old` that of reports of acts before the stretch.
    """

    days: int
    rows: float
    acts: float
    spread: float
    severity: float
    scatter: float
    told: float
    old: float


def rise(
    acts: Sequence[Told],
    last: int,
    since: int,
    coverage: tuple[float, float] = (1.0, 0.0),
    copy_error: float = 0.35,
) -> Rise:
    """Return what the 28 days up to `last` (ordinal) hold beside the 168 days before them (or those from
    `since` on, the first day that was seen).

    `coverage` is how much more acts would be told of in the later stretch for being looked at more, and the
    standard deviation of its log; `copy_error` the chance that a copy which linking missed has another type
    or date. An escalation is called where distinct acts at equal coverage, or their severity, are beyond what
    chance, clumps, copies and coverage explain, at RATE. docs/method.md has the formulas. Raises WrongUse
    where `coverage` is not above 0.
    """
    if coverage[0] <= 0:
        raise WrongUse("not above 0", where="coverage", do="give how much is seen now for 1 before")
    first = last - WINDOW + 1
    now = _stretch(acts, first, last, copy_error)
    start = max(first - BASE, since)
    before = _stretch(acts, start, first - 1, copy_error)
    parts = _parts(before, now, coverage[0])
    more, worse = 1.0, 1.0
    if before.days >= SHORTEST and before.rows * before.days >= FEWEST and now.rows:
        more = _more(acts, before, now, coverage, first)
        worse = _worse(before, now, copy_error)
    return Rise.model_validate(
        {
            "first": first,
            "last": last,
            "before": before.told + before.old,
            "after": now.told + now.old,
            **parts,
            "p_new_acts": more,
            "p_severity": worse,
            "escalation": min(more, worse) <= RATE / 2,
        }
    )


def _stretch(acts: Sequence[Told], first: int, last: int, copy_error: float) -> Stretch:
    days = max(last - first + 1, 0)
    here = [act for act in acts if first <= act.day <= last]
    kinds = {kind: place for place, kind in enumerate(sorted({act.kind for act in here}))}
    daily = np.zeros((max(len(kinds), 1), max(days, 1)))
    for act in here:
        daily[kinds[act.kind], act.day - first] += 1
    part = distinct(daily, np.array([days // 2]), copy_error)
    days = max(days, 1)
    severity = np.array([act.severity for act in here])
    return Stretch(
        days=days,
        rows=len(here) / days,
        acts=len(here) * float(part.part[0]) / days,
        spread=CLUMP * float(part.spread[0]),
        severity=float(severity.mean()) if here else 0.0,
        scatter=float(severity.std()) if here else 0.0,
        told=sum(act.severity * max(1, _within(act, first, last)) for act in here) / days,
        old=sum(act.severity * _within(act, first, last) for act in acts if act.day < first) / days,
    )


def _within(act: Told, first: int, last: int) -> int:
    return sum(first <= day <= last for day in act.reports)


def _parts(before: Stretch, now: Stretch, coverage: float) -> dict[str, float]:
    """Return the parts of the difference, which add up to it (logarithmic mean Divisia index, Ang 2004).

    told = acts at equal coverage * severity * reports an act and coverage.
    """
    old = now.old - before.old
    if not (before.told > 0 and now.told > 0 and before.acts and now.acts):
        return {"new_acts": now.told - before.told, "severity": 0.0, "coverage": old}
    ratio = now.told / before.told
    weight = (now.told - before.told) / math.log(ratio) if abs(ratio - 1) > 1e-9 else now.told
    more = weight * math.log(now.acts / coverage / before.acts)
    worse = weight * math.log(now.severity / before.severity) if before.severity and now.severity else 0.0
    return {"new_acts": more, "severity": worse, "coverage": now.told - before.told - more - worse + old}


def _more(
    acts: Sequence[Told], before: Stretch, now: Stretch, coverage: tuple[float, float], first: int
) -> float:
    """Return the chance of as many distinct acts where nothing changed: Student's t in the log of their
    ratio."""
    weeks = _weekly(acts, first - before.days, first - 1)
    scatter = float(np.var(weeks, ddof=1) / max(weeks.mean(), 1e-9) ** 2)
    scatter = max(scatter, 1 / max(weeks.mean(), 1e-9))
    lag = min(max(0.0, _lag1(weeks) + 1 / weeks.size), STRONGEST)
    memory = (1 + lag) / (1 - lag)
    count = scatter * memory * 7 * (1 / now.days + 1 / before.days)
    spread = math.sqrt(count + now.spread**2 + before.spread**2 + coverage[1] ** 2)
    ratio = math.log(max(now.acts, 1e-9) / coverage[0] / max(before.acts, 1e-9))
    return float(1 - stdtr(max(weeks.size - 2, 1), ratio / spread))


def _weekly(acts: Sequence[Told], first: int, last: int) -> Floats:
    days = np.array([act.day - first for act in acts if first <= act.day <= last], dtype=np.int64)
    return np.bincount(days // 7, minlength=(last - first + 1) // 7).astype(np.float64)


def _lag1(values: Floats) -> float:
    rest = values - values.mean()
    power = float(rest @ rest)
    return float(rest[1:] @ rest[:-1]) / power if power else 0.0


def _worse(before: Stretch, now: Stretch, copy_error: float) -> float:
    """Return the chance of acts as severe where nothing changed; what miscoded copies may feign is taken
    off."""
    copies = max(0.0, 1 - now.acts / now.rows)
    feigned = copies * copy_error * before.scatter
    size = [max(stretch.acts * stretch.days, 1.0) for stretch in (before, now)]
    spread = math.sqrt(before.scatter**2 / size[0] + max(now.scatter, before.scatter) ** 2 / size[1])
    difference = now.severity - before.severity - feigned
    return float(1 - ndtr(difference / spread)) if spread else 1.0
