"""What the `runs` table says of one committed run."""

from __future__ import annotations

from detente.records import DateTime, Record


class TableCount(Record):
    """What a run wrote to one table: `rows` in all, `new` of them under a key not there before."""

    table: str
    rows: int
    new: int


class CommittedRun(Record):
    """One row of `runs`, the commit point of everything that carries its `run_id`.

    `recorded_at` is the instant (UTC) at which the store learned the rows; it grows from run to run.
    `started_at` is the clock's reading when the run began; `version` the software that wrote it.
    """

    run_id: str
    recorded_at: DateTime
    started_at: DateTime
    command: str
    version: str
    counts: tuple[TableCount, ...] = ()
