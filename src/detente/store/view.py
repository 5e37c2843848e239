"""What a reader sees: committed rows, as known by a day, as published by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from detente.records import (
    Document,
    Event,
    Exposure,
    Fetch,
    Mention,
    Observation,
    Outcome,
    Record,
    Transition,
)
from detente.store.clocks import bound
from detente.store.runs import CommittedRun
from detente.store.schemas import (
    DATA_TABLES,
    DOCUMENTS,
    EVENTS,
    EXPOSURE,
    FETCHES,
    MENTIONS,
    OBSERVATIONS,
    STAMPS,
    TRANSITIONS,
    TableSpec,
    named,
    records_of,
)

if TYPE_CHECKING:
    from ibis.expr import types as ir

    from detente.store.engine import Engine

Rec = TypeVar("Rec", bound=Record)


class View:
    """A fixed state of a store: the runs that were committed when it was opened, or fewer.

    It stays as it is while others write; open another to see more. Each list is sorted, so that equal
    states give equal lists. Reading raises StoreError where files are missing or damaged.
    """

    def __init__(
        self, root: Path, runs: tuple[CommittedRun, ...], published_before: dt.datetime | None = None
    ) -> None:
        self.root, self._committed, self._before = root, runs, published_before

    @cached_property
    def _engine(self) -> Engine:
        from detente.store.engine import (
            Engine,
        )  # heavy to import: a second that `runs` and `counts` do not need

        return Engine(self.root, self._committed)

    def table(self, name: str) -> ir.Table:
        """Return a table as an Ibis expression: newest committed row of each key, inside the two clocks.

        Its columns are `run_id`, `recorded_at` and the record's fields. Raises WrongUse for an unknown name.
        """
        return self._rows(named(name)).drop("row_hash") if name != "runs" else self._rows(named(name))

    def documents(
        self,
        ids: Collection[str] | None = None,
        *,
        source_id: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Document]:
        """Return documents by `published_at`, then id; `since` and `until` are UTC days, both included.

        A document without `published_at` is in no such range. Texts come along: ask for what you need.
        """
        rows = self._chosen(DOCUMENTS, "document_id", ids, source_id=source_id)
        rows = _between(rows, "published_at", since, until)
        return self._read(DOCUMENTS, rows, "published_at", "document_id")

    def document(self, document_id: str) -> Document | None:
        """Return one document, None where the view has none."""
        return next(iter(self.documents([document_id])), None)

    def has_document(self, ids: Iterable[str]) -> set[str]:
        """Return those of `ids` that the view has a document of; no text is read."""
        rows = self._chosen(DOCUMENTS, "document_id", set(ids))
        found = self._engine.run(rows.select("document_id")).column(0).to_pylist()
        return {str(document_id) for document_id in found}

    def uncoded(self) -> dict[str, int]:
        """Return how many documents were not coded, by the reason; no text is read."""
        return {reason: number for reason, number in self.coding().items() if reason}

    def coding(self) -> dict[str, int]:
        """Return how many documents were not coded, by the reason, and under "" how many were."""
        rows = self._rows(DOCUMENTS)
        found = self._engine.run(rows.group_by("uncoded").agg(n=rows.count()).order_by("uncoded"))
        return dict(zip(found.column("uncoded").to_pylist(), found.column("n").to_pylist(), strict=True))

    def mentions(
        self,
        ids: Collection[str] | None = None,
        *,
        document_id: str | None = None,
        source_id: str | None = None,
        direction: str | None = None,
    ) -> list[Mention]:
        """Return mentions by `event_date`, then id."""
        chosen = {"document_id": document_id, "source_id": source_id, "direction": direction}
        rows = self._chosen(MENTIONS, "mention_id", ids, **chosen)
        return self._read(MENTIONS, rows, "event_date", "mention_id")

    def mentions_of(self, event: Event | str) -> list[Mention]:
        """Return the mentions of an event (or of the event with that id) in the event's own order."""
        held = self.get_event(event) if isinstance(event, str) else event
        ids = held.mention_ids if held is not None else ()
        found = {mention.mention_id: mention for mention in self.mentions(ids)}
        return [found[mention_id] for mention_id in ids if mention_id in found]

    def events(
        self,
        direction: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        live_only: bool = True,
        *,
        ids: Collection[str] | None = None,
    ) -> list[Event]:
        """Return events by `event_date`, then id; `since` and `until` are days of the act, both included.

        An undated event is in no such range. `live_only` leaves out events merged into others.
        Under `as_published` a row can still tell of later reports: to know what a past day could know,
        link that day's mentions anew.
        """
        rows = self._chosen(EVENTS, "event_id", ids, direction=direction)
        rows = _between(rows, "event_date", since, until)
        if live_only:
            rows = rows.filter(rows.merged_into.isnull())
        return self._read(EVENTS, rows, "event_date", "event_id")

    def get_event(self, event_id: str) -> Event | None:
        """Return one event, also one that was merged; None where the view has none."""
        return next(iter(self.events(ids=[event_id], live_only=False)), None)

    def history(self, event_id: str) -> list[tuple[dt.datetime, Event]]:
        """Return every version of an event in the view, oldest first, each with its `recorded_at`."""
        rows = self._published(self._engine.versions(EVENTS), EVENTS)
        rows = rows.filter(rows.event_id == event_id).order_by("run_id")
        found = self._engine.run(rows)
        told = {run.run_id: run.recorded_at for run in self._committed}
        times = [told[run_id] for run_id in found.column("run_id").to_pylist()]
        return list(zip(times, records_of(EVENTS, found), strict=True))

    def observations(
        self,
        measure: str | None = None,
        *,
        freq: str | None = None,
        direction: str | None = None,
        area: str | None = None,
        arena: str | None = None,
        duplicates: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Observation]:
        """Return observations by their key; `since` and `until` are values of `time_value`, both included."""
        chosen = {"measure": measure, "freq": freq, "direction": direction, "area": area}
        rows = self._chosen(OBSERVATIONS, None, None, **chosen, arena=arena, duplicates=duplicates)
        rows = _between(rows, "time_value", since, until)
        return self._read(OBSERVATIONS, rows, *OBSERVATIONS.keys)

    def exposure(
        self,
        source_id: str | None = None,
        *,
        state: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Exposure]:
        """Return exposure rows by their key; `since` and `until` are days, both included."""
        rows = self._chosen(EXPOSURE, None, None, source_id=source_id, state=state)
        return self._read(EXPOSURE, _between(rows, "day", since, until), *EXPOSURE.keys)

    def fetches(self, source_id: str | None = None, *, url: str | None = None) -> list[Fetch]:
        """Return fetches by time, then source and address."""
        rows = self._chosen(FETCHES, None, None, source_id=source_id, url=url)
        return self._read(FETCHES, rows, "at", "source_id", "url")

    def last_fetches(self, *, success: bool = False) -> dict[str, Fetch]:
        """Return the newest fetch of each source; with `success`, the newest that was not a failure."""
        rows = self._rows(FETCHES)
        if success:
            rows = rows.filter(rows.outcome != Outcome.FAILED.value)
        newest = rows.group_by("source_id").agg(at=rows["at"].max())
        rows = rows.semi_join(newest, ["source_id", "at"])
        return {fetch.source_id: fetch for fetch in self._read(FETCHES, rows, "source_id", "url")}

    def transitions(self) -> list[Transition]:
        """Return the transitions of the trackers by the day of their effect, then id."""
        return self._read(TRANSITIONS, self._rows(TRANSITIONS), "effective", "transition_id")

    def runs(self) -> list[CommittedRun]:
        """Return the committed runs of the view, oldest first."""
        return list(self._committed)

    def counts(self) -> dict[str, int]:
        """Return how many keys each table has in the view; without `as_published` no table is read."""
        if self._before is not None:
            found = {spec.name: self._count(self._rows(spec)) for spec in DATA_TABLES}
            return {**found, "runs": len(self._committed)}
        totals = dict.fromkeys((spec.name for spec in DATA_TABLES), 0)
        for run in self._committed:
            for count in run.counts:
                totals[count.table] += count.new
        return {**totals, "runs": len(self._committed)}

    def _rows(self, spec: TableSpec[Any]) -> ir.Table:
        return self._published(self._engine.latest(spec), spec)

    def _published(self, rows: ir.Table, spec: TableSpec[Any]) -> ir.Table:
        if self._before is None or not spec.stamped:
            return rows
        from detente.store.scope import published

        return published(rows, spec, self._before)

    def _chosen(
        self, spec: TableSpec[Any], key: str | None, ids: Iterable[str] | None, **equal: str | None
    ) -> ir.Table:
        rows = self._rows(spec)
        if key is not None and ids is not None:
            rows = self._engine.among(rows, key, ids)
        for column, value in equal.items():
            if value is not None:
                rows = rows.filter(rows[column] == value)
        return rows

    def _read(self, spec: TableSpec[Rec], rows: ir.Table, *order: str) -> list[Rec]:
        import ibis

        ordered = rows.order_by([ibis.asc(rows[name], nulls_first=False) for name in order])
        return records_of(spec, self._engine.run(ordered.drop(*STAMPS)))

    def _count(self, rows: ir.Table) -> int:
        return int(self._engine.run(rows.count().as_table()).column(0)[0].as_py())


def _between(rows: ir.Table, column: str, since: dt.date | None, until: dt.date | None) -> ir.Table:
    """Return the rows whose `column` is on a day from `since` to `until`, both included; UTC for times."""
    timed = rows[column].type().is_timestamp()
    if since is not None:
        rows = rows.filter(
            rows[column] >= (dt.datetime.combine(since, dt.time(), dt.UTC) if timed else since)
        )
    if until is not None:
        rows = rows.filter(rows[column] < bound(until) if timed else rows[column] <= until)
    return rows
