"""A simulated dyad as the store would hold it, and more coverage of it without a new act.

For tests, benchmarks and everybody who wants to see what the index makes of a known truth.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence

from detente.ontology.plover import EVENT_TYPES, quad_class, score
from detente.records import Event, Exposure, Mention, Precision
from detente.simulation import TYPES, World
from detente.watch.asked import Material

CODER = "simulation"
NEVER_WRONG = (10_000, 10_000)
"""Simulated linking misses copies, and never joins two acts."""


def material(world: World) -> Material:
    """Return what linking and the importer make of the world, with its table of confusion as the coder's."""
    r, states, sources = world.reports, world.setting.states, world.setting.sources
    told: defaultdict[int, list[int]] = defaultdict(list)
    for row, event in enumerate(r.event.tolist()):
        told[event].append(row)
    events, mentions = [], []
    for event, rows in told.items():
        first = rows[0]
        kind = list(TYPES[r.coded[first]])[r.kind[first]]
        side = int(r.side[first])
        act = {
            "event_type": kind,
            "quad_class": quad_class(kind),
            "score": score(kind),
            "direction": f"{states[side]}>{states[1 - side]}",
            "event_date": world.setting.start + dt.timedelta(days=int(r.happened[first])),
            "date_precision": Precision.DAY,
            "coder": CODER,
        }
        own = []
        for row in rows:
            at = noon(world, int(r.published[row]))
            source = sources[r.source[row]].id
            own.append(
                Mention.model_construct(mention_id=f"m{row}", source_id=source, available_at=at, **act)
            )
        mentions += own
        events.append(
            Event.model_construct(
                event_id=f"e{event}",
                mention_ids=tuple(m.mention_id for m in own),
                n_reports=len(own),
                first_published=min(m.available_at for m in own if m.available_at),
                **act,
            )
        )
    measured = {CODER: tuple(tuple(map(float, row)) for row in world.confusion)}
    return Material(events, mentions, exposure(world), (), measured=measured, joins=NEVER_WRONG)


def noon(world: World, day: int) -> dt.datetime:
    """Return noon (UTC) of a day of the world."""
    return dt.datetime.combine(world.setting.start, dt.time(12), dt.UTC) + dt.timedelta(days=day)


def exposure(world: World) -> list[Exposure]:
    """Return the items of each source, spread evenly over the days of each week."""
    found = []
    for place, source in enumerate(world.setting.sources):
        for week, number in enumerate(world.items[place].tolist()):
            for day in range(7):
                n = number // 7 + (day < number % 7)
                when = world.setting.start + dt.timedelta(days=7 * week + day)
                found.append(
                    Exposure(day=when, source_id=source.id, state="all", batch=str(when), n_seen=n, n_kept=0)
                )
    return found


def tripled(held: Material, since: dt.date, seed: int) -> Material:
    """Return `held` with two further rows for each event from `since` on, a third of them wrong."""
    draw = random.Random(seed)  # noqa: S311 - no secret, a repeatable sample
    types = sorted({event.event_type for event in held.events if event.event_type})
    more: list[Event] = []
    of: list[Mention] = []
    known = {mention.mention_id: mention for mention in held.mentions}
    for event in held.events:
        if event.event_date is None or event.event_date < since:
            continue
        for copy in range(2):
            update: dict[str, object] = {"event_id": f"{event.event_id}-{copy}"}
            if draw.random() < 1 / 3:
                update |= _wrong(event, types, draw)
            first = known[event.mention_ids[0]]
            name = f"{first.mention_id}-{copy}"
            of.append(first.model_copy(update={"mention_id": name}))
            more.append(event.model_copy(update=update | {"mention_ids": (name,), "n_reports": 1}))
    return dataclasses.replace(held, events=[*held.events, *more], mentions=[*held.mentions, *of])


def _wrong(event: Event, types: Sequence[str], draw: random.Random) -> dict[str, object]:
    if draw.random() < 0.5 and event.event_date:
        days = draw.choice((-3, -2, -1, 1, 2, 3))
        return {"event_date": event.event_date + dt.timedelta(days=days)}
    kind = EVENT_TYPES[draw.choice([each for each in types if each != event.event_type])]
    return {"event_type": kind.code, "quad_class": kind.quad_class, "score": kind.score}


def with_source(held: Material, of: World, seed: int, *, first: bool) -> Material:
    """Return `held` with a further source in one half of the weeks (the `first` or the second).

    It tells 40% of the acts again, a quarter of them unlinked, and has items of its own.
    """
    draw = random.Random(seed)  # noqa: S311 - no secret, a repeatable sample
    middle = of.setting.start + dt.timedelta(weeks=of.setting.weeks // 2)
    events, new = [], []
    for event in held.events:
        here = event.event_date is not None and (event.event_date < middle) == first
        if here and event.event_date and draw.random() < 0.4:
            at = dt.datetime.combine(event.event_date, dt.time(20), dt.UTC)
            act = {name: getattr(event, name) for name in ("event_type", "direction", "event_date")}
            name = f"new-{event.event_id}"
            new.append(
                Mention.model_construct(mention_id=name, source_id="new", available_at=at, coder=CODER, **act)
            )
            if draw.random() < 0.25:
                update = {"event_id": name, "mention_ids": (name,), "n_reports": 1, "first_published": at}
                events.append(event.model_copy(update=update))
            else:
                joined = {
                    "mention_ids": (*event.mention_ids, name),
                    "n_reports": event.n_reports + 1,
                }
                event = event.model_copy(update=joined)
        events.append(event)
    items = _items(of, middle, first=first, draw=draw)
    return dataclasses.replace(
        held, events=events, mentions=[*held.mentions, *new], exposure=[*held.exposure, *items]
    )


def _items(of: World, middle: dt.date, *, first: bool, draw: random.Random) -> list[Exposure]:
    days = [noon(of, day).date() for day in range(7 * of.setting.weeks)]
    return [
        Exposure(day=day, source_id="new", state="all", batch=str(day), n_seen=draw.randint(10, 20), n_kept=0)
        for day in days
        if (day < middle) == first
    ]
