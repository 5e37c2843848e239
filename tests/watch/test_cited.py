"""The source lines under events: of documents by their id, of acts of the record by what they cite."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from detente.record import load_record, to_mentions
from detente.records import Document, Event, Mention
from detente.watch import Known
from detente.watch.cited import lines_under
from detente.watch.questions import Questions

LINE = Document.of("test", "https://example.org/1", "", "They met.", external_id="wce-2031-05-03-001")
BARE = Document.of("test", "https://example.org/2", "", "They met again.")


def mention(name: str, document: Document) -> Mention:
    return Mention(mention_id=name, source_id="test", event_type="CONSULT", document_id=document.document_id)


def event(name: str, *mentions: Mention) -> Event:
    return Event(event_id=name, event_type="CONSULT", mention_ids=tuple(m.mention_id for m in mentions))


def asked(mentions: list[Mention]) -> Questions:
    """Return questions to a store that holds the two documents and `mentions`."""

    def documents(ids: list[str]) -> list[Document]:
        return [each for each in (LINE, BARE) if each.document_id in ids]

    held: Any = SimpleNamespace(mentions=mentions, view=SimpleNamespace(documents=documents))
    return cast("Questions", SimpleNamespace(knowledge=lambda _known: held))


def test_an_event_has_the_lines_of_its_documents_and_of_the_acts_of_the_record() -> None:
    act = next(act for act in load_record() if act.cites)
    recorded, line, bare = to_mentions([act])[0], mention("line", LINE), mention("bare", BARE)
    both, none = event("both", recorded, line), event("none", bare)
    found = lines_under(asked([recorded, line, bare]), [both, none], Known())
    assert found == {"both": frozenset({*act.cites, "wce-2031-05-03-001"})}


def test_an_event_whose_mentions_are_not_known_yet_has_none() -> None:
    assert lines_under(asked([]), [event("both", mention("line", LINE))], Known()) == {}
