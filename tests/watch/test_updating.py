"""An update against sites that answer well, badly or not at all."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from detente import cli
from detente.outputs.formats import render
from detente.records import Outcome
from detente.watch import Watch
from tests.watch.sites import export, feed, make_watch, serve_export, tables
from tests.website import Answer, Handler, Site, running, say

SiteMaker = Callable[[], Site]
FIRST = "The United States imposed sanctions on Russia on Tuesday."
SECOND = "Russia expelled two American diplomats on Wednesday."
DATE = "Wed, 19 Mar 2025 10:00:00 GMT"


@pytest.fixture
def site() -> Iterator[SiteMaker]:
    """Return a maker of sites, each a host of its own; all end with the test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(running())


def items(site: Site) -> tuple[tuple[str, str, str, str], ...]:
    """Return two feed items of the dyad and one of elsewhere."""
    return (
        (f"{site.url}/a", "A decision", FIRST, DATE),
        (f"{site.url}/b", "An answer", SECOND, DATE),
        (f"{site.url}/c", "Weather", "Rain fell on Lisbon for a third day.", DATE),
    )


def page(title: str, *sentences: str) -> str:
    """Return a web page with an article."""
    told = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    head = f"<!doctype html><html lang=en><head><title>{title}</title></head>"
    return f"{head}<body><article>{told}</article></body></html>"


def ran(watch: Watch, *words: str) -> tuple[int, str, str]:
    """Run the program on `watch`; return its status, output and messages."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["detente", "--watch", str(watch.settings.folder), *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert isinstance(end.value.code, int)
    return end.value.code, out.getvalue(), err.getvalue()


def test_a_good_feed_its_articles_and_an_export_are_taken_in(site: SiteMaker, tmp_path: Path) -> None:
    news, lists = site(), site()
    url = news.serve("/feed", say(feed(*items(news)), ETag='"v1"'))
    longer = "The measures touch banks and shipping, and they begin in April, a spokesman told reporters."
    news.serve("/a", say(page("A decision", FIRST, longer, longer.replace("April", "May")), kind="text/html"))
    gdelt = serve_export(lists, export(("RUS", "USA"), ("CHN", "IND")))
    watch = make_watch(tmp_path / "w", {"good": url}, gdelt)
    lines = {line.fetch.source_id: line for line in watch.update()}
    assert (lines["good"].fetch.n_got, lines["good"].fetch.n_new) == (3, 3)
    assert (lines["gdelt2"].fetch.n_got, lines["gdelt2"].fetch.outcome) == (1, Outcome.OK)
    assert lines["good"].fetch.outcome is Outcome.OK
    assert lines["good"].rejected == 1, "the page behind the second item is not there"
    assert lines["good"].why == f"page {news.url}/b: HTTP 404"
    documents = watch.store.view().documents()
    assert len(documents) == 4
    assert {d.uncoded for d in documents if d.title == "A decision"} == {"", "coded from its article"}
    assert all(d.raw_hash and watch.store.raw.get(d.raw_hash) for d in documents)
    assert {e.direction for e in watch.store.view().events()} == {"RUS>USA", "USA>RUS"}
    assert "/c" not in [path for path, _ in news.asked], "an item that does not name both is not asked for"

    before = tables(tmp_path / "w")
    again = {line.fetch.source_id: line for line in watch.update()}
    assert (again["good"].fetch.n_new, again["gdelt2"].fetch.n_new) == (0, 0)
    after = tables(tmp_path / "w")
    assert len(after.pop("fetches")) == len(before.pop("fetches")) + 2
    assert after == before
    assert [sent.get("if-none-match") for path, sent in news.asked if path == "/feed"] == [None, '"v1"']


def test_an_unchanged_feed_is_observed_and_gives_nothing(site: SiteMaker, tmp_path: Path) -> None:
    news = site()
    url = news.serve("/feed", say(feed(*items(news)[2:]), ETag='"v1"'), say(status=304))
    watch = make_watch(tmp_path / "w", {"good": url}, None)
    watch.update()
    (line,) = watch.update()
    assert (line.fetch.n_got, line.why) == (0, "nothing new since the last time")
    last = watch.store.view().last_fetches()["good"]
    assert (last.outcome, last.etag) == (Outcome.NOT_MODIFIED, '"v1"')
    assert watch.health()[0].last_success == last.at


def test_others_can_write_while_sources_are_asked(site: SiteMaker, tmp_path: Path) -> None:
    news = site()
    wrote: list[str] = []

    def answer_late(handler: Handler) -> None:
        with watch.store.run("another", wait=0) as run:
            wrote.append(run.command)
        say(feed(*items(news)[2:]))(handler)

    watch = make_watch(tmp_path / "w", {"good": news.serve("/feed", answer_late)}, None, timeout=20)
    (line,) = watch.update()
    assert (wrote, line.fetch.n_new) == (["another"], 1)


def slow(handler: Handler) -> None:
    """Answer with a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def test_sources_that_fail_are_not_observed_and_never_quiet(site: SiteMaker, tmp_path: Path) -> None:
    sites = {
        name: site()
        for name in ("gone", "busy", "broken", "slow", "cut", "page", "loop", "void", "good", "junk")
    }
    rss = feed(*items(sites["good"])[2:])
    answers: dict[str, list[Answer]] = {
        "gone": [say(status=404)],
        "busy": [say(status=429), say(rss)],
        "broken": [say(status=500)],
        "slow": [slow],
        "cut": [say(rss[:-40], Content_Length=str(len(rss)))],
        "page": [say("<!doctype html><html><body>Please log in.</body></html>", kind="text/html")],
        "loop": [say(status=302, Location=sites["loop"].url + "/feed?again")],
        "void": [say(feed())],
        "good": [say(rss)],
        "junk": [say('<?xml version="1.0"?><rss><channel><item><title>cut off')],
    }
    feeds = {name: each.serve("/feed", *answers[name]) for name, each in sites.items()}
    sites["loop"].serve("/feed?again", say(status=302, Location=sites["loop"].url + "/feed"))
    whole = export(("RUS", "USA"))
    gdelt = serve_export(site(), whole, whole[: len(whole) // 2])
    watch = make_watch(tmp_path / "w", feeds, gdelt, timeout=0.4)
    status, told, _ = ran(watch, "update")
    assert status == 1
    fetches = watch.store.view().last_fetches()
    reasons = {name: fetch.reason for name, fetch in fetches.items() if fetch.outcome is Outcome.FAILED}
    expected = {
        "gone": "404", "broken": "500", "slow": "longer than", "cut": "cut", "page": "not a feed",
        "loop": "redirects", "void": "gave 0 items", "gdelt2": "",
    }  # fmt: skip
    assert expected.keys() <= reasons.keys()
    assert {"good", "busy"}.isdisjoint(reasons)
    for name, reason in expected.items():
        assert reason in reasons[name], name
        assert reasons[name]
    assert told.count("not observed") == len(reasons)
    assert watch.store.view().mentions() == []
    assert {row.source_id for row in watch.store.view().exposure()} <= {"good", "busy", "junk"}

    _, listed, _ = ran(watch, "sources", "--format", "csv")
    rows = {line.split(",")[0]: line for line in listed.splitlines()}
    for name in reasons:
        assert "failed" in rows[name], name
        assert "never" in rows[name], name
    brief = " ".join(render(watch.brief(), "text").split())
    silent = brief.partition("Not observed at the last attempt (which does not mean quiet): ")[2].partition(
        ")."
    )[0]
    named = [name for name in reasons if ("GDELT 2.0" if name == "gdelt2" else f"The {name} ") in silent]
    rest = len(reasons) - len(named)
    assert len(named) == 8
    assert f", and {rest} other" in brief, "more than eight are counted"
    assert "last success never" in silent


def test_without_any_server_all_sources_say_so_and_nothing_is_lost(site: SiteMaker, tmp_path: Path) -> None:
    with running() as news:
        url = news.serve("/feed", say(feed(*items(news))))
        gdelt = serve_export(news, export(("RUS", "USA")))
        watch = make_watch(tmp_path / "w", {"good": url}, gdelt)
        assert ran(watch, "update")[0] == 1, "its pages are not there"
        before = tables(tmp_path / "w")
    status, told, said = ran(watch, "update")
    assert status == 3
    assert told.count("(1)") == 3, "in the row of each source and before the reason that they share"
    assert told.count("not observed") == 1
    assert "No source could be reached; nothing stored was lost." in said
    after = tables(tmp_path / "w")
    assert len(after.pop("fetches")) == len(before.pop("fetches")) + 2
    assert after == before
    assert all(health.last_success is not None for health in watch.health())
