"""Fetches the sources of a watch, one after another, and hands what came to the intake.

A source that fails gets a Fetch row with its reason: not observed, never quiet. What a conditional request
needs next time is in the same rows, so it is known only once the run that took the items is committed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.errors import BadInput, FetchFailed
from detente.records import Document, Fetch, Mention, Outcome, Reject
from detente.settings import Settings
from detente.sources.bodies import TEXT, ZIP
from detente.sources.files import gdelt2
from detente.sources.files.base import ReadContext
from detente.sources.gdelt.servers import ServerFile, newest_export, server_files
from detente.sources.http import Client, Fetched, Limits
from detente.sources.promises import Promise
from detente.sources.visits import Visit, visit_feed, visit_page
from detente.store import Store
from detente.watch.health import GDELT_ID, chosen_promises
from detente.watch.intake import Intake

Progress = Callable[[str, int, int], None]
MOST_ARTICLES = 20
FROM_ARTICLE = "coded from its article"


@dataclass(frozen=True)
class SourceLine:
    """What one source gave in an update; `why` is the reason for what is missing."""

    fetch: Fetch
    why: str
    last_success: dt.datetime | None

    @property
    def failed(self) -> bool:
        """Whether the source was not observed."""
        return self.fetch.outcome is Outcome.FAILED

    @property
    def rejected(self) -> int:
        """How many items could not be used."""
        return self.fetch.n_rejected

    def row(self) -> dict[str, object]:
        """Return the line as a row of a table."""
        success = f"{self.last_success:%Y-%m-%d %H:%M}" if self.last_success else "never"
        return {
            "source": self.fetch.source_id,
            "got": self.fetch.n_got,
            "new": self.fetch.n_new,
            "rejected": self.rejected,
            "last success": success,
            "why": self.why,
        }


class Updater:
    """One update: polite fetches, an intake, and a line for each source.

    It takes minutes, so it goes on without the write lock; what it knows is as old as its start.
    """

    def __init__(self, settings: Settings, store: Store, intake: Intake) -> None:
        self.settings, self.store, self.intake = settings, store, intake
        self._view = store.view()
        self._last = self._view.last_fetches(success=True)

    def fetch(self, progress: Progress) -> list[SourceLine]:
        """Fetch all sources, hand what came to the intake, and return their lines; nothing is stored yet."""
        promises = list(chosen_promises(self.settings).values())
        total = len(promises) + self.settings.sources.gdelt
        lines: list[SourceLine] = []
        with self._client() as client:
            for number, promise in enumerate(promises):
                progress(promise.publisher, number, total)
                lines.append(self._feed(client, promise))
            if self.settings.sources.gdelt:
                progress("GDELT 2.0", total - 1, total)
                lines.append(self._gdelt(client))
        progress("coding and linking", total, total)
        return lines

    def _client(self) -> Client:
        chosen = self.settings.sources
        limits = Limits(silence=chosen.timeout, deadline=3 * chosen.timeout)
        return Client(chosen.contact, seconds_per_host=chosen.seconds_per_host, limits=limits)

    def _feed(self, client: Client, promise: Promise) -> SourceLine:
        visit = visit_feed(promise, client, self._last.get(promise.id))
        if visit.raw:
            self.store.raw.put(visit.raw)
        known = self._view.has_document([document.document_id for document in visit.documents])
        fresh = [document for document in visit.documents if document.document_id not in known]
        rejects = self.intake.took.rejects
        before = len(rejects)
        for document in self._with_articles(client, promise, fresh):
            self.intake.add(document)
        pages = rejects[before:]
        counts = {"n_new": len(fresh), "n_rejected": visit.fetch.n_rejected + len(pages)}
        unread = [f"page {page.where}: {page.reason}" for page in pages[:1]]
        return self._line(
            visit.fetch.model_copy(update=counts), "; ".join(filter(None, (_why(visit), *unread)))
        )

    def _with_articles(self, client: Client, promise: Promise, fresh: list[Document]) -> list[Document]:
        """Return the items, and before an item that names both states the article it leads to."""
        if not (self.settings.sources.articles and promise.pages):
            return fresh
        wanted = [item for item in fresh if item.url and self._names_both(item)][:MOST_ARTICLES]
        taken: list[Document] = []
        for item in fresh:
            article = self._article(client, promise, item) if item in wanted else None
            if article is not None:
                taken.append(article)
                item = item.model_copy(update={"uncoded": FROM_ARTICLE})
            taken.append(item)
        return taken

    def _names_both(self, item: Document) -> bool:
        return set(self.settings.watch.dyad) <= self.intake.named(item)

    def _article(self, client: Client, promise: Promise, item: Document) -> Document | None:
        visit = visit_page(item, promise, client)
        if visit.raw:
            self.store.raw.put(visit.raw)
        if visit.fetch.outcome is Outcome.FAILED:
            self.intake.add(Reject(where=str(item.url), reason=visit.fetch.reason))
        (document,) = visit.documents
        return document if document != item else None

    def _gdelt(self, client: Client) -> SourceLine:
        address = self.settings.sources.gdelt_list
        try:
            export, newest = self._newest(client, address)
        except FetchFailed as error:
            at = dt.datetime.now(dt.UTC)
            failed = Fetch(source_id=GDELT_ID, url=address, at=at, outcome=Outcome.FAILED, reason=error.what)
            return self._line(failed, error.what)
        fetch = Fetch(
            source_id=GDELT_ID,
            url=newest.url,
            at=export.fetched_at,
            outcome=Outcome.OK,
            status_code=export.status,
            raw_hash=self.store.raw.put(export.content),
        )
        try:
            counts = self._rows(export.content, Path(newest.url).name)
        except BadInput as error:
            broken = {"outcome": Outcome.FAILED, "reason": error.what}
            return self._line(fetch.model_copy(update=broken), error.what)
        return self._line(fetch.model_copy(update=counts), "")

    def _newest(self, client: Client, address: str) -> tuple[Fetched, ServerFile]:
        listed = client.get(address, TEXT)
        files, _ = server_files(listed.content.decode("utf-8", "replace"), address)
        newest = newest_export(files)
        if newest is None:
            raise FetchFailed("the list names no export file", where=address)
        export = client.get(newest.url, ZIP)
        if hashlib.md5(export.content, usedforsecurity=False).hexdigest() != newest.md5:
            raise FetchFailed("the file does not have the listed MD5", where=newest.url)
        return export, newest

    def _rows(self, content: bytes, name: str) -> dict[str, int]:
        context = ReadContext(source_id=GDELT_ID, dyad=self.settings.watch.dyad, taxonomy=self.intake.areas)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            items = list(gdelt2.read(path, context))
        for item in items:
            self.intake.add(item)
        mentions = {item.mention_id for item in items if isinstance(item, Mention)}
        known = {mention.mention_id for mention in self._view.mentions(sorted(mentions))}
        rejected = sum(isinstance(item, Reject) for item in items)
        return {"n_got": len(mentions), "n_new": len(mentions - known), "n_rejected": rejected}

    def _line(self, fetch: Fetch, why: str) -> SourceLine:
        last = self._last.get(fetch.source_id)
        if fetch.outcome is not Outcome.FAILED:
            return SourceLine(fetch, why, fetch.at)
        return SourceLine(fetch, f"not observed: {why}", last.at if last else None)


def _why(visit: Visit) -> str:
    if visit.fetch.outcome is Outcome.FAILED:
        return visit.fetch.reason
    if visit.fetch.outcome is Outcome.NOT_MODIFIED:
        return "nothing new since the last time"
    return "; ".join(visit.problems[:2])
