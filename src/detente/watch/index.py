"""The index: what was counted, and what it says of the intensity of acts, with its band.

Counting is detente.measures, the posterior detente.analysis; here the two are joined to the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.measures import observe
from detente.ontology.severity import Scale, scale
from detente.records import Event, Mention
from detente.settings import IndexSection
from detente.watch.asked import Choice, Index, Material, Row
from detente.watch.coverage import looked
from detente.watch.fitted import Fitted

__all__ = ["Choice", "Index", "Material", "Row", "index", "rescored"]

FEWEST = 8
"""Observed periods below which no band is fitted."""


def index(
    material: Material,
    choice: Choice,
    dyad: tuple[str, str],
    areas: Sequence[str],
    settings: IndexSection,
    sanction_quad: int = 4,
) -> Index:
    """Return the index that `material` allows.

    Raises WrongUse for an unknown frequency, direction, area, measure, duplicate policy or scale.
    """
    events = rescored(material.events, material.mentions, scale(choice.severity))
    seen = observe(
        events,
        material.exposure,
        freq=choice.freq,
        dyad=dyad,
        direction=choice.direction,
        area=choice.area,
        areas=areas,
        arena=choice.arena,
        measures=choice.measures,
        duplicates=choice.duplicates,
        since=choice.since,
        until=choice.until,
        statuses=choice.statuses,
        modalities=choice.modalities,
        joint_in_directions=choice.joint_in_directions,
        curated_sources=material.curated,
    )
    saw = looked(material.exposure, material.curated, material.until)
    plain = [Row(each, each.value) for each in seen]
    if saw is None:
        return Index(plain, "no source that allows levels was seen")
    fitted = Fitted(events, material, choice, dyad, saw, seen, settings, sanction_quad)
    if fitted.observed.sum() < FEWEST:
        told = f"{int(fitted.observed.sum())} periods were observed, and a band takes {FEWEST}"
        rows = [fitted.row(each, banded=False) for each in seen]
        return Index(rows, told, spread=fitted.policies(seen))
    return Index([fitted.row(each) for each in seen], marks=fitted.marks, spread=fitted.policies(seen))


def rescored(events: Iterable[Event], mentions: Iterable[Mention], on: Scale) -> list[Event]:
    """Return the events with their severity on the scale `on`.

    A scale that belongs to a scheme of codes takes the mean of the codes' own scores where the mentions
    have any.
    """
    if on.name == "plover":
        return list(events)
    own: dict[str, float] = {}
    for mention in mentions:
        code = mention.source_code
        if code and code.scheme == on.scheme and code.score is not None:
            own[mention.mention_id] = code.score
    found = []
    for event in events:
        if event.event_type is not None:
            told = [own[name] for name in event.mention_ids if name in own]
            score = sum(told) / len(told) if told else on.score(event.event_type, event.mode)
            event = event.model_copy(update={"score": score})
        found.append(event)
    return found
