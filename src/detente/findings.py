"""What analyses of a series find. The records are frozen, as those of detente.records."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from detente.records import Record


class TurningPoint(Record):
    """A change of the level of a series.

    `date` is the first day of the first period of the new level; it lies between `lower` and `upper` (first
    days of periods) with 90%. `direction` is "up" or "down". `probability` is the greatest that the test
    bears out at even odds; `false_alarm_rate` the chance that a series without a change gives any point.
    `before` and `after` are the mean levels on either side. `events` are the ids of the acts that carry it.
    """

    date: dt.date
    lower: dt.date
    upper: dt.date
    direction: str
    probability: Annotated[float, Field(ge=0, le=1)]
    false_alarm_rate: Annotated[float, Field(gt=0, lt=1)]
    events: tuple[str, ...] = ()
    p_value: Annotated[float, Field(gt=0, le=1)]
    before: float
    after: float
    freq: str
    series: str = ""


class Forecast(Record):
    """The distribution of a series at `target`, `ahead` periods after `origin` (first days of periods).

    `quantiles` stand at `levels`, rising. `model` is "pool" or the name of a baseline. `turning_point` is the
    chance of a turning point after the origin and up to the target.
    """

    series: str
    freq: str
    origin: dt.date
    target: dt.date
    ahead: Annotated[int, Field(ge=1)]
    model: str
    levels: tuple[float, ...]
    quantiles: tuple[float, ...]
    turning_point: Annotated[float, Field(ge=0, le=1)] | None = None

    def at(self, level: float) -> float:
        """Return the quantile at the level nearest to `level`."""
        return self.quantiles[min(range(len(self.levels)), key=lambda i: abs(self.levels[i] - level))]


class Response(Record):
    """How one side answers another: `by` answers `to`, both labels of series.

    `found` tells whether an answer is found at `false_alarm_rate` (of both directions together); `p_value` is
    already that of the pair. `returned` is how many units come back for one, in sum over the `curve` (periods
    1, 2 ... after the act), with its 90% band; the bands of the curve hold jointly. `delay` is the mean
    number of periods until the answer, None where none is found.
    """

    to: str
    by: str
    freq: str
    found: bool
    p_value: Annotated[float, Field(gt=0, le=1)]
    false_alarm_rate: Annotated[float, Field(gt=0, lt=1)]
    returned: float
    lower: float
    upper: float
    delay: float | None = None
    curve: tuple[float, ...]
    curve_lower: tuple[float, ...]
    curve_upper: tuple[float, ...]


class Rise(Record):
    """What the last days hold beside the days before them (ordinals `first` to `last`), in severity told a
    day.

    `new_acts`, `severity` and `coverage` add up to `after` - `before`. The p values are for as many new acts,
    and as severe ones, where nothing changed; `escalation` tells whether either is beyond chance.
    """

    first: int
    last: int
    before: float
    after: float
    new_acts: float
    severity: float
    coverage: float
    p_new_acts: Annotated[float, Field(ge=0, le=1)]
    p_severity: Annotated[float, Field(ge=0, le=1)]
    escalation: bool


class Skill(Record):
    """How well a model foretold the later half of a series, `ahead` periods before, in `n` forecasts.

    `crps` and `interval_score` (of the 90% interval) are in units of the series, the less the better.
    `difference` is the CRPS less that of `baseline`, the best one of the earlier half, with its 90% interval.
    `given` marks the model whose forecasts are given: the one with the least CRPS.
    """

    series: str
    freq: str
    ahead: int
    model: str
    given: bool
    baseline: str
    n: int
    crps: float
    interval_score: float
    coverage: float
    difference: float
    lower: float
    upper: float


class ChanceSkill(Record):
    """The Brier score (0 to 1, the less the better) of chances of a turning point within `ahead` periods.

    `model` is "so far" (as often as they came) or "never"; `given` marks the one whose chance is given.
    """

    series: str
    ahead: int
    model: str
    given: bool
    n: int
    brier: float


class Frozen(Record):
    """An entry of the ledger: `hash` is the SHA-256 of the entry `before` and this forecast."""

    before: str
    hash: str
    forecast: Forecast


class ScoredForecast(Record):
    """A frozen forecast and, once its target is known, the value, its CRPS and whether 90% held it."""

    hash: str
    forecast: Forecast
    value: float | None = None
    crps: float | None = None
    inside: bool | None = None


class Withheld(Record):
    """A sentence that is not shown: its words, why, and the event it tells of ("" for none)."""

    text: str
    reasons: tuple[str, ...]
    event_id: str = ""
