"""From mentions to events: blocks first, then groups within each block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from detente.linking._cluster import groups
from detente.linking._merge import event_of
from detente.linking._points import canonical, places_of
from detente.linking._rules import rules
from detente.linking._status import standing
from detente.records import Event, Mention

Block = tuple[str, str, str]


def block_of(mention: Mention) -> Block:
    """Return (parties, modality, family of the type): only mentions of one block can be one act."""
    parties = mention.direction
    if parties is None:
        sides = (mention.actor, mention.recipient)
        parties = "|".join(" ".join(sorted({each.code or each.text for each in side})) for side in sides)
    return parties, mention.modality, rules().family(mention.event_type)


def link(mentions: Iterable[Mention]) -> list[Event]:
    """Return the events of `mentions`, sorted by id; every mention is in exactly one of them.

    Pure: the same set of mentions gives the same events in whatever order it comes. A mention_id that
    comes twice counts once. Mentions of one `external_event_id` of one source always are one event. A
    text mention is compared by its `summary`, which holds the passage. Copies of one text (`copy_of`, or
    passages word for word alike) count as one report.
    """
    blocks: defaultdict[Block, list[Mention]] = defaultdict(list)
    for tied in _tied(_once(mentions)):
        blocks[block_of(standing(tied)[0])] += tied
    events = [event for block in blocks.values() for event in _events(block)]
    return sorted(events, key=lambda event: event.event_id)


def _once(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in canonical order, each id once (of two that differ, the lesser by its text)."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        there = found.get(mention.mention_id)
        if there is None or (there != mention and mention.model_dump_json() < there.model_dump_json()):
            found[mention.mention_id] = mention
    return sorted(found.values(), key=canonical)


def _external(mention: Mention) -> tuple[str, str] | None:
    return (mention.source_id, mention.external_event_id) if mention.external_event_id else None


def _tied(ordered: Sequence[Mention]) -> list[list[Mention]]:
    """Return lists of the mentions that one external id ties together, most of them of one mention."""
    found: dict[object, list[Mention]] = {}
    for mention in ordered:
        found.setdefault(_external(mention) or mention.mention_id, []).append(mention)
    return list(found.values())


def _events(block: Sequence[Mention]) -> list[Event]:
    places = places_of(sorted(block, key=canonical))
    at: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    for index, place in enumerate(places):
        for mention in place.mentions:
            if external := _external(mention):
                at[external][index] = None
    tied = [list(indices) for indices in at.values() if len(indices) > 1]
    return [
        event_of([mention for index in group for mention in places[index].mentions])
        for group in groups(places, tied)
    ]
