"""The polite client against a server that fails in every way."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

import detente
from detente.errors import FetchFailed
from detente.sources.bodies import FEED, PAGE, TEXT, ZIP, Want
from detente.sources.hops import BadStatus
from detente.sources.http import Client, user_agent
from tests.website import Handler, Site, say

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'


def failure(client: Client, url: str, want: Want = FEED) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        client.get(url, want)
    assert caught.value.where, "a failure names its address"
    return caught.value


def test_an_answer_is_handed_over_whole(server: Site, client: Client) -> None:
    url = server.serve("/feed", say(RSS, ETag='"v1"', Last_Modified="Sun, 01 Mar 2026 10:00:00 GMT"))
    got = client.get(url, FEED)
    assert (got.content, got.url, got.status) == (RSS, url, 200)
    assert (got.etag, got.last_modified) == ('"v1"', "Sun, 01 Mar 2026 10:00:00 GMT")
    assert got.content_type == "application/rss+xml"
    assert got.fetched_at.isoformat() == "2026-03-01T12:00:00+00:00"
    assert len(got.raw_hash) == 64


def test_it_says_who_it_is_and_whom_to_write_to(server: Site, client: Client) -> None:
    client.get(server.serve("/feed", say(RSS)), FEED)
    for _, headers in server.asked:
        assert headers["user-agent"].startswith(f"detente/{detente.__version__} (")
        assert "contact: editor@example.org" in headers["user-agent"]
        assert "Mozilla" not in headers["user-agent"]
    assert "contact" not in user_agent()
    assert user_agent("ü@example.org").isascii()


def test_an_unchanged_feed_costs_no_bytes(server: Site, client: Client) -> None:
    def only_if_changed(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"] == "Sun"
        say(status=304)(handler) if same else say(RSS)(handler)

    got = client.get(server.serve("/feed", only_if_changed), FEED, etag='"v1"', last_modified="Sun")
    assert got.not_modified
    assert got.content == b""
    assert (got.etag, got.last_modified) == ('"v1"', "Sun"), "what was sent holds on"


def test_a_304_that_was_not_asked_for_is_a_failure(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(status=304)))
    assert isinstance(error, BadStatus)
    assert error.status == 304


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204, 206])
def test_a_status_that_will_not_pass_is_not_tried_again(server: Site, client: Client, status: int) -> None:
    error = failure(client, server.serve("/feed", say(RSS, status=status)))
    assert isinstance(error, BadStatus)
    assert error.status == status
    assert server.paths() == ["/feed"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_status_that_may_pass_is_tried_again(
    server: Site, client: Client, fake_clock: Any, status: int
) -> None:
    got = client.get(server.serve("/feed", say(status=status), say(status=status), say(RSS)), FEED)
    assert got.content == RSS
    assert server.paths() == ["/feed"] * 3
    assert sum(fake_clock.waits) >= 3, "one second, then two"


def test_it_gives_up_after_three_attempts_and_says_so(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(status=500)))
    assert "HTTP 500, tried 3 times" in str(error)
    assert isinstance(error, BadStatus)
    assert error.status == 500
    assert server.paths() == ["/feed"] * 3


@pytest.mark.parametrize("header", ["30", "Sun, 01 Mar 2026 12:00:30 GMT"])
def test_retry_after_is_waited_out(server: Site, client: Client, fake_clock: Any, header: str) -> None:
    client.get(server.serve("/feed", say(status=429, Retry_After=header), say(RSS)), FEED)
    assert 29 <= max(fake_clock.waits) <= 30


def test_a_long_retry_after_is_obeyed_by_leaving_the_host_alone(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(status=429, Retry_After="7200")))
    assert "asks to wait 7200 seconds" in str(error)
    assert server.paths() == ["/feed"]
    other = failure(client, server.serve("/other", say(RSS)))
    assert "left alone" in str(other)
    assert server.paths() == ["/feed"], "the host was not asked again"


@pytest.mark.parametrize("header", ["soon", "-5", "", "Mon, 32 Foo 2026", "Sun, 01 Mar 2020 12:00:00 GMT"])
def test_a_wrong_retry_after_does_no_harm(server: Site, client: Client, header: str) -> None:
    url = server.serve("/feed", say(status=503, Retry_After=header), say(RSS))
    assert client.get(url, FEED).content == RSS


def test_requests_to_one_host_are_kept_apart(server: Site, client: Client, fake_clock: Any) -> None:
    url = server.serve("/feed", say(RSS))
    client.get(url, FEED)
    client.get(url, FEED)
    client.get(url, FEED, interval=7)
    client.get(url, FEED)
    assert fake_clock.waits == [2.0, 2.0, 7.0]


def trickle(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.05)


def trickle_headers(handler: Handler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nX-Long: " + b"x" * 100:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [trickle, trickle_headers])
def test_a_trickling_server_meets_the_deadline(
    server: Site, client: Client, answer: Callable[[Handler], None]
) -> None:
    start = time.monotonic()
    error = failure(client, server.serve("/feed", answer))
    assert "took longer than 0.8 seconds" in str(error)
    assert time.monotonic() - start < 3
    assert server.paths() == ["/feed"], "a slow host is not asked three times over"


def test_a_silent_server_is_left(server: Site, client: Client) -> None:
    def silent(handler: Handler) -> None:
        server.ended.wait(5)

    start = time.monotonic()
    assert "no answer in time" in str(failure(client, server.serve("/feed", silent)))
    assert time.monotonic() - start < 4


def test_a_cut_body_is_noticed(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(RSS, Content_Length="5000")))
    assert "cut" in str(error)
    assert server.paths() == ["/feed"] * 3


def test_a_body_cut_once_is_fetched_again(server: Site, client: Client) -> None:
    url = server.serve("/feed", say(RSS, Content_Length="5000"), say(RSS))
    assert client.get(url, FEED).content == RSS


def test_a_closed_port_is_a_failure_with_a_reason(client: Client) -> None:
    assert "no connection" in str(failure(client, "http://127.0.0.1:9/feed"))


def test_an_unknown_host_is_not_tried_again(client: Client, fake_clock: Any) -> None:
    assert "no connection" in str(failure(client, "http://no-such-host.invalid/feed"))
    assert fake_clock.waits == []


def test_gzip_is_undone(server: Site, client: Client) -> None:
    url = server.serve("/feed", say(gzip.compress(RSS) + gzip.compress(b"<!-- -->"), Content_Encoding="gzip"))
    assert client.get(url, FEED).content == RSS + b"<!-- -->"


def test_a_truncated_gzip_is_noticed(server: Site, client: Client) -> None:
    cut = gzip.compress(RSS * 50)[:-12]
    assert "ends early" in str(failure(client, server.serve("/feed", say(cut, Content_Encoding="gzip"))))


def test_a_broken_gzip_is_noticed(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(b"\x1f\x8b" + b"x" * 90, Content_Encoding="gzip")))
    assert "gzip stream is broken" in str(error)


def test_a_gzip_bomb_stops_at_the_limit(server: Site, client: Client) -> None:
    bomb = gzip.compress(b"<" * 50_000_000)
    assert len(bomb) < 200_000, "small on the wire"
    error = failure(client, server.serve("/feed", say(bomb, Content_Encoding="gzip")))
    assert "larger than 200,000 bytes" in str(error)


def test_an_unasked_encoding_is_refused(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(RSS, Content_Encoding="br")))
    assert "not asked for: br" in str(error)


def test_an_oversized_body_is_refused(server: Site, client: Client) -> None:
    error = failure(client, server.serve("/feed", say(b"<rss>" + b" " * 300_000)))
    assert "larger than 200,000 bytes" in str(error)


@pytest.mark.parametrize(
    ("want", "kind", "body"),
    [
        (FEED, "text/html", b"<!doctype html><html><body>Please log in</body></html>"),
        (FEED, "image/png", b"\x89PNG"),
        (PAGE, "application/pdf", b"%PDF-1.7"),
        (PAGE, "image/jpeg", b"\xff\xd8"),
        (ZIP, "application/zip", b"<html>not found</html>"),
        (TEXT, "application/octet-stream-is-fine-but", b""),
    ],
)
def test_the_wrong_kind_of_answer_is_refused(
    server: Site, client: Client, want: Want, kind: str, body: bytes
) -> None:
    error = failure(client, server.serve("/x", say(body, kind=kind)), want)
    assert "which is not" in str(error) or "is empty" in str(error)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/octet-stream", "binary/feed"])
def test_a_feed_under_a_wrong_type_is_taken_for_what_it_is(server: Site, client: Client, kind: str) -> None:
    assert client.get(server.serve("/feed", say(RSS, kind=kind)), FEED).content == RSS


def test_a_truncated_zip_is_noticed(server: Site, client: Client) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("export.csv", "1\t2\n" * 1000)
    whole = buffer.getvalue()
    assert client.get(server.serve("/a", say(whole, kind="text/plain")), ZIP).content == whole
    error = failure(client, server.serve("/b", say(whole[:-40], kind="application/zip")), ZIP)
    assert "cut" in str(error)


def test_redirects_are_followed_to_the_end(server: Site, client: Client) -> None:
    server.serve("/old", say(status=301, Location="/newer"))
    server.serve("/newer", say(status=308, Location=f"{server.url}/newest"))
    server.serve("/newest", say(RSS))
    assert client.get(server.url + "/old", FEED).url == server.url + "/newest"


def test_a_redirect_loop_ends(server: Site, client: Client) -> None:
    server.serve("/a", say(status=302, Location="/b"))
    server.serve("/b", say(status=302, Location="/a"))
    assert "more than 3 redirects" in str(failure(client, server.url + "/a"))
    assert len(server.paths()) == 4


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/hostname", "only http and https"),
        ("ftp://example.org/feed", "only http and https"),
        ("data:text/xml,rss", "not an address"),
        ("", "redirects to itself"),
        ("/feed", "redirects to itself"),
        ("http://", "redirects to itself"),
        ("https:///feed", "no"),
        ("http://[::1", "redirects to no address"),
    ],
)
def test_a_redirect_to_nowhere_is_refused(server: Site, client: Client, location: str, reason: str) -> None:
    error = failure(client, server.serve("/feed", say(status=302, Location=location)))
    assert reason in str(error)
    assert server.paths() == ["/feed"]


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/", "feed", "http://", "//x", ""])
def test_other_schemes_are_never_asked(client: Client, url: str) -> None:
    with pytest.raises(FetchFailed):
        client.get(url, FEED)


def test_robots_txt_is_obeyed_and_read_once(server: Site, client: Client) -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: detente\nDisallow: /feed\nDisallow: /private\n"
    server.serve("/robots.txt", say(rules, kind="text/plain"))
    server.serve("/open", say(RSS))
    assert "robots.txt does not allow it" in str(failure(client, server.serve("/feed", say(RSS))))
    assert client.get(server.url + "/open", FEED).content == RSS
    assert [path for path, _ in server.asked] == ["/robots.txt", "/open"]


def test_a_redirect_into_a_forbidden_place_is_not_followed(server: Site, client: Client) -> None:
    server.serve("/robots.txt", say(b"User-agent: *\nDisallow: /private\n", kind="text/plain"))
    server.serve("/private/feed", say(RSS))
    error = failure(client, server.serve("/feed", say(status=302, Location="/private/feed")))
    assert "robots.txt does not allow it" in str(error)
    assert server.paths() == ["/feed"]


def test_a_crawl_delay_is_kept(server: Site, client: Client, fake_clock: Any) -> None:
    server.serve("/robots.txt", say(b"User-agent: *\nCrawl-delay: 11\n", kind="text/plain"))
    url = server.serve("/feed", say(RSS))
    client.get(url, FEED)
    client.get(url, FEED)
    # a connection that the busy server drops is tried again, after the same delay
    assert set(fake_clock.waits) == {11.0}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_allows_all(server: Site, client: Client, status: int) -> None:
    server.serve("/robots.txt", say(status=status))
    assert client.get(server.serve("/feed", say(RSS)), FEED).content == RSS


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_unreachable_robots_txt_disallows_all(server: Site, client: Client, status: int) -> None:
    server.serve("/robots.txt", say(status=status))
    error = failure(client, server.serve("/feed", say(RSS)))
    assert f"HTTP {status}" in str(error)
    assert "robots.txt" in str(error)
    assert server.paths() == []


def test_a_robots_txt_that_comes_back_is_read_again(server: Site, client: Client, fake_clock: Any) -> None:
    down = say(status=500)
    server.serve("/robots.txt", down, down, down, say(b"", kind="text/plain", Content_Length="0"))
    url = server.serve("/feed", say(RSS))
    failure(client, url)
    fake_clock.passed += 601
    assert client.get(url, FEED).content == RSS


def test_robots_txt_behind_redirects_is_found(server: Site, client: Client) -> None:
    server.serve("/robots.txt", say(status=301, Location="/rules"))
    server.serve("/rules", say(b"User-agent: *\nDisallow: /feed\n", kind="text/plain"))
    assert "does not allow it" in str(failure(client, server.serve("/feed", say(RSS))))


def test_an_etag_with_odd_letters_is_sent_back(server: Site, client: Client) -> None:
    url = server.serve("/feed", say(RSS))
    assert client.get(url, FEED, etag='"é"', last_modified="вчера").content == RSS
