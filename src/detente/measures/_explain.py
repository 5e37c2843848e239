"""From a number back to the acts under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from detente.measures._catalogue import chosen
from detente.measures._cells import Held, cells_of
from detente.measures._select import ALL, MODALITIES, STATUSES, Selection
from detente.records import Event, Missing, Modality, Observation, Status


def explain(
    observation: Observation,
    events: Iterable[Event],
    *,
    dyad: tuple[str, str],
    statuses: Collection[Status] = STATUSES,
    modalities: Collection[Modality] = MODALITIES,
    joint_in_directions: bool = False,
) -> list[Event]:
    """Return the events under `observation`, by date and id; there are `n_events` of them.

    `observation` came from `observe` over the same events with the same choices. The measure of the
    returned events, each counted by the duplicate policy, is the value. Where a level is withheld, they are
    the acts that are known of all the same.
    """
    arena = None if observation.arena == ALL else observation.arena
    selection = Selection(dyad, arena, statuses, modalities, joint_in_directions)
    selection.check(observation.direction)
    cell = (observation.time_value, observation.direction, observation.area)
    here = [
        event
        for event in events
        if selection.keeps(event) and cell in cells_of(event, selection, observation.freq)
    ]
    (measure,) = chosen([observation.measure])
    level = not measure.curated_ok and observation.missing is Missing.NONE
    acts = Held(here, observation.duplicates).under(measure, level=level)
    return sorted((act.event for act in acts), key=lambda act: (act.event_date or dt.date.min, act.event_id))
