"""Loads the acts of the record, and turns them into the mentions that the store takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from detente.errors import PluginError
from detente.ontology import plover
from detente.record._files import read_list
from detente.record.model import Basis, RecordAct, RecordSource
from detente.records import Mention, Sampling, key

SOURCE_ID = "record-rus-usa"
CODER = "record-1"
PORTAL = "Wikipedia Current Events"
FOLDER = resources.files("detente.record")
_KINDS = ("acts_", "documents_")


def load_record(folder: Traversable | None = None) -> tuple[RecordAct, ...]:
    """Return all acts of the `acts_*.yml` and `documents_*.yml` in `folder`, by event date and id.

    None stands for the bundled record. Raises PluginError naming file, entry and field where a file does
    not fit the schema or repeats an id.
    """
    return _bundled() if folder is None else _load(folder)


@cache
def _bundled() -> tuple[RecordAct, ...]:
    return _load(FOLDER)


def _load(folder: Traversable) -> tuple[RecordAct, ...]:
    files = [f for f in folder.iterdir() if f.name.startswith(_KINDS) and f.name.endswith(".yml")]
    acts: dict[str, RecordAct] = {}
    for file in sorted(files, key=lambda item: item.name):
        for act in read_list(file, RecordAct):
            if act.id in acts:
                raise PluginError(
                    f"id: {act.id} is used twice", where=file.name, do="give each act an id of its own"
                )
            acts[act.id] = act
    return tuple(sorted(acts.values(), key=lambda act: (act.event_date, act.id)))


def to_mentions(acts: Iterable[RecordAct]) -> list[Mention]:
    """Return one mention per act and outlet (one per act that names none), in the acts' order.

    Where no outlet is named, the document, the portal or "common knowledge" stands for it. `published_at`
    is midnight UTC of the publication day, `available_at` the end of the day on which the world could know
    the act, or of the publication day where the outlet reported later.
    """
    return [_mention(act, source) for act in acts for source in (act.sources or (None,))]


def _mention(act: RecordAct, source: RecordSource | None) -> Mention:
    outlet, url = (source.outlet, source.url) if source else (_told_by(act), None)
    known = max(act.known_on, source.published) if source else act.known_on
    return Mention(
        mention_id=key(SOURCE_ID, act.id, outlet, url, source.published if source else None),
        source_id=SOURCE_ID,
        external_event_id=act.id,
        summary=act.summary,
        outlet=outlet,
        url=url,
        published_at=_midnight(source.published) if source else None,
        available_at=_midnight(known) + dt.timedelta(days=1, seconds=-1),
        sampling=Sampling.CURATED,
        event_type=act.event_type,
        mode=act.mode,
        contexts=act.contexts,
        areas=act.areas,
        quad_class=plover.quad_class(act.event_type),
        score=plover.score(act.event_type, act.mode),
        actor=act.actor,
        recipient=act.recipient,
        direction=act.direction,
        arena=act.arena,
        status=act.status,
        modality=act.modality,
        claimants=act.claimants,
        event_date=act.event_date,
        date_precision=act.date_precision,
        place=act.place,
        coder=CODER,
    )


def _told_by(act: RecordAct) -> str:
    if act.basis is Basis.SOURCE_LINE:
        return PORTAL
    return act.document or act.basis.value


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
