"""Turning points: when the level of a series changed, at a stated rate of false alarms."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from detente.analysis._locate import Place, places, settle
from detente.analysis._memory import Floats, Memory, estimate
from detente.analysis._null import CAUTION, Test, demeaned, further_changes
from detente.analysis._scores import scored
from detente.analysis.series import Series
from detente.errors import WrongUse
from detente.findings import TurningPoint

SHORTEST = {"day": 7, "week": 3, "month": 3, "quarter": 3, "year": 3}
"""How many periods a level must last before it counts as one."""
SIMULATED, FEWEST, MOST = 260_000, 299, 3999
"""Periods simulated for a test, and the fewest and most series of them."""
LEAST = 4
"""How many shortest levels a series must be long."""


def turning_points(
    series: Series, false_alarm_rate: float = 0.05, *, runs: int | None = None, seed: int = 0
) -> list[TurningPoint]:
    """Return the turning points of `series`, oldest first; none where its memory explains all it does.

    `false_alarm_rate` is the chance that a series without any change of level, but with this memory, gives
    one or more (0.001 to 0.5). Periods without a value are passed over. `runs` series are simulated for each
    test (by default 3,999 up to 65 periods, 1,000 for 260, 299 from 870 on; more where the rate is too low
    for them); the same `seed` gives the same answer. docs/method.md has the formulas. Raises WrongUse for a
    rate out of range, or a series of fewer than four of the shortest levels.
    """
    if not 0.001 <= false_alarm_rate <= 0.5:
        raise WrongUse("out of range", where="--false-alarm-rate", do="give a number from 0.001 to 0.5")
    known, shortest = series.known, SHORTEST[series.freq]
    if known.size < LEAST * shortest:
        raise WrongUse(
            f"{known.size} {series.freq}s with a value are too few",
            where=series.label,
            do=f"give {LEAST * shortest} or more, or another frequency",
        )
    values = series.adjusted[known]
    if np.ptp(values) == 0:
        return []
    times = [series.times[i] for i in known]
    runs = runs or min(max(SIMULATED // known.size, FEWEST), MOST)
    runs = max(runs, math.ceil(3 * CAUTION / false_alarm_rate))
    search = Search(scored(values, times, series.freq), shortest, false_alarm_rate, runs, seed)
    bounds, chances = search.run()
    found = zip(places(search.scores, bounds, search.coefficients(bounds), shortest), chances, strict=True)
    return [
        _point(series, values, times, bounds, number, place, p, false_alarm_rate)
        for number, (place, p) in enumerate(found, start=1)
    ]


class Search:
    """Adds changes while the strongest further one is beyond the null, then drops those that no longer
    are."""

    def __init__(self, scores: Floats, shortest: int, rate: float, runs: int, seed: int) -> None:
        self.scores, self.shortest, self.rate, self.runs, self.seed = scores, shortest, rate, runs, seed

    def run(self) -> tuple[list[int], list[float]]:
        """Return the bounds of the levels (0 first, n last), and the p value of each change between them.

        It is that of the change given the others, or of there being any change, whichever is greater.
        """
        bounds, any_change = [0, self.scores.size], 0.0
        test = self._test(bounds)
        while test.p <= self.rate:
            any_change = any_change or test.p
            wider = self._settled({*bounds, *(end for stretch in test.stretches for end in stretch)})
            if wider == bounds:
                break
            bounds = wider
            test = self._test(bounds)
        kept, own = self._pruned(bounds, test.memory)
        return kept, [max(p, any_change) for p in own]

    def coefficients(self, bounds: Sequence[int]) -> Floats:
        """Return the memory of the series around the levels between `bounds`."""
        return estimate(demeaned(self.scores[None, :], bounds)[0], len(bounds) - 1).coefficients

    def _test(self, bounds: Sequence[int]) -> Test:
        return further_changes(self.scores, bounds, self.shortest, self.runs, self.seed)

    def _own(self, bounds: Sequence[int], change: int, memory: Memory) -> float:
        """Return the p value of one `change` given the others and the memory around all of them."""
        rest = [each for each in bounds if each != change]
        test = further_changes(self.scores, rest, self.shortest, self.runs, self.seed, (1,), memory)
        return test.p

    def _settled(self, bounds: set[int]) -> list[int]:
        """Return `bounds` without those too near to another, moved to their likeliest places."""
        kept = [0]
        for each in sorted(bounds)[1:-1]:
            if each - kept[-1] >= self.shortest and self.scores.size - each >= self.shortest:
                kept.append(each)
        kept.append(self.scores.size)
        return settle(self.scores, kept, self.coefficients(kept), self.shortest)

    def _pruned(self, bounds: list[int], memory: Memory) -> tuple[list[int], list[float]]:
        """Drop the weakest change while it is one that memory explains, given the others."""
        while True:
            own = [self._own(bounds, each, memory) for each in bounds[1:-1]]
            if not own or max(own) <= self.rate:
                return bounds, own
            weakest = bounds[int(np.argmax(own)) + 1]
            rest = [each for each in bounds if each != weakest]
            bounds = settle(self.scores, rest, self.coefficients(rest), self.shortest)


def probability(p: float) -> float:
    """Return the greatest probability of a change that a p value bears out, both being as likely before.

    1 / (1 - e p ln p) for p < 1/e, else 0.5 (Sellke, Bayarri and Berger 2001).
    """
    return 1 / (1 - math.e * p * math.log(p)) if p < 1 / math.e else 0.5


def _point(
    series: Series,
    values: Floats,
    times: Sequence[object],
    bounds: Sequence[int],
    number: int,
    place: Place,
    p: float,
    rate: float,
) -> TurningPoint:
    before = float(np.mean(values[bounds[number - 1] : place.at]))
    after = float(np.mean(values[place.at : bounds[number + 1]]))
    return TurningPoint.model_validate(
        {
            "date": times[place.at],
            "lower": times[place.lower],
            "upper": times[place.upper],
            "direction": "up" if after > before else "down",
            "probability": probability(p),
            "false_alarm_rate": rate,
            "p_value": p,
            "before": before,
            "after": after,
            "freq": series.freq,
            "series": series.label,
        }
    )
