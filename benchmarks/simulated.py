"""A simulated dyad as the store would hold it: events, mentions and exposure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from detente.ontology.plover import quad_class, score
from detente.records import Event, Exposure, Mention, Precision
from detente.simulation import World
from detente.simulation._world import TYPES
from detente.watch.index import Material

CODER = "simulation"


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
    return Material(events, mentions, exposure(world), (), measured=measured)


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
