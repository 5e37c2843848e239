"""Which rows a reader sees, as Ibis expressions that run on any engine holding the tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ibis
from ibis.expr import types as ir

from detente.store.schemas import TableSpec


def latest(rows: ir.Table, runs: ir.Table, spec: TableSpec[Any]) -> ir.Table:
    """Return the newest row of each key among `rows` written by one of `runs`.

    `rows` is a whole table of the store, `runs` the committed runs to be seen (column `run_id`); both
    must live in one engine. Run ids sort in the order of commits, and a run writes a key once.
    """
    seen = rows.semi_join(runs, "run_id")
    newest = seen.group_by(list(spec.keys)).agg(run_id=seen.run_id.max())
    return seen.semi_join(newest, [*spec.keys, "run_id"])


def published(rows: ir.Table, spec: TableSpec[Any], before: dt.datetime) -> ir.Table:
    """Return the rows that the world could know before `before`; those without a time fall out."""
    known = known_at(rows, spec)
    return rows.filter(known < ibis.literal(before, "timestamp('UTC', 6)"))


def known_at(rows: ir.Table, spec: TableSpec[Any]) -> Any:
    """Return the expression for the instant from which the world could know a row (null: not told).

    A day counts from its end.
    """
    if not spec.known:
        return ibis.null("timestamp('UTC', 6)")
    known = ibis.coalesce(*(rows[name] for name in spec.known))
    if known.type().is_date():
        return (known.cast("timestamp('UTC', 6)") + ibis.interval(days=1)) - ibis.interval(microseconds=1)
    return known
