"""One visit to a source: fetch, read, and a record of how it went. A visit never raises for what it meets.

`visit_feed` and `visit_page` are the two steps of an update that touch the network; the rest is reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.errors import BadInput, FetchFailed
from detente.records import Document, Fetch, Outcome
from detente.sources.bodies import FEED, PAGE
from detente.sources.feeds import FeedReading, read_feed
from detente.sources.hops import BadStatus
from detente.sources.http import Client, Fetched
from detente.sources.pages import LARGEST_PAGE, read_page, with_page
from detente.sources.promises import Promise


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one visit: the record of it, the documents, what was wrong with parts, the raw bytes.

    `fetch.n_new` is 0: only the store knows what is new. `raw` is empty where nothing was sent; its SHA-256
    stands in `fetch.raw_hash` and in the documents.
    """

    fetch: Fetch
    documents: tuple[Document, ...] = ()
    problems: tuple[str, ...] = ()
    raw: bytes = b""


def visit_feed(promise: Promise, client: Client, last: Fetch | None = None) -> Visit:
    """Return what the feed of `promise` holds now.

    `last` is the last visit that did not fail; its etag and date are sent, so that an unchanged feed comes
    as NOT_MODIFIED without documents. A feed that gives nothing where its promise says it must has FAILED
    (not observed, never quiet); one with fewer or more items than promised has a problem.
    """
    etag, modified = (last.etag, last.last_modified) if last is not None else (None, None)
    try:
        got = client.get(
            promise.url, FEED, etag=etag, last_modified=modified, interval=promise.seconds_between
        )
    except FetchFailed as failure:
        return Visit(_failed(promise.id, promise.url, client, failure))
    if got.not_modified:
        return Visit(_record(promise.id, got, Outcome.NOT_MODIFIED))
    reading = read_feed(got.content, promise.origin, got.url, got.content_type)
    problems = (*_breaches(promise, reading, got), *reading.problems)
    if not reading.documents and promise.least > 0:
        fetch = _record(promise.id, got, Outcome.FAILED, reason="; ".join(problems)[:500])
        return Visit(
            fetch.model_copy(update={"etag": None, "last_modified": None}), (), problems, got.content
        )
    documents = tuple(_kept(document, got) for document in reading.documents)
    fetch = _record(promise.id, got, Outcome.OK, n_got=len(documents))
    fetch = fetch.model_copy(update={"n_rejected": reading.n_rejected})
    return Visit(fetch, documents, problems, got.content)


def visit_page(item: Document, promise: Promise, client: Client) -> Visit:
    """Return the feed item `item` with the text of the article it links to, as the one document.

    Where the page says no more than the feed, or cannot be had, the item comes back as it is; in the latter
    case the visit has FAILED. Only for promises whose `pages` are free to read.
    """
    url = item.url or ""
    try:
        got = client.get(url, PAGE, interval=promise.seconds_between, max_bytes=LARGEST_PAGE)
    except FetchFailed as failure:
        return Visit(_failed(promise.id, url, client, failure), (item,))
    try:
        page = read_page(got.content, got.url, promise.origin, got.content_type)
    except BadInput as flaw:
        fetch = _record(promise.id, got, Outcome.FAILED, reason=flaw.what)
        return Visit(fetch, (item,), (flaw.what,), got.content)
    richer = len(page.text) > len(item.text)
    document = _kept(with_page(item, page), got) if richer else item
    return Visit(_record(promise.id, got, Outcome.OK, n_got=1), (document,), (), got.content)


def _breaches(promise: Promise, reading: FeedReading, got: Fetched) -> Iterator[str]:
    count = len(reading.documents)
    if count < promise.least:
        yield f"gave {count} items, at least {promise.least} are promised"
    if count > promise.most:
        yield f"gave {count} items, at most {promise.most} are promised"
    if got.url != promise.url:
        yield f"has moved to {got.url}"


def _kept(document: Document, got: Fetched) -> Document:
    return document.model_copy(update={"raw_hash": got.raw_hash})


def _record(source_id: str, got: Fetched, outcome: Outcome, *, reason: str = "", n_got: int = 0) -> Fetch:
    return Fetch(
        source_id=source_id,
        url=got.url,
        at=got.fetched_at,
        outcome=outcome,
        reason=reason,
        status_code=got.status,
        etag=got.etag,
        last_modified=got.last_modified,
        raw_hash=got.raw_hash if got.content else None,
        n_got=n_got,
    )


def _failed(source_id: str, url: str, client: Client, failure: FetchFailed) -> Fetch:
    status = failure.status if isinstance(failure, BadStatus) else None
    return Fetch(
        source_id=source_id,
        url=url,
        at=client.clock.now(),
        outcome=Outcome.FAILED,
        reason=failure.what,
        status_code=status,
    )
