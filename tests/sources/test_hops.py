"""The steps of a fetch that need no server: addresses, waits, rules."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from hypothesis import given, strategies as st

from detente.errors import FetchFailed
from detente.sources.bodies import FEED, Body
from detente.sources.hops import next_hop, refused, retry_after
from detente.sources.http import Client
from detente.sources.pace import Pace
from detente.sources.robots import LONGEST_DELAY, read_rules

OPEN = "https://news.example.org/feed"
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "target",
    [
        *("http://127.0.0.1/", "http://localhost:8080/", "http://192.168.1.1/admin", "http://10.0.0.7/"),
        *(
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://printer.local/",
        ),
    ],
)
def test_the_open_network_does_not_lead_into_a_private_one(target: str) -> None:
    with pytest.raises(FetchFailed, match="private network"):
        next_hop(OPEN, target, OPEN)
    assert next_hop("http://127.0.0.1/a", target, "http://127.0.0.1/a") == target, (
        "a user's own may stay there"
    )


def test_a_redirect_is_resolved_against_where_it_came_from() -> None:
    assert next_hop("https://a.example.org/x/y", "../z?q=1", OPEN) == "https://a.example.org/z?q=1"
    assert next_hop("http://a.example.org/", "//b.example.org/c", OPEN) == "http://b.example.org/c"


@given(st.text(max_size=60))
def test_any_address_is_judged(url: str) -> None:
    assert isinstance(refused(url), str)
    try:
        assert refused(next_hop(OPEN, url, OPEN)) == ""
    except FetchFailed as error:
        assert error.where == OPEN  # noqa: PT017 # both ends are right


@given(st.text(max_size=40))
def test_any_retry_after_is_a_wait_of_no_less_than_nothing(header: str) -> None:
    assert retry_after(header, NOW) >= 0


def test_retry_after_in_both_forms() -> None:
    assert retry_after(" 120 ", NOW) == 120
    assert retry_after("Sun, 01 Mar 2026 12:02:00 GMT", NOW) == 120
    assert retry_after("Sun, 01 Mar 2026 11:00:00 GMT", NOW) == 0


@given(st.binary(max_size=300), st.integers(100, 599))
def test_any_robots_txt_gives_rules(body: bytes, status: int) -> None:
    rules = read_rules(status, body, 0.0)
    assert isinstance(rules.refusal(OPEN), str)
    assert 0 <= rules.delay <= LONGEST_DELAY
    assert (
        (rules.refusal(OPEN) == "") or 200 <= status < 300 or status >= 500 or status == 429 or status < 400
    )


def test_a_robots_txt_with_a_mark_and_a_wild_delay() -> None:
    rules = read_rules(200, b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 86400\nDisallow: /*.pdf$\n", 0.0)
    assert rules.delay == LONGEST_DELAY
    assert rules.refusal("https://news.example.org/a.pdf")
    assert not rules.refusal("https://news.example.org/a.html")


def test_a_pace_is_kept_for_each_host_on_its_own(fake_clock: Any) -> None:
    pace = Pace(fake_clock.clock(), longest=60)
    pace.wait("a", 5)
    pace.wait("b", 5)
    assert fake_clock.waits == []
    pace.wait("a", 5)
    assert fake_clock.waits == [5]
    pace.hold("b", 100)
    with pytest.raises(FetchFailed, match="left alone"):
        pace.wait("b", 5)


@given(st.lists(st.binary(max_size=50), max_size=8), st.sampled_from(["", "gzip", "identity"]))
def test_any_bytes_make_a_body_or_a_reason(chunks: list[bytes], encoding: str) -> None:
    body = Body(encoding, 200, OPEN)
    try:
        for chunk in chunks:
            body.add(chunk)
        assert len(body.whole()) <= 200
    except FetchFailed as error:
        assert error.where == OPEN  # noqa: PT017 # both ends are right


def test_several_threads_share_one_client(server: Any, client: Client) -> None:
    rss = b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'

    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.send_header("Content-Length", str(len(rss)))
        handler.end_headers()
        handler.wfile.write(rss)

    urls = [server.serve(f"/feed{number}", answer) for number in range(8)]
    got: list[bytes] = []
    threads = [
        threading.Thread(target=lambda url=url: got.append(client.get(url, FEED).content)) for url in urls
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert got == [rss] * 8
    assert sorted(server.paths()) == sorted(f"/feed{number}" for number in range(8))
