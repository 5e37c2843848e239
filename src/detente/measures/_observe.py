"""Numbers of a dyad by period, direction and area."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from detente.errors import WrongUse
from detente.measures._catalogue import chosen
from detente.measures._cells import Cell, Held, Reading, fill, reading
from detente.measures._coverage import Coverage
from detente.measures._periods import check_freq, periods
from detente.measures._select import ALL, MODALITIES, STATUSES, Selection, check_duplicates
from detente.ontology.areas import load_areas
from detente.records import Event, Exposure, Modality, Observation, Status


def observe(
    events: Iterable[Event],
    exposure: Iterable[Exposure],
    *,
    freq: str,
    dyad: tuple[str, str],
    direction: str | None = None,
    area: str | None = None,
    areas: Sequence[str] | None = None,
    arena: str | None = None,
    measures: Iterable[str] | None = None,
    duplicates: str = "clustered",
    since: dt.date | None = None,
    until: dt.date | None = None,
    statuses: Collection[Status] = STATUSES,
    modalities: Collection[Modality] = MODALITIES,
    joint_in_directions: bool = False,
    curated_sources: Collection[str] = (),
    holes: bool = True,
) -> list[Observation]:
    """Return one observation for each period, direction, area and measure, in that order.

    Periods are all that hold a day from `since` to `until` (by default from the first to the last day of
    any act or exposure), whole even where these days cut them. Directions are both, the joint acts, and
    "all"; areas those of `areas` (by default of the default watch) and "all"; `direction` and `area` choose
    one. `events` are the standing ones (merged ones do not count). `exposure` tells which periods were
    observed; `curated_sources` are the source ids in it that cannot. Without `holes`, cells that hold no act
    in a period that was not observed are left out. docs/method.md gives the formulas.

    Raises WrongUse for an unknown frequency, direction, measure, area or duplicate policy, or a bad dyad.
    """
    selection = Selection(dyad, arena, statuses, modalities, joint_in_directions)
    check_freq(freq)
    check_duplicates(duplicates)
    selection.check(direction)
    wanted = chosen(measures)
    columns = _columns(area, areas)
    everywhere = dataclasses.replace(selection, arena=None)
    acts = [event for event in events if everywhere.keeps(event)]
    coverage = Coverage.of(exposure, acts, freq, curated_sources)
    first, last = coverage.range(acts, since, until)
    if first is None or last is None:
        return []
    rows = selection.directions if direction is None else (direction,)
    cells = fill(filter(selection.keeps, acts), selection, freq, rows, columns)
    nothing = Held((), duplicates)
    held = {cell: Held(found, duplicates) for cell, found in cells.items()}
    return [
        _observation(
            (period, row, column),
            reading(held.get((period, row, column), nothing), measure, period, coverage),
            measure=measure.id,
            freq=freq,
            arena=arena or ALL,
            duplicates=duplicates,
        )
        for period in periods(first, last, freq)
        for row in rows
        for column in columns
        if holes or period in coverage.observed or (period, row, column) in cells
        for measure in wanted
    ]


def _columns(area: str | None, areas: Sequence[str] | None) -> list[str]:
    known = [*(load_areas() if areas is None else areas), ALL]
    if area is not None and area not in known:
        raise WrongUse(f"unknown area {area!r}", where="area", do=f"choose from {', '.join(known)}")
    return known if area is None else [area]


def _observation(
    cell: Cell, found: Reading, *, measure: str, freq: str, arena: str, duplicates: str
) -> Observation:
    period, direction, area = cell
    return Observation(
        time_value=period,
        freq=freq,
        direction=direction,
        area=area,
        measure=measure,
        arena=arena,
        duplicates=duplicates,
        value=found.value,
        n_events=len(found.acts),
        n_reports=sum(act.event.n_reports for act in found.acts),
        missing=found.missing,
    )
