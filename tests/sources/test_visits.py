"""One visit to a feed or a page: the record of it says what happened, whatever happened."""

from __future__ import annotations

from typing import Any

import pytest

from detente.records import Document, Fetch, Outcome
from detente.sources.http import Client
from detente.sources.promises import Promise
from detente.sources.visits import visit_feed, visit_page
from tests.website import Site, say

ITEM = b"<item><title>Report %d</title><link>/article</link><description>Teaser.</description></item>"
ARTICLE = (
    b"<!doctype html><html><head><title>Report</title></head><body><article>"
    + b"<p>Delegations of the two states met in Oslo on Monday and spoke for six hours about inspections.</p>"
    * 3
    + b"</article></body></html>"
)


def rss(count: int) -> bytes:
    items = b"".join(ITEM % number for number in range(count))
    return b'<?xml version="1.0"?><rss version="2.0"><channel>' + items + b"</channel></rss>"


@pytest.fixture
def promise(server: Site) -> Promise:
    return Promise.model_validate(
        {
            "id": "test-courier",
            "publisher": "Test Courier",
            "title": "World",
            "url": server.url + "/feed",
            "homepage": server.url,
            "country": "NOR",
            "kind": "independent",
            "funding": "private",
            "language": "en",
            "timezone": "Europe/Oslo",
            "licence": "all rights reserved",
            "cadence": "daily",
            "sampling": "stream",
            "least": 2,
            "most": 4,
            "pages": True,
            "confirmed": "2026-03-01",
            "source": "made up for this test",
        }
    )


def test_a_good_visit(server: Site, client: Client, promise: Promise) -> None:
    server.serve("/feed", say(rss(3), ETag='"v1"'))
    visit = visit_feed(promise, client)
    assert [document.title for document in visit.documents] == ["Report 0", "Report 1", "Report 2"]
    assert visit.problems == ()
    fetch = visit.fetch
    assert (fetch.source_id, fetch.outcome, fetch.status_code) == ("test-courier", Outcome.OK, 200)
    assert (fetch.n_got, fetch.n_new, fetch.n_rejected, fetch.etag) == (3, 0, 0, '"v1"')
    assert visit.raw == rss(3)
    assert {document.raw_hash for document in visit.documents} == {fetch.raw_hash}


def test_a_second_visit_to_an_unchanged_feed(server: Site, client: Client, promise: Promise) -> None:
    def only_if_changed(handler: Any) -> None:
        same = handler.headers["If-None-Match"] == '"v1"'
        (say(status=304) if same else say(rss(3), ETag='"v1"'))(handler)

    server.serve("/feed", only_if_changed)
    first = visit_feed(promise, client)
    second = visit_feed(promise, client, first.fetch)
    assert second.fetch.outcome is Outcome.NOT_MODIFIED
    assert (second.documents, second.raw, second.fetch.etag) == ((), b"", '"v1"')
    assert visit_feed(promise, client, second.fetch).fetch.outcome is Outcome.NOT_MODIFIED


@pytest.mark.parametrize(
    ("answer", "reason", "status"),
    [
        (say(status=404), "HTTP 404", 404),
        (say(status=503), "HTTP 503, tried 3 times", 503),
        (say(b"<!doctype html><html><p>Log in", kind="text/html"), "not a feed", None),
        (say(rss(0)), "gave 0 items, at least 2 are promised", 200),
        (say(b'<?xml version="1.0"?><rss version="2.0"><chan'), "not well-formed", 200),
    ],
)
def test_a_visit_that_observed_nothing_has_failed(
    server: Site, client: Client, promise: Promise, answer: Any, reason: str, status: int | None
) -> None:
    server.serve("/feed", answer)
    visit = visit_feed(promise, client)
    assert visit.fetch.outcome is Outcome.FAILED
    assert reason in visit.fetch.reason
    assert visit.fetch.status_code == status
    assert visit.documents == ()
    assert visit.fetch.etag is None, "the next visit must see the whole feed again"


def test_an_empty_feed_that_promised_nothing_is_quiet(server: Site, client: Client, promise: Promise) -> None:
    server.serve("/feed", say(rss(0)))
    quiet = visit_feed(promise.model_copy(update={"least": 0}), client)
    assert (quiet.fetch.outcome, quiet.fetch.n_got) == (Outcome.OK, 0)


@pytest.mark.parametrize(
    ("count", "problem"), [(1, "at least 2 are promised"), (5, "at most 4 are promised")]
)
def test_a_broken_promise_is_said_and_the_items_kept(
    server: Site, client: Client, promise: Promise, count: int, problem: str
) -> None:
    server.serve("/feed", say(rss(count)))
    visit = visit_feed(promise, client)
    assert visit.fetch.outcome is Outcome.OK
    assert len(visit.documents) == count
    assert problem in visit.problems[0]


def test_a_feed_that_has_moved_says_where(server: Site, client: Client, promise: Promise) -> None:
    server.serve("/feed", say(status=301, Location="/new"))
    server.serve("/new", say(rss(3)))
    visit = visit_feed(promise, client)
    assert f"has moved to {server.url}/new" in visit.problems
    assert visit.documents[0].url == f"{server.url}/article"


def test_items_without_content_are_counted_as_rejected(
    server: Site, client: Client, promise: Promise
) -> None:
    server.serve("/feed", say(rss(3).replace(b"</channel>", b"<item><author>x</author></item></channel>")))
    visit = visit_feed(promise, client)
    assert (visit.fetch.n_got, visit.fetch.n_rejected) == (3, 1)
    assert "item 4: no title, no text and no web address" in visit.problems


def item(server: Site) -> Document:
    return Document.of("test-courier", server.url + "/article", "Report 0", "Teaser.", external_id="g")


def test_a_page_completes_its_item(server: Site, client: Client, promise: Promise) -> None:
    server.serve("/article", say(ARTICLE, kind="text/html"))
    visit = visit_page(item(server), promise, client)
    (document,) = visit.documents
    assert visit.fetch.outcome is Outcome.OK
    assert document.text.startswith("Delegations of the two states")
    assert (document.title, document.external_id) == ("Report 0", "g")
    assert document.raw_hash == visit.fetch.raw_hash
    assert visit.raw == ARTICLE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (say(status=403), "HTTP 403"),
        (say(b"%PDF-1.7", kind="application/pdf"), "not a web page"),
        (say(b"<html><body></body></html>", kind="text/html"), "no article text"),
    ],
)
def test_a_page_that_cannot_be_had_leaves_the_item(
    server: Site, client: Client, promise: Promise, answer: Any, reason: str
) -> None:
    server.serve("/article", answer)
    visit = visit_page(item(server), promise, client)
    assert visit.fetch.outcome is Outcome.FAILED
    assert reason in visit.fetch.reason
    assert visit.documents == (item(server),)


def test_a_page_that_says_less_than_the_feed_changes_nothing(
    server: Site, client: Client, promise: Promise
) -> None:
    server.serve("/article", say(ARTICLE, kind="text/html"))
    long = item(server).model_copy(update={"text": "A long text. " * 200})
    assert visit_page(long, promise, client).documents == (long,)


def test_an_item_without_an_address_cannot_be_completed(client: Client, promise: Promise) -> None:
    document = Document.of("test-courier", None, "T", "Text.")
    visit = visit_page(document, promise, client)
    assert visit.fetch.outcome is Outcome.FAILED
    assert visit.documents == (document,)
    assert Fetch.model_validate(visit.fetch.model_dump()) == visit.fetch
