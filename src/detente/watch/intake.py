"""Takes items in: documents become coded mentions, mentions become events, events become numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from detente import texts
from detente.errors import BadInput, WrongUse
from detente.linking import link, live, relink
from detente.measures import observe
from detente.ontology.areas import Area
from detente.ontology.plover import score
from detente.records import (
    CodedEvent,
    Document,
    Event,
    Exposure,
    Mention,
    Missing,
    Modality,
    Observation,
    Reject,
    Sampling,
    Status,
    key,
)
from detente.store import Store
from detente.store.run import Run
from detente.store.view import View
from detente.texts.duplicates import APART
from detente.watch.dyads import direction, is_between, is_of_unknown, of_dyad

if TYPE_CHECKING:
    from detente.coding import Coder

CODED_LANGUAGES = frozenset({"en"})
AT_ONCE = 20
"""Documents that are parsed at once: a trade of speed for memory."""
ALL = "all"
STORED_FREQ = "month"


@dataclass
class Took:
    """What one intake did: items got, new documents, new and corrected mentions, events changed, rejects."""

    got: int = 0
    new: int = 0
    mentions: int = 0
    corrected: int = 0
    events: int = 0
    uncoded: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)


class Intake:
    """One batch of items on its way into the store; only `finish` needs the store, and its write lock."""

    def __init__(
        self, store: Store, dyad: tuple[str, str], coder: Callable[[], Coder], areas: dict[str, Area]
    ) -> None:
        self.store, self.dyad, self._coder, self.areas = store, dyad, coder, areas
        self.view: View
        self.took = Took()
        self._documents: dict[str, Document] = {}
        self._mentions: dict[str, Mention] = {}
        self._retold: set[tuple[str, str | None]] = set()
        self._exposure: dict[tuple[object, ...], Exposure] = {}

    def add(self, item: Document | Mention | Exposure | Reject, where: str = "") -> bool:
        """Take one item; the same document or mention twice is one, of a mention that differs the later.

        Returns False where it could not be taken: a mention with a code that there is not is a reject, which
        names `where` it came from.
        """
        if isinstance(item, Document):
            self.took.got += 1
            self._documents.setdefault(item.document_id, item)
        elif isinstance(item, Mention):
            self.took.got += 1
            if fault := _fault(item):
                reason = f"{item.external_event_id or item.mention_id}: {fault}"
                self.took.rejects.append(Reject(where=where or item.source_id, reason=reason))
                return False
            if is_between(item, self.dyad):
                directed = item.model_copy(update={"direction": direction(item, self.dyad)})
                self._mentions[item.mention_id] = directed
        elif isinstance(item, Exposure):
            self._exposure[_counted(item)] = item
        else:
            self.took.rejects.append(item)
            return False
        return True

    def retell(self, mention: Mention) -> None:
        """Let what is added of the event of `mention` take the place of all that its source told of it."""
        self._retold.add((mention.source_id, mention.external_event_id))

    def knows(self, mention_id: str) -> bool:
        """Tell whether the store held a mention of this id when the intake first asked."""
        return mention_id in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(mention.mention_id for mention in self.store.view().mentions())

    def named(self, document: Document) -> set[str]:
        """Return the states that a document names, as ISO 3166-1 alpha-3 codes."""
        text = f"{document.title}\n{document.text}"
        return self._coder().states_named(text, document.lang or "en", _day(document))

    def finish(self, run: Run) -> Took:
        """Code, link, count and hand all rows to `run`, which is open; return what was done.

        Raises WrongUse where most of what the store holds is of another pair of states.
        """
        self.view = self.store.view()
        stored = {m.mention_id: m for m in self.view.mentions()}
        of_dyad(stored.values(), self.dyad)
        documents = self._new_documents()
        documents = [
            coded
            for at in range(0, len(documents), AT_ONCE)
            for coded in self._coded_together(documents[at : at + AT_ONCE])
        ]
        told = self._told(stored)
        self.took.new, self.took.mentions = len(documents), sum(name not in stored for name in told)
        self.took.corrected = len(told) - self.took.mentions
        run.add([*documents, *told.values(), *self._exposure.values()])
        mentions = list((stored | told).values())
        seen = {_counted(row): row for row in self.view.exposure()}
        more = {name: row for name, row in self._exposure.items() if seen.get(name) != row}
        if told or more:
            events = self._relinked(run, mentions) if told else live(self.view.events(live_only=False))
            rows = self._observed(events, mentions, (seen | more).values())
            run.add([*rows, *self._emptied(rows)])
        return self.took

    def _told(self, stored: dict[str, Mention]) -> dict[str, Mention]:
        """Return the mentions that are new or not as they are stored, with those that are withdrawn."""
        told = {name: each for name, each in self._mentions.items() if stored.get(name) != each}
        for name, each in stored.items():
            gone = (each.source_id, each.external_event_id) in self._retold and name not in self._mentions
            if gone and each.status is not Status.WITHDRAWN:
                told[name] = each.model_copy(update={"status": Status.WITHDRAWN})
        return told

    def _new_documents(self) -> list[Document]:
        known = self.view.has_document(list(self._documents))
        fresh = [document for name, document in self._documents.items() if name not in known]
        named = {}
        for position, document in enumerate(fresh):
            if document.lang is None:
                guessed = texts.language(f"{document.title}\n{document.text}")
                document = document.model_copy(update={"lang": guessed})
            named[document.document_id] = self.named(document)
            reason = document.uncoded or self._why_not(document, named[document.document_id])
            fresh[position] = document.model_copy(update={"uncoded": reason})
        self._expose(fresh, named)
        copies = texts.near_duplicates([*self._recent(fresh), *fresh])
        return [d.model_copy(update={"duplicate_of": copies.get(d.document_id)}) for d in fresh]

    def _why_not(self, document: Document, named: set[str]) -> str:
        if document.lang not in CODED_LANGUAGES:
            return f"in a language that is not coded yet ({document.lang})"
        return "" if set(self.dyad) <= named else "not naming both states"

    def _recent(self, fresh: list[Document]) -> list[Document]:
        days = [document.published_at for document in fresh if document.published_at]
        if not days:
            return []
        first, last = min(days) - APART, max(days) + APART
        return [
            document
            for document in self.view.documents(since=first.date(), until=last.date())
            if document.published_at and first <= document.published_at <= last
        ]

    def _expose(self, fresh: list[Document], named: dict[str, set[str]]) -> None:
        """Count every item seen, those not coded too, by day, source and state."""
        seen: dict[tuple[dt.date, str, str], list[Document]] = {}
        for document in fresh:
            if document.published_at is None:
                continue
            states = named[document.document_id] & set(self.dyad)
            for state in (ALL, *sorted(states)):
                seen.setdefault((document.published_at.date(), document.source_id, state), []).append(
                    document
                )
        for (day, source, state), items in sorted(seen.items()):
            batch = key(*sorted(item.document_id for item in items))
            kept = sum(not item.uncoded for item in items)
            row = Exposure(
                day=day, source_id=source, state=state, batch=batch, n_seen=len(items), n_kept=kept
            )
            self._exposure[_counted(row)] = row

    def _coded_together(self, documents: Sequence[Document]) -> list[Document]:
        wanted = [each for each in documents if not each.uncoded]
        self._coder().read_ahead((each.title, each.text, _day(each)) for each in wanted)
        return [self._coded(each) for each in documents]

    def _coded(self, document: Document) -> Document:
        """Code a document, and return it with the reason where it could not be."""
        if not document.uncoded:
            try:
                self._code(document)
            except BadInput as error:
                document = document.model_copy(update={"uncoded": error.what})
        if document.uncoded:
            self.took.uncoded[document.uncoded] += 1
        return document

    def _code(self, document: Document) -> None:
        found = self._coder().code(
            document.document_id,
            document.text,
            lang=document.lang or "en",
            date=_day(document),
            title=document.title,
        )
        for event in found:
            mention = self._mention(document, event)
            if mention is not None:
                self._mentions.setdefault(mention.mention_id, mention)

    def _mention(self, document: Document, event: CodedEvent) -> Mention | None:
        if event.event_type is None or event.span is None or not is_between(event, self.dyad):
            return None
        way = direction(event, self.dyad)
        if way is None and not is_of_unknown(event, self.dyad):
            return None
        start, end = event.span
        passage = passage_text(document)[start:end]
        codes = [side.code for side in (*event.actor, *event.recipient)]
        fields = event.model_dump(exclude={"id", "direction"})
        return Mention(
            **fields,
            direction=way,
            mention_id=key(
                document.document_id,
                start,
                end,
                event.event_type,
                event.mode,
                way,
                event.status,
                event.modality,
                *codes,
            ),
            source_id=document.source_id,
            document_id=document.document_id,
            summary=passage,
            outlet=document.outlet,
            url=document.url,
            published_at=document.published_at,
            available_at=document.published_at,
            copy_of=document.duplicate_of,
        )

    def _relinked(self, run: Run, mentions: list[Mention]) -> list[Event]:
        events = link(mentions)
        rows = relink(self.view.events(live_only=False), events)
        self.took.events = len(rows)
        run.add(rows)
        return events

    def _observed(
        self, events: list[Event], mentions: list[Mention], exposure: Iterable[Exposure]
    ) -> list[Observation]:
        return observe(
            events,
            exposure,
            freq=STORED_FREQ,
            dyad=self.dyad,
            areas=list(self.areas),
            curated_sources=curated(mentions),
            holes=False,  # decades of months hold few acts; why a cell is empty is told when it is asked for
        )

    def _emptied(self, rows: list[Observation]) -> Iterator[Observation]:
        """Yield as not observed the stored numbers of cells that no act and no observed month holds now."""
        told = {_cell(row) for row in rows}
        nothing = {"value": None, "lower": None, "upper": None, "n_events": 0, "n_reports": 0}
        for row in self.view.observations(freq=STORED_FREQ):
            if row.missing is not Missing.NOT_OBSERVED and _cell(row) not in told:
                yield row.model_copy(update={**nothing, "missing": Missing.NOT_OBSERVED})


def _fault(mention: Mention) -> str:
    """Return which code of a mention there is not, "" where all are known: a reader may not have asked."""
    for value, kind in ((mention.status, Status), (mention.modality, Modality)):
        if value not in list(kind):
            return f"no {kind.__name__.lower()} {value!r}"
    if mention.event_type is None:
        return f"mode {mention.mode!r} without an event type" if mention.mode else ""
    try:
        score(mention.event_type, mention.mode)
    except WrongUse as error:
        return error.what
    return ""


def _cell(row: Observation) -> tuple[object, ...]:
    return row.time_value, row.direction, row.area, row.measure


def _counted(row: Exposure) -> tuple[object, ...]:
    """Return what makes two rows a count of the same items."""
    return row.day, row.source_id, row.state, row.batch


def passage_text(document: Document) -> str:
    """Return the text that spans count in: the title, a line break and the body."""
    return f"{document.title}\n{document.text}" if document.title else document.text


def curated(mentions: Iterable[Mention]) -> set[str]:
    """Return the ids of the sources whose items are curated."""
    return {mention.source_id for mention in mentions if mention.sampling is Sampling.CURATED}


def _day(document: Document) -> dt.date | None:
    return document.published_at.date() if document.published_at else None
