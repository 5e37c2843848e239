"""Events over time: which rows to append when the mentions, and so the events, have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from detente.records import Event, Status


def live(rows: Iterable[Event]) -> list[Event]:
    """Return the events that stand after `rows` (in the order they were written), sorted by id.

    The last row of an id counts. An event merged into another, or left without a mention, stands no more.
    """
    last = {row.event_id: row for row in rows}
    standing = (row for row in last.values() if row.merged_into is None and row.mention_ids)
    return sorted(standing, key=lambda event: event.event_id)


def relink(old_events: Iterable[Event], new_events: Iterable[Event]) -> list[Event]:
    """Return the rows that turn the standing `old_events` into `new_events`, sorted by id.

    New and changed events are rows as they are. An event that is gone gets a last row: with `merged_into`
    naming the event that took most of its mentions (ties: the lesser id), or, where no mention of it is
    left anywhere, without mentions and withdrawn. After a split the old id keeps the part with its
    canonical mention, as a changed row, and each other part is a new row. Equal inputs give no row.
    """
    old = {event.event_id: event for event in live(old_events)}
    new = {event.event_id: event for event in new_events}
    home = {mention: event.event_id for event in new.values() for mention in event.mention_ids}
    rows = [event for event in new.values() if old.get(event.event_id) != event]
    rows += [_ended(event, home) for event in old.values() if event.event_id not in new]
    return sorted(rows, key=lambda row: row.event_id)


def _ended(event: Event, home: dict[str, str]) -> Event:
    heirs = Counter(home[mention] for mention in event.mention_ids if mention in home)
    if not heirs:
        nothing = {"mention_ids": (), "n_reports": 0, "n_sources": 0}
        return event.model_copy(update={"status": Status.WITHDRAWN, **nothing})
    heir = min(heirs, key=lambda each: (-heirs[each], each))
    return event.model_copy(update={"merged_into": heir})
