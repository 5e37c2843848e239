"""When the last brief was made, and what the store has learned since.

The watch keeps one line a brief in `briefs.jsonl`: when it was made and which knowledge it had. Lines are
only added, under a lock, and only where the store had learned something: printing a brief twice adds
nothing, so that the second one says the same.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock

from detente.errors import StoreError
from detente.linking import live
from detente.outputs.brief.gathered import Changes
from detente.outputs.brief.sections.changes import changed_fields
from detente.records import Event, Status
from detente.store import Store
from detente.store.view import View

FILE = "briefs.jsonl"
LOG = logging.getLogger(__name__)


def last_brief(folder: Path, knowledge: dt.datetime | None) -> dt.datetime | None:
    """Return the knowledge (instant of the newest run) of the last brief that had another than `knowledge`.

    None where there is none. Raises StoreError where the file is damaged.
    """
    told = [each for each in _lines(folder / FILE) if each != knowledge]
    return told[-1] if told else None


def remembers(folder: Path) -> bool:
    """Tell whether a brief was made of this watch."""
    path = folder / FILE
    return path.is_file() and path.stat().st_size > 0


def remember(folder: Path, knowledge: dt.datetime | None, as_of: dt.date) -> None:
    """Add a line for a brief made now of `knowledge`, unless the last one had the same.

    A folder that cannot be written to is no reason to give no brief: it is logged.
    """
    path = folder / FILE
    if knowledge is None:
        return
    try:
        with FileLock(path.with_suffix(".lock")):
            if _lines(path)[-1:] == [knowledge]:
                return
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            row = {"made": made, "as_of": as_of.isoformat(), "knowledge": knowledge.isoformat()}
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
    except OSError as error:
        LOG.warning("this brief is not remembered: %s: %s", path, error.strerror or error)


def _lines(path: Path) -> list[dt.datetime]:
    try:
        return [_knowledge(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise StoreError(f"not a line of a brief: {error}", where=str(path), do="remove the file") from error


def _knowledge(line: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(json.loads(line)["knowledge"])
    if instant.tzinfo is None:
        raise ValueError(f"{line!r} has no time zone")
    return instant.astimezone(dt.UTC)


def compared(store: Store, now: View, before: dt.date | dt.datetime | None) -> Changes:
    """Return what `now` knows that the store did not know by `before` (a day's end or an instant)."""
    if before is None:
        return Changes(None)
    then = store.view(known_by=before)
    instant = before if isinstance(before, dt.datetime) else _end(before)
    old = {event.event_id: event for event in live(then.events(live_only=False))}
    rows = {event.event_id: event for event in now.events(live_only=False)}
    fresh = {event.event_id: event for event in live(rows.values())}
    gone = [event for name, event in old.items() if name not in fresh]
    merged = [e.model_copy(update={"merged_into": rows[e.event_id].merged_into}) for e in gone]
    kept = [(old[name], fresh[name]) for name in old.keys() & fresh.keys()]
    known = {(t.transition_id, t.decision) for t in then.transitions()}
    return Changes(
        instant,
        isinstance(before, dt.datetime),
        _by_day(event for name, event in fresh.items() if name not in old),
        tuple(sorted((pair for pair in kept if changed_fields(*pair)), key=lambda pair: pair[1].event_id)),
        _by_day(event for event in merged if event.merged_into),
        _by_day([*(e for e in merged if not e.merged_into), *(b for b, a in kept if _withdrawn(b, a))]),
        tuple(t for t in now.transitions() if (t.transition_id, t.decision) not in known),
        len(old),
    )


def _end(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(23, 59), dt.UTC)


def _withdrawn(before: Event, after: Event) -> bool:
    return after.status is Status.WITHDRAWN and before.status is not Status.WITHDRAWN


def _by_day(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (e.event_date or dt.date.min, e.event_id)))
