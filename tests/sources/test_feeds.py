"""Feeds written for this test: what must come out of each kind, and what must be said of each flaw."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from detente.records import Document
from detente.sources.feeds import LARGEST_FEED, LONGEST_TEXT, MOST_ITEMS, FeedReading, Origin, read_feed

ORIGIN = Origin("test", "Test Courier", "en", "Europe/Moscow")
HERE = "https://news.example.org/world/feed.xml"


def rss(items: str, head: str = "") -> bytes:
    body = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
    return f'<?xml version="1.0"?>{head}{body}'.encode()


def read(raw: bytes | str, content_type: str = "") -> FeedReading:
    return read_feed(raw if isinstance(raw, bytes) else raw.encode(), ORIGIN, HERE, content_type)


def one(raw: bytes | str, content_type: str = "") -> Document:
    reading = read(raw, content_type)
    assert len(reading.documents) == 1, reading
    return reading.documents[0]


def test_an_rss_item_becomes_a_document() -> None:
    document = one(
        rss(
            "<item><title>Envoys meet in Oslo</title><link>https://news.example.org/1</link><guid>g1</guid>"
            "<pubDate>Mon, 02 Mar 2026 09:30:00 +0300</pubDate>"
            "<description>&lt;p&gt;They &lt;b&gt;talked&lt;/b&gt;.&lt;/p&gt;</description></item>"
        )
    )
    assert (document.title, document.text) == ("Envoys meet in Oslo", "They talked.")
    assert (document.url, document.external_id) == ("https://news.example.org/1", "g1")
    assert (document.source_id, document.outlet, document.lang) == ("test", "Test Courier", "en")
    assert document.published_at == dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
    assert (document.published_offset, document.published_precision) == (180, "second")


def test_an_atom_entry_becomes_a_document() -> None:
    document = one(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id>'
        '<title type="html">Pact &lt;b&gt;signed&lt;/b&gt;</title>'
        '<link rel="alternate" href="https://news.example.org/2"/><published>2026-03-02T09:30:00Z</published>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>'
        "<summary>Short.</summary></entry></feed>"
    )
    assert (document.title, document.text) == ("Pact signed", "One.\nTwo.")
    assert (document.url, document.external_id) == ("https://news.example.org/2", "urn:1")


def test_a_json_feed_item_becomes_a_document() -> None:
    document = one(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": 7, "url": "/3",'
        '"title": "Talks <on>", "content_html": "<p>Go on.</p>",'
        '"date_published": "2026-03-02T09:30:00-05:00"}]}'
    )
    assert (document.title, document.text, document.external_id) == ("Talks <on>", "Go on.", "7")
    assert document.url == "https://news.example.org/3"
    assert document.published_offset == -300


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "not readable as JSON"),
        ('{"version": "https://jsonfeed.org/version/1"}', "no list of items"),
        ("[1, 2]", "no list of items"),
        ('{"items": [5, "x"]}', "2 items are no JSON objects"),
        ('{"version": "2.0", "items": []}', "without a version of JSON Feed"),
        ("[" * 100_000, "not readable as JSON"),
        ('{"items": [{"id": ' + "9" * 9_000 + "}]}", "not readable as JSON"),
    ],
)
def test_a_broken_json_feed_says_why(raw: str, problem: str) -> None:
    assert problem in " ".join(read(raw).problems)


def test_a_date_without_a_zone_is_in_the_publishers_zone() -> None:
    document = one(rss("<item><title>T</title><pubDate>Mon, 02 Mar 2026 09:30:00</pubDate></item>"))
    assert document.published_at == dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
    assert document.published_offset == 180


def test_a_day_without_a_time_has_the_precision_of_a_day() -> None:
    document = one(rss("<item><title>T</title><pubDate>2026-03-02</pubDate></item>"))
    assert document.published_precision == "day"
    assert document.published_at == dt.datetime(2026, 3, 1, 21, tzinfo=dt.UTC)


def test_a_date_that_is_none_is_named_and_the_item_kept() -> None:
    reading = read(rss("<item><title>T</title><pubDate>the day before</pubDate></item>"))
    assert reading.documents[0].published_at is None
    assert "item 1: no date that can be read: 'the day before'" in reading.problems


def test_relative_links_are_resolved() -> None:
    assert one(rss("<item><title>T</title><link>../a/1?x=y#z</link></item>")).url == (
        "https://news.example.org/a/1?x=y#z"
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@example.org", "http://[::1"])
def test_a_link_that_is_no_web_address_is_dropped_and_named(link: str) -> None:
    reading = read(rss(f"<item><title>T</title><link>{link}</link></item>"))
    assert reading.documents[0].url is None
    assert any("no web address" in problem for problem in reading.problems)


def test_no_script_style_or_comment_reaches_the_text() -> None:
    markup = (
        "<p>Before</p><script>alert('x')</script><style>p{color:red}</style><!-- hidden -->"
        "<noscript>turn it on</noscript><iframe src='https://ads.example.org'>frame</iframe><p>After</p>"
    )
    cdata = f"<title><![CDATA[A {markup}]]></title><description><![CDATA[{markup}]]></description>"
    document = one(rss(f"<item>{cdata}</item>"))
    assert document.text == "Before\nAfter"
    assert document.title == "A Before After"


def test_plain_brackets_in_a_text_title_stay() -> None:
    assert (
        one(rss("<item><title>Growth &lt; 3 % &amp; falling</title></item>")).title
        == "Growth < 3 % & falling"
    )


def test_one_guid_with_different_content_gives_different_documents() -> None:
    item = "<item><title>T</title><guid>g</guid><description>{}</description></item>"
    reading = read(rss(item.format("first") + item.format("second") + item.format("first")))
    assert [document.text for document in reading.documents] == ["first", "second"]
    assert len({document.document_id for document in reading.documents}) == 2
    assert {document.external_id for document in reading.documents} == {"g"}
    assert any("1 ids stand for several items" in problem for problem in reading.problems)
    assert any("1 items are exact copies" in problem for problem in reading.problems)
    assert (reading.n_items, reading.n_rejected) == (3, 0)


def test_the_same_item_has_the_same_key_every_time() -> None:
    raw = rss("<item><title>T</title><link>https://news.example.org/1</link></item>")
    assert one(raw).document_id == one(raw).document_id
    other = read_feed(raw, Origin("elsewhere"), HERE).documents[0]
    assert other.document_id != one(raw).document_id, "the source is part of the key"


def test_a_cut_feed_yields_what_stood_before_the_cut() -> None:
    whole = rss("".join(f"<item><title>Item {n}</title></item>" for n in range(10)))
    reading = read(whole[: whole.index(b"Item 7")])
    assert [document.title for document in reading.documents][:7] == [f"Item {n}" for n in range(7)]
    assert any("not well-formed" in problem for problem in reading.problems)


def test_an_item_that_holds_nothing_is_rejected_by_number() -> None:
    reading = read(rss("<item><title>T</title></item><item><author>somebody</author></item>"))
    assert (len(reading.documents), reading.n_items, reading.n_rejected) == (1, 2, 1)
    assert "item 2: no title, no text and no web address" in reading.problems


def test_a_huge_item_is_cut_and_named() -> None:
    reading = read(rss(f"<item><title>T</title><description>{'word ' * 200_000}</description></item>"))
    assert len(reading.documents[0].text) == LONGEST_TEXT
    assert any("characters: cut at" in problem for problem in reading.problems)


def test_too_many_items_are_cut_and_named() -> None:
    reading = read(rss("<item><title>x</title></item>" * (MOST_ITEMS + 1)))
    assert any(f"the first {MOST_ITEMS:,} were read" in problem for problem in reading.problems)


@pytest.mark.parametrize("raw", [b"", b"   \n", b"\xef\xbb\xbf"])
def test_an_empty_feed_says_so(raw: bytes) -> None:
    assert read(raw).problems


def test_a_feed_beyond_the_limit_is_not_read() -> None:
    assert "larger than" in read(b"<rss>" + b" " * LARGEST_FEED + b"x").problems[0]


def test_a_web_page_is_no_feed() -> None:
    reading = read("<!DOCTYPE html><html><head><title>Log in</title></head><body><p>Hello</p></body></html>")
    assert reading.documents == ()
    assert any("a web page, not a feed" in problem for problem in reading.problems)


def test_bytes_are_never_taken_for_the_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_bytes(rss("<item><title>Secret</title></item>"))
    monkeypatch.chdir(tmp_path)
    assert read(b"secret").documents == ()


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "windows-1251", "text/xml; charset=windows-1251"),
        ("utf-8", "utf-8", "text/xml"),
        ("windows-1251", "windows-1251", ""),
        ("windows-1251", "", "application/xml; charset=windows-1251"),
        ("koi8-r", "koi8-r", "text/xml"),
        ("utf-16", "utf-16", ""),
    ],
)
def test_the_encoding_is_found(encoding: str, declared: str, content_type: str) -> None:
    said = f' encoding="{declared}"' if declared else ""
    item = "<item><title>Переговоры в Осло</title></item>"
    text = f'<?xml version="1.0"{said}?><rss version="2.0"><channel>{item}</channel></rss>'
    assert one(text.encode(encoding), content_type).title == "Переговоры в Осло"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "laughs": rss("<item><title>&l9;</title></item>", f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'),
    "quadratic": rss(
        f"<item><title>{'&a;' * 50_000}</title></item>", f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
    ),
    "quadratic, not well-formed": rss(
        f"<item><title>{'&a;' * 50_000}</title>", f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
    ),
    "many": rss("<item><title>T</title></item>", "<!DOCTYPE x [" + '<!ENTITY b "c">' * 30_000 + "]>"),
    "behind a comment": rss(
        f"<item><title>{'&a;' * 50_000}</title></item>",
        f'<!--{"x" * 500_000}--><!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>',
    ),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_an_entity_bomb_does_not_go_off(name: str, encoding: str) -> None:
    raw = BOMBS[name] if encoding == "utf-8" else BOMBS[name].decode().encode(encoding)
    start = time.monotonic()
    reading = read(raw)
    assert time.monotonic() - start < 3
    assert sum(len(document.title) + len(document.text) for document in reading.documents) < 2_000_000
    if encoding == "utf-8":
        assert reading.problems == ("declares entities that grow when expanded: not read",)


def test_a_file_named_by_an_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not show")
    head = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY % b SYSTEM "{secret.as_uri()}"> %b;]>'
    )
    reading = read(rss("<item><title>T &a;</title><description>&a;</description></item>", head))
    assert "do not show" not in str(reading)


def test_small_entities_of_a_publisher_are_read() -> None:
    head = '<!DOCTYPE x [<!ENTITY org "Organisation for Talks">]>'
    assert (
        one(rss("<item><title>The &org; meets</title></item>", head)).title
        == "The Organisation for Talks meets"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b'<rss version="2.0"><channel><item><title>' + b"<a>" * 50_000,
        b'<rss version="2.0"><channel>' + b"<item>" * 20_000,
        b"<rss><channel><item><title>" + b"&" * 200_000,
        b"<rss " + b'a="b" ' * 50_000 + b">",
        b"<rss>" + b"<!" * 100_000,
        b"<!ENTITY " * 50_000 + b"<rss>",
        b"\0" * 100_000,
        bytes(range(256)) * 400,
        b'<?xml version="1.0" encoding="zlib_codec"?><rss/>',
        b'<?xml version="1.0" encoding="undefined"?><rss>\xff</rss>',
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_hostile_bytes_end_soon_and_raise_nothing(raw: bytes) -> None:
    start = time.monotonic()
    reading = read(raw)
    assert time.monotonic() - start < 5
    assert reading.documents == () or reading.problems


PIECES = st.sampled_from(
    [
        *("<rss version='2.0'>", "<channel>", "<item>", "<title>", "</title>", "</item>", "<link>", "</rss>"),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "<content type='xhtml'>",
            "<![CDATA[",
            "]]>",
        ),
        *("&amp;", "&lt;script&gt;", "&#0;", "&#x110000;", "<!DOCTYPE x [", "<!ENTITY a '&b;'>", "]>", "&a;"),
        *(
            "<?xml version='1.0' encoding='utf-16'?>",
            "<pubDate>",
            "2026-02-30",
            "0000-00-00T99:99:99Z",
            "\ud83d",
        ),
        *(
            "<link href='http://[::1'/>",
            "xml:base='http://['",
            "<georss:point>",
            "\x00",
            "\ufeff",
            "мир",
            "<a",
        ),
        *(
            '{"items": [',
            '{"id": 1e999}',
            "]}",
            '"\\ud800"',
            "<rdf:RDF>",
            "<dc:date>",
            "<media:content url='",
            "'>",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=25).map("".join)))
def test_arbitrary_input_raises_nothing(raw: bytes | str) -> None:
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    reading = read(data)
    for document in reading.documents:
        assert Document.model_validate_json(document.model_dump_json()) == document
        assert "\x00" not in document.title + document.text
    assert reading.n_rejected >= 0
