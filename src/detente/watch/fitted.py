"""The posterior of what was asked, and how it is said: estimates, bands, spreads and marks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.analysis.attention import Attention, attention
from detente.analysis.bands import TOO_EARLY, Counts, Posterior, combined, dice, quantiles
from detente.analysis.copies import Distinct
from detente.measures import (
    ALL,
    DUPLICATES,
    Measure,
    Selection,
    Tally,
    catalogue,
    not_curated,
    periods,
    tally,
)
from detente.records import Event, Missing, Observation
from detente.settings import IndexSection
from detente.watch.asked import Choice, Material, Row
from detente.watch.coverage import Calendar, Looked
from detente.watch.error_draws import of_coders, of_linking

Floats = NDArray[np.float64]
NEARLY = 0.95
"""Part of a period's acts from which on it counts as complete."""


class Fitted:
    """The posterior of one choice, and what is needed to say it."""

    def __init__(
        self,
        events: list[Event],
        material: Material,
        choice: Choice,
        dyad: tuple[str, str],
        seen: Looked,
        rows: Iterable[Observation],
        settings: IndexSection,
        sanction_quad: int,
    ) -> None:
        self._choice, self._seen = choice, seen
        self._settings, self._sanction_quad = settings, sanction_quad
        self._selection = Selection(
            dyad, choice.arena, choice.statuses, choice.modalities, choice.joint_in_directions
        )
        everywhere = replace(self._selection, arena=None)
        self._known = [e for e in not_curated(events) if everywhere.keeps(e)]
        self._material = material
        self._every = events
        wanted = [(row.direction, row.area) for row in rows]
        self._places = list(dict.fromkeys([(ALL, ALL), *wanted]))
        self._starts = list(periods(seen.first, seen.last, choice.freq))
        self._calendar = Calendar(self._starts, choice.freq, seen)
        self._cells = {place: cell for cell, place in enumerate(self._places)}
        self._column = {start: t for t, start in enumerate(self._starts)}
        self._bands: dict[tuple[int, str], tuple[list[float], list[float], list[float]]] = {}
        self._spreads: dict[tuple[int, str], tuple[list[float], list[float]]] = {}
        self._draws: dict[int, tuple[Floats, Floats]] = {}

    @cached_property
    def _tally(self) -> Tally:
        return self._tallied(self._known)

    @cached_property
    def _whole(self) -> Tally:
        """The tally with the acts of curated sources, for what is only counted."""
        return self._tallied(self._every) if len(self._every) > len(self._known) else self._tally

    def _tallied(self, events: list[Event]) -> Tally:
        span = (self._seen.first, self._seen.last)
        return tally(events, self._selection, self._choice.freq, span, self._places)

    @cached_property
    def _attention(self) -> Attention:
        distinct = self._tally.sums["clustered"].times[0].sum(axis=0)
        items = self._calendar.items()
        numbers = dice(len(items)).more
        reports = self._calendar.reports(self._known, self._material.mentions)
        return attention(items, reports, distinct, numbers, self._calendar.span())

    @cached_property
    def _complete(self) -> Floats:
        return self._calendar.complete(self._known)

    @cached_property
    def _copies(self) -> Distinct:
        if self._choice.duplicates != "clustered":  # the other policies are about copies themselves
            return Distinct(np.ones(len(self._starts)), np.zeros(len(self._starts)))
        return self._calendar.distinct(self._known, self._settings.copy_error)

    @property
    def observed(self) -> NDArray[np.bool_]:
        """Whether anything was seen in each period."""
        return np.asarray(self._attention.coverage > 0)

    @cached_property
    def _posterior(self) -> Posterior:
        sums = self._tally.sums[self._choice.duplicates]
        times, score = sums.times[0].sum(axis=1), sums.score[0].sum(axis=1)
        usual = np.divide(score, times, out=np.zeros_like(score), where=times > 0)
        clump = float(sums.times2[0].sum() / max(sums.times[0].sum(), 1.0)) or 1.0
        return Posterior(
            Counts(sums.times, sums.score, sums.score2, usual, max(clump, 1.0)),
            self._attention,
            self._complete,
            self._copies,
            of_coders(self._known, self._settings, self._sanction_quad, self._material.measured),
            self._links,
            dice(0),
        )

    @property
    def _links(self) -> Floats:
        if self._choice.duplicates != "clustered":
            return np.ones(1)
        return of_linking(self._known, self._material.joins)

    @cached_property
    def marks(self) -> dict[dt.date, str]:
        """What is to be known of a period: sources that come or go, and how much of it is known by now."""
        told: dict[dt.date, list[str]] = {}
        for t, source, comes in self._attention.marks:
            what = f"source {self._seen.sources[source]} {'comes' if comes else 'goes'}"
            told.setdefault(self._starts[t], []).append(what)
        for t, part in enumerate(self._complete):
            if part < NEARLY:
                told.setdefault(self._starts[t], []).append(f"incomplete: {part:.0%}")
        return {start: "; ".join(each) for start, each in told.items()}

    def policies(self, rows: Sequence[Observation]) -> dict[str, dict[str, float | None]]:
        """Return by measure the mean over the periods of `rows` that each duplicate policy counts."""
        found: dict[str, dict[str, float | None]] = {}
        asked = [self._cells[row.direction, row.area] for row in rows]
        widest = max(set(asked), key=lambda cell: (_width(self._places[cell]), -cell), default=None)
        starts = {row.time_value for row in rows if row.missing is not Missing.NOT_OBSERVED}
        columns = [self._column[start] for start in sorted(starts) if start in self._column]
        for name in dict.fromkeys(row.measure for row in rows):
            measure = catalogue()[name]
            if widest is not None and measure.weights is not None:
                each = zip(DUPLICATES, self._counted(widest, measure)[:, columns], strict=True)
                found[name] = {policy: _mean(values) for policy, values in each}
        return found

    def row(self, row: Observation, *, banded: bool = True) -> Row:
        """Return `row` with its band, the spread of the duplicate policies and its marks."""
        t, measure = self._column.get(row.time_value), catalogue()[row.measure]
        if t is None or measure.weights is None:
            return Row(row, row.value)
        cell = self._cells[row.direction, row.area]
        ends = (each[t] for each in self._spread(cell, measure))
        least, most = (None if row.value is None or math.isnan(end) else end for end in ends)
        note = self.marks.get(row.time_value, "")
        told = self._estimated(row, cell, t, measure) if banded and _is_estimated(measure) else row
        return Row(told, row.value, least, most, note)

    def _estimated(self, row: Observation, cell: int, t: int, measure: Measure) -> Observation:
        low, middle, high = (each[t] for each in self._band(cell, measure))
        update: dict[str, object] = {"lower": low, "upper": high}
        if row.missing is Missing.NONE and self._complete[t] <= TOO_EARLY:
            update |= {"value": None, "missing": Missing.INCOMPLETE}
        elif row.missing is Missing.NONE:
            update["value"] = middle
        return row.model_copy(update=update)

    def _band(self, cell: int, measure: Measure) -> tuple[list[float], list[float], list[float]]:
        if (cell, measure.id) not in self._bands:
            if cell not in self._draws:
                self._draws = {cell: (self._posterior.rates(cell), self._posterior.scores(cell))}
            rates, scores = self._draws[cell]
            weights = np.array(measure.weights, dtype=float)
            found = combined(rates, scores, weights, scored=measure.scored, share=measure.share)
            low, middle, high = (ends.tolist() for ends in quantiles(found))
            self._bands[cell, measure.id] = low, middle, high
        return self._bands[cell, measure.id]

    def _spread(self, cell: int, measure: Measure) -> tuple[list[float], list[float]]:
        """Return by period the least and the most that the policies count; nan for shares of nothing."""
        if (cell, measure.id) not in self._spreads:
            found = self._counted(cell, measure)
            self._spreads[cell, measure.id] = found.min(axis=0).tolist(), found.max(axis=0).tolist()
        return self._spreads[cell, measure.id]

    def _counted(self, cell: int, measure: Measure) -> Floats:
        """Return what each duplicate policy counts, of shape (policy, period)."""
        sums = (self._whole if measure.curated_ok else self._tally).sums
        weights = measure.weights or (0, 0, 0, 0)
        rows = [
            sums[policy].row(cell, weights, scored=measure.scored, share=measure.share)
            for policy in DUPLICATES
        ]
        return np.stack(rows)


def _width(place: tuple[str, str]) -> int:
    return (place[0] == ALL) + (place[1] == ALL)


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _is_estimated(measure: Measure) -> bool:
    """Tell whether a number is an estimate of intensity: levels and shares. A count is what was counted."""
    return measure.scored or measure.share
