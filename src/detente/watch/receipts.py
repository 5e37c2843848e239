"""Checks sentences against the passages that the store holds: of a brief, and of the user's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from detente.errors import BadInput, WrongUse
from detente.findings import Withheld
from detente.outputs.brief import Cited
from detente.receipts import Passage, Reader, Unchecked, Verdict, check
from detente.records import Document, Event, Mention, Precision, key, states_of
from detente.store.view import View

BATCH = 300
WINDOW, WHOLE = 400, 1_500
NEAR = dt.timedelta(days=1)


@dataclass(frozen=True)
class CitedLine:
    """A sentence and the ids (or their beginnings) of the events or documents that it cites."""

    text: str
    ids: tuple[str, ...]


def passage(document: Document | None, span: tuple[int, int] | None = None) -> Passage:
    """Return what a document says at `span` with what stands around it; raises BadInput where that is gone.

    A short document is its own passage. The text is read again from the document and must still be the one
    that its key was made of.
    """
    if document is None:
        raise BadInput("the stored passage is gone")
    if document.content_hash != key(document.title, document.text):
        raise BadInput("the stored passage is not the one that was taken in")
    whole = f"{document.title}\n{document.text}" if document.title else document.text
    if span is not None and not 0 <= span[0] < span[1] <= len(whole):
        raise BadInput("the place of the passage does not lie in its document")
    published = document.published_at.date() if document.published_at else None
    text = _around(whole, span) if span is not None and len(whole) > WHOLE else whole
    return Passage(text, published, document.title, document.outlet or "", document.document_id)


def _around(whole: str, span: tuple[int, int]) -> str:
    first, last = max(0, span[0] - WINDOW), min(len(whole), span[1] + WINDOW)
    start = max(whole.rfind(". ", first, span[0]) + 2, whole.rfind("\n", first, span[0]) + 1)
    end = whole.find(". ", span[1], last)
    return whole[start if start > 1 else span[0] : end + 1 if end > 0 else span[1]]


def rereader() -> Reader:
    """Return what reads texts for the receipts."""
    from detente.watch.rereading import Rereader  # loads the parser: only where a sentence is checked

    return Rereader()


class Checker:
    """Checks the sentences of a brief; documents are read in batches, those of the newest events first."""

    def __init__(self, view: View, events: Sequence[Cited]) -> None:
        self._view = view
        every = (m.document_id for cited in reversed(events) for m in cited.mentions if m.document_id)
        self._order = list(dict.fromkeys(every))
        self._documents: dict[str, Document | None] = {}

    @cached_property
    def reader(self) -> Reader:
        """What reads the texts."""
        return rereader()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {document_id: index for index, document_id in enumerate(self._order)}

    def __call__(self, text: str, cited: Cited) -> Withheld | None:
        """Return why a sentence about an event must not be shown, None where it holds."""
        event = cited.event
        passages: list[Passage] = []
        reasons: list[str] = []
        for mention in cited.mentions:
            if mention.document_id is not None:
                try:
                    passages.append(self._passage(mention))
                except BadInput as lost:
                    reasons.append(str(lost))
        if passages:
            reasons = [*self._of_both(event, passages), *self._dated(event, passages)]
            verdict = check(text, passages, self.reader, event.event_id)
            reasons += verdict.reasons if isinstance(verdict, Withheld) else ()
        return Withheld(text=text, reasons=tuple(reasons), event_id=event.event_id) if reasons else None

    def passages(self, cited: Cited) -> list[Passage]:
        """Return the stored passages of an event that can be read again, the newest reports first."""
        found: list[Passage] = []
        for mention in cited.mentions:
            if mention.document_id is not None:
                with suppress(BadInput):
                    found.append(self._passage(mention))
        return found

    def _passage(self, mention: Mention) -> Passage:
        return passage(self._document(str(mention.document_id)), mention.span)

    def _document(self, document_id: str) -> Document | None:
        if document_id not in self._documents:
            at = self._places.get(document_id, 0)
            wanted = {document_id, *self._order[at : at + BATCH]}
            self._documents |= dict.fromkeys(wanted)
            self._documents |= {each.document_id: each for each in self._view.documents(wanted)}
        return self._documents[document_id]

    def _of_both(self, event: Event, passages: list[Passage]) -> list[str]:
        """Return a reason where no document names both states of the event."""
        from detente.coding.gazetteer import states_named

        wanted = set(states_of(event.direction))
        for each in passages:
            document = self._documents[each.document_id]
            text = f"{document.title}\n{document.text}" if document else each.text
            if wanted <= states_named(text, "en", each.published):
                return []
        return ["no stored passage names both sides"] if wanted else []

    def _dated(self, event: Event, passages: list[Passage]) -> list[str]:
        """Return a reason where no passage bears out the day that is shown beside the sentence."""
        from detente.coding.dates import last_day, times

        day = event.event_date
        if day is None or event.date_precision is not Precision.DAY:
            return []
        for each in passages:
            if each.published is not None and abs(each.published - day) <= NEAR:
                return []
            named = [t for ahead in (False, True) for t in times(each.text, each.published, future=ahead)]
            if any(time.day <= day <= last_day(time) for time in named):
                return []
        return [f"no stored passage bears out the date {day}"]


def check_lines(lines: Iterable[CitedLine], view: View) -> list[Verdict]:
    """Return a receipt for each sentence, why it is withheld, or that no passage of it is stored.

    An id is that of an event or of a document, or the beginning of one. Raises WrongUse for one that the
    store does not hold.
    """
    reader, events = rereader(), {event.event_id: event for event in view.events(live_only=False)}
    return [_checked(line, view, reader, events) for line in lines]


def _checked(line: CitedLine, view: View, reader: Reader, events: dict[str, Event]) -> Verdict:
    passages: list[Passage] = []
    reasons: list[str] = []
    for name in line.ids:
        for document, span in _places(name, view, events):
            try:
                passages.append(passage(document, span))
            except BadInput as lost:
                reasons.append(str(lost))
    first = line.ids[0] if line.ids else ""
    if not passages and line.ids and not reasons:
        return Unchecked(line.text, first)
    if not passages:
        why = tuple(dict.fromkeys(reasons)) or ("it cites nothing",)
        return Withheld(text=line.text, reasons=why, event_id=first)
    return check(line.text, passages, reader, first)


def _places(
    name: str, view: View, events: dict[str, Event]
) -> list[tuple[Document | None, tuple[int, int] | None]]:
    found = [event for event_id, event in events.items() if name and event_id.startswith(name)]
    if len(found) == 1:
        mentions = [m for m in view.mentions_of(found[0]) if m.document_id]
        held = {d.document_id: d for d in view.documents([str(m.document_id) for m in mentions])}
        return [(held.get(str(m.document_id)), m.span) for m in mentions]
    document = view.document(name) if not found else None
    if document is None:
        what = "more than one event begins with" if found else "no event or document has the id"
        raise WrongUse(f"{what} {name!r}", do="see 'detente events' for the ids")
    return [(document, None)]
