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
from functools import partial
from pathlib import Path

import detente.sources.bodies as bodies
from detente.errors import BadInput, FetchFailed
from detente.records import Document, Fetch, Mention, Outcome, Reject
from detente.settings import Settings
from detente.sources.feeds import read_feed
from detente.sources.files import gdelt2
from detente.sources.files.base import ReadContext
from detente.sources.gdelt.servers import ServerFile, newest_export, server_files
from detente.sources.http import Client, Fetched, Limits
from detente.sources.pages import read_page, with_page
from detente.sources.promises import Promise
from detente.store import Store
from detente.store.run import Run
from detente.watch.health import GDELT_ID, chosen_promises
from detente.watch.intake import Intake

Progress = Callable[[str, int, int], None]
MOST_ARTICLES = 20


@dataclass
class SourceLine:
    """What one source gave in an update."""

    source_id: str
    got: int = 0
    new: int = 0
    rejected: int = 0
    why: str = ""
    failed: bool = False
    last_success: dt.datetime | None = None

    def row(self) -> dict[str, object]:
        """Return the line as a row of a table."""
        success = f"{self.last_success:%Y-%m-%d %H:%M}" if self.last_success else "never"
        return {
            "source": self.source_id,
            "got": self.got,
            "new": self.new,
            "rejected": self.rejected,
            "last success": success,
            "why": self.why,
        }


class Updater:
    """One update: polite fetches, an intake, and a line for each source."""

    def __init__(self, settings: Settings, store: Store, intake: Intake) -> None:
        self.settings, self.store, self.intake = settings, store, intake
        self._view = store.view()
        self._last = self._view.last_fetches(success=True)
        self._fetches: list[Fetch] = []

    def run(self, run: Run, progress: Progress) -> list[SourceLine]:
        """Fetch all sources, take their items in, and return their lines."""
        promises = list(chosen_promises(self.settings).values())
        total = len(promises) + self.settings.sources.gdelt
        lines: list[SourceLine] = []
        with self._client() as client:
            for number, promise in enumerate(promises):
                progress(promise.publisher, number, total)
                lines.append(self._observe(promise.id, promise.url, partial(self._feed, client, promise)))
            if self.settings.sources.gdelt:
                progress("GDELT 2.0", total - 1, total)
                url = self.settings.sources.gdelt_list
                lines.append(self._observe(GDELT_ID, url, partial(self._gdelt, client)))
        run.add(self._fetches)
        self.intake.finish(run)
        return lines

    def _client(self) -> Client:
        chosen = self.settings.sources
        limits = Limits(silence=chosen.timeout, deadline=3 * chosen.timeout)
        return Client(chosen.contact, seconds_per_host=chosen.seconds_per_host, limits=limits)

    def _observe(self, source_id: str, url: str, step: Callable[[SourceLine], Fetched]) -> SourceLine:
        line, at = SourceLine(source_id), dt.datetime.now(dt.UTC)
        last = self._last.get(source_id)
        line.last_success = last.at if last else None
        try:
            answer = step(line)
        except (FetchFailed, BadInput) as error:
            line.why, line.failed = f"not observed: {error.what}", True
            failed = Fetch(source_id=source_id, url=url, at=at, outcome=Outcome.FAILED, reason=error.what)
            self._fetches.append(failed)
            return line
        line.last_success = at
        self._fetches.append(
            Fetch(
                source_id=source_id,
                url=url,
                at=at,
                outcome=Outcome.NOT_MODIFIED if answer.not_modified else Outcome.OK,
                reason=line.why,
                status_code=answer.status,
                etag=answer.etag,
                last_modified=answer.last_modified,
                raw_hash=None if answer.not_modified else self.store.raw.put(answer.content),
                n_got=line.got,
                n_new=line.new,
                n_rejected=line.rejected,
            )
        )
        return line

    def _feed(self, client: Client, promise: Promise, line: SourceLine) -> Fetched:
        last = self._last.get(promise.id)
        answer = client.get(
            promise.url,
            bodies.FEED,
            etag=last.etag if last else None,
            last_modified=last.last_modified if last else None,
            interval=promise.seconds_between,
        )
        if answer.not_modified:
            line.why = "nothing new since the last time"
            return answer
        reading = read_feed(answer.content, promise.origin, answer.url, answer.content_type)
        if not reading.documents and reading.problems:
            raise BadInput(reading.problems[0], where=promise.url)
        raw = self.store.raw.put(answer.content)
        documents = [d.model_copy(update={"raw_hash": raw}) for d in reading.documents]
        line.got, line.rejected, line.why = (
            len(documents),
            len(reading.problems),
            "; ".join(reading.problems[:2]),
        )
        for document in self._with_articles(client, promise, documents, line):
            self.intake.add(document)
        return answer

    def _with_articles(
        self, client: Client, promise: Promise, documents: list[Document], line: SourceLine
    ) -> list[Document]:
        known = self._view.has_document([document.document_id for document in documents])
        fresh = [document for document in documents if document.document_id not in known]
        line.new = len(fresh)
        if not (self.settings.sources.articles and promise.pages):
            return fresh
        taken: list[Document] = []
        asked = 0
        for document in fresh:
            wanted = document.url and set(self.settings.watch.dyad) <= self.intake.named(document)
            article = None
            if wanted and asked < MOST_ARTICLES:
                asked += 1
                article = self._article(client, promise, document, line)
            if article is not None:
                taken.append(article)
                document = document.model_copy(update={"uncoded": "coded from its article"})
            taken.append(document)
        return taken

    def _article(self, client: Client, promise: Promise, item: Document, line: SourceLine) -> Document | None:
        try:
            answer = client.get(str(item.url), bodies.PAGE, interval=promise.seconds_between)
            page = read_page(answer.content, answer.url, promise.origin, answer.content_type)
        except (FetchFailed, BadInput) as error:
            line.rejected += 1
            self.intake.add(Reject(where=str(item.url), reason=error.what))
            return None
        return with_page(item, page).model_copy(update={"raw_hash": self.store.raw.put(answer.content)})

    def _gdelt(self, client: Client, line: SourceLine) -> Fetched:
        answer = client.get(self.settings.sources.gdelt_list, bodies.TEXT)
        files, _ = server_files(answer.content.decode("utf-8", "replace"))
        newest = newest_export(files)
        if newest is None:
            raise FetchFailed("the list names no export file", where=self.settings.sources.gdelt_list)
        export = client.get(newest.url, bodies.ZIP)
        _check(export.content, newest)
        self._rows(export.content, Path(newest.url).name, line)
        self.store.raw.put(export.content)
        return answer

    def _rows(self, content: bytes, name: str, line: SourceLine) -> None:
        context = ReadContext(source_id=GDELT_ID, dyad=self.settings.watch.dyad)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            for item in gdelt2.read(path, context):
                line.got += isinstance(item, Mention)
                line.rejected += isinstance(item, Reject)
                self.intake.add(item)
        line.new = line.got


def _check(content: bytes, file: ServerFile) -> None:
    if hashlib.md5(content, usedforsecurity=False).hexdigest() != file.md5:
        raise FetchFailed(
            "the file does not have the MD5 that the list names", where=file.url, do="run it again"
        )
