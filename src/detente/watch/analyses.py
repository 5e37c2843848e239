"""What the numbers of a watch mean: turning points, echoes, answers and forecasts, with the acts behind them.

Counting is detente.measures, the methods are detente.analysis; here the two are joined to the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.analysis.attention import Attention, attention
from detente.analysis.bands import dice
from detente.analysis.chances import chances
from detente.analysis.echo import BASE, WINDOW, Told, rise
from detente.analysis.forecasting import AHEAD, forecasts, look_back, skill
from detente.analysis.reciprocity import reciprocity
from detente.analysis.series import Series
from detente.analysis.turning_points import turning_points
from detente.errors import WrongUse
from detente.findings import ChanceSkill, Forecast, Response, Rise, Skill, TurningPoint
from detente.measures import ALL, Counted, Measure, Selection, after, catalogue, not_curated, observe, periods
from detente.records import Event, Mention
from detente.watch.asked import Choice, Material
from detente.watch.coverage import Calendar, Looked, looked

Floats = NDArray[np.float64]
CITED = 5
"""Acts that are named with a turning point."""
KNOWN = 0.8
"""Part of a period's acts that must be known, and of its days seen, for the period to be analysed."""


@dataclass(frozen=True)
class Turn:
    """A turning point with its acts, and what a rise is made of (None for a fall, or acts without
    severity)."""

    point: TurningPoint
    rise: Rise | None
    acts: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Foretold:
    """Forecasts, how well the models did, and how well the chances of a turning point did."""

    forecasts: list[Forecast]
    skill: list[Skill]
    chances: list[ChanceSkill]


def foretold(series: Series, rate: float, versions: Sequence[Floats] | None = None) -> Foretold:
    """Return the forecasts of `series`; see detente.analysis.forecasting."""
    odds, tried = chances(series, turning_points(series, rate), AHEAD, rate)
    looks = look_back(series, AHEAD, versions)
    return Foretold(forecasts(series, looks, odds), skill(series, looks), tried)


class Analyses:
    """The analyses of one choice: a frequency, a direction, an area, an arena and days."""

    def __init__(
        self, material: Material, choice: Choice, dyad: tuple[str, str], areas: Sequence[str], error: float
    ) -> None:
        self._material, self._choice, self._dyad, self._areas = material, choice, dyad, areas
        self._selection = Selection(
            dyad, choice.arena, choice.statuses, choice.modalities, choice.joint_in_directions
        )
        self._error = error
        self._series: dict[tuple[str, str | None], Series] = {}

    def turning_points(self, measure: str, rate: float) -> list[Turn]:
        """Return the turning points of a measure, each with the acts that carry it."""
        series = self.series(measure)
        return [self._turn(measure, point) for point in turning_points(series, rate)]

    def responses(self, measure: str, rate: float) -> tuple[Response, Response]:
        """Return what the second state returns to the first, and the first to the second."""
        there, back = self._selection.there, self._selection.back
        return reciprocity(self.series(measure, there), self.series(measure, back), rate)

    def forecasts(self, measure: str, rate: float) -> Foretold:
        """Return the forecasts of a measure, and how well the models did."""
        series = self.series(measure)
        found = foretold(series, rate, self.versions(measure, series))
        if not catalogue()[measure].share:
            return found
        within = [tuple(min(each, 1.0) for each in made.quantiles) for made in found.forecasts]
        pairs = zip(found.forecasts, within, strict=True)
        return replace(found, forecasts=[made.model_copy(update={"quantiles": q}) for made, q in pairs])

    def rise(self, last: dt.date | None = None) -> Rise:
        """Return what the 28 days up to `last` hold of hostility (by default up to the last day seen)."""
        until = last or (self._looked.last if self._looked else None)
        if until is None:
            raise WrongUse("nothing was seen", do="take in events first")
        since = self._looked.first.toordinal() if self._looked else 0
        return rise(self._told, until.toordinal(), since, self._coverage_of(until), self._error)

    def series(self, measure: str, direction: str | None = None) -> Series:
        """Return the series of a measure at the exposure of each period.

        Periods that were not fully seen have no value. Raises WrongUse for an unknown name.
        """
        if (measure, direction) not in self._series:
            self._series[measure, direction] = self._counted(measure, direction)
        return self._series[measure, direction]

    def _counted(self, measure: str, direction: str | None) -> Series:
        row = direction or self._choice.direction or ALL
        area = self._choice.area or ALL
        seen = observe(
            self._material.events,
            self._material.exposure,
            freq=self._choice.freq,
            dyad=self._dyad,
            direction=row,
            area=area,
            areas=self._areas,
            arena=self._choice.arena,
            measures=[measure],
            duplicates=self._choice.duplicates,
            since=self._choice.since,
            until=self._choice.until,
            statuses=self._choice.statuses,
            modalities=self._choice.modalities,
            joint_in_directions=self._choice.joint_in_directions,
            curated_sources=self._material.curated,
        )
        if not seen:
            raise WrongUse("no act and no source was seen", do="take in events first, or choose other days")
        if self._looked is None and all(each.value is None for each in seen):
            raise WrongUse(
                "only a curated record was seen, which tells counts and shares, and no levels",
                where=f"--measure {measure}",
                do="ask for --measure tension_share --freq quarter, or take in other sources",
            )
        scaled = catalogue()[measure].share
        series = Series.of(seen, None if scaled else self._exposure)
        short = np.array([time in self._short for time in series.times])
        return replace(series, values=np.where(short, np.nan, series.values))

    def versions(self, measure: str, series: Series) -> list[Floats] | None:
        """Return the known values of `series` up to each of them, as they were known at its period's end.

        An act counts from the day on which it was first published. None where that changes nothing, and
        for shares, which are taken as they are known now.
        """
        kind = catalogue()[measure]
        known = series.known
        if kind.share or self._choice.duplicates != "clustered" or not known.size:
            return None
        late = np.zeros((len(series.times), len(series.times)))
        calendar = [time.toordinal() for time in series.times]
        ends = [after(time, series.freq).toordinal() for time in series.times]
        for event in self._kept:
            if event.event_date is None or event.first_published is None or not kind.counts(event):
                continue
            place = int(np.searchsorted(calendar, event.event_date.toordinal(), side="right")) - 1
            published = event.first_published.date().toordinal()
            if place < 0 or published < ends[place]:
                continue
            until = min(int(np.searchsorted(ends, published, side="right")), len(ends))
            late[place, place:until] += kind.value([Counted(event, 1)]) or 0.0
        if not late.any():
            return None
        factor = np.divide(series.adjusted, series.values, out=np.ones(len(ends)), where=series.values != 0)
        values = [
            series.adjusted[known[: t + 1]] - (late * factor[:, None])[known[: t + 1], place]
            for t, place in enumerate(known)
        ]
        return [np.maximum(each, 0.0) if (series.adjusted[known] >= 0).all() else each for each in values]

    @cached_property
    def _kept(self) -> list[Event]:
        """The acts of the chosen direction, area and arena that some source other than a curated one
        tells."""
        row, area = self._choice.direction, self._choice.area
        return [
            event
            for event in not_curated(self._material.events)
            if self._selection.keeps(event)
            and (row in (None, ALL) or row in self._selection.rows(event))
            and (area in (None, ALL) or area in event.areas)
        ]

    def _turn(self, measure: str, point: TurningPoint) -> Turn:
        kind = catalogue()[measure]
        until = after(point.upper, point.freq)
        under = [
            event
            for event in self._material.events
            if self._selection.keeps(event)
            and self._choice.direction in (None, ALL, *self._selection.rows(event))
            and self._choice.area in (None, ALL, *event.areas)
            and kind.counts(event)
            and _carries(kind, point, event)
            and event.event_date
            and point.lower <= event.event_date < until
        ]
        under.sort(
            key=lambda event: (
                -abs(event.score or 0),
                -event.n_reports,
                str(event.event_date),
                event.event_id,
            )
        )
        cited = point.model_copy(update={"events": tuple(event.event_id for event in under[:CITED])})
        up = point.direction == "up" and point.freq in ("day", "week")
        split = self.rise(point.date + dt.timedelta(days=WINDOW - 1)) if up and self._told else None
        return Turn(cited, split, tuple(under[:CITED]))

    @cached_property
    def _told(self) -> list[Told]:
        """The hostile acts as they were told, copies of one text left out."""
        mentions = {m.mention_id: m for m in self._material.mentions}
        return [
            Told(
                event.event_date.toordinal(),
                f"{event.direction} {event.event_type}",
                max(0.0, -(event.score or 0.0)),
                _published(mentions[name] for name in event.mention_ids if name in mentions),
            )
            for event in self._kept
            if event.event_date and event.quad_class in (3, 4)
        ]

    @cached_property
    def _looked(self) -> Looked | None:
        return looked(self._material.exposure, self._material.curated, self._material.until)

    @cached_property
    def _calendar(self) -> Calendar | None:
        seen = self._looked
        if seen is None:
            return None
        return Calendar(list(periods(seen.first, seen.last, self._choice.freq)), self._choice.freq, seen)

    @cached_property
    def _attention(self) -> Attention | None:
        calendar = self._calendar
        if calendar is None:
            return None
        known = [
            e for e in not_curated(self._material.events) if replace(self._selection, arena=None).keeps(e)
        ]
        acts = np.zeros(len(calendar.starts))
        for event in known:
            place = calendar.place(event.event_date) if event.event_date else None
            if place is not None:
                acts[place] += 1
        items = calendar.items()
        reports = calendar.reports(known, self._material.mentions)
        return attention(items, reports, acts, dice(len(items)).more, calendar.span())

    @property
    def _exposure(self) -> dict[dt.date, float] | None:
        """How much was seen of each period, 1 in the mean; None where no source tells."""
        if self._calendar is None or self._attention is None:
            return None
        return dict(zip(self._calendar.starts, self._attention.coverage.tolist(), strict=True))

    @cached_property
    def _short(self) -> set[dt.date]:
        """The periods that were not fully seen, or of which too little is known yet."""
        if self._calendar is None:
            return set()
        part = np.minimum(self._calendar.complete(self._kept), self._calendar.span())
        return {start for start, each in zip(self._calendar.starts, part, strict=True) if each < KNOWN}

    def _coverage_of(self, last: dt.date) -> tuple[float, float]:
        """Return how much more was seen in the 28 days up to `last` than before, and how uncertain that
        is."""
        if self._attention is None or self._calendar is None:
            return 1.0, 0.0
        days = np.array([start.toordinal() for start in self._calendar.starts]) + self._calendar.length / 2
        end = last.toordinal()
        now = (days > end - WINDOW) & (days <= end)
        before = (days > end - WINDOW - BASE) & (days <= end - WINDOW)
        if not now.any() or not before.any() or not self._attention.coverage[before].any():
            return 1.0, 0.0
        cover = self._attention.coverage
        draws = self._attention.draws[:, now].mean(axis=1) / self._attention.draws[:, before].mean(axis=1)
        ratio = float(cover[now].mean() / cover[before].mean())
        return max(ratio, 1e-6), float(np.std(np.log(np.maximum(draws, 1e-9))))


def _carries(kind: Measure, point: TurningPoint, event: Event) -> bool:
    """Tell whether an act moves a share as the point does: what is counted makes it rise, the rest fall."""
    if not kind.share or kind.weights is None or event.quad_class is None:
        return True
    return (kind.weights[event.quad_class - 1] > 0) == (point.direction == "up")


def _published(mentions: Iterable[Mention]) -> tuple[int, ...]:
    """Return the days (ordinals) of the reports of `mentions`, copies of one text left out."""
    told = (mention.available_at or mention.published_at for mention in mentions if mention.copy_of is None)
    return tuple(at.date().toordinal() for at in told if at)
