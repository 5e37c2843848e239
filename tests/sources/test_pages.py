"""Article pages: what is taken out, what is refused."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from detente.errors import BadInput
from detente.records import Document
from detente.sources.feeds import Origin
from detente.sources.pages import LARGEST_PAGE, read_page, with_page

ORIGIN = Origin("test", "Test Courier", None, "Europe/Moscow")
URL = "https://news.example.org/talks"
BODY = (
    "<p>Delegations of the two states met in Oslo on Monday and spoke for six hours about inspections.</p>"
    "<p>The head of one delegation said a second round would follow in the spring, in the same place.</p>"
    "<p>Both sides agreed to exchange lists of sites before the end of the month, he told reporters.</p>"
)


def page(head: str = "", body: str = BODY, lang: str = "") -> bytes:
    said = f' lang="{lang}"' if lang else ""
    return (
        f"<!doctype html><html{said}><head><title>Delegations meet in Oslo</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        "<article><h1>Delegations meet in Oslo</h1>"
        f"{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def test_title_text_and_origin_are_taken() -> None:
    document = read_page(page(lang="en-GB"), URL, ORIGIN)
    assert document.title == "Delegations meet in Oslo"
    assert document.text.startswith("Delegations of the two states met in Oslo on Monday")
    assert document.text.endswith("he told reporters.")
    assert "All rights reserved" not in document.text
    assert "Home" not in document.text
    assert (document.url, document.outlet, document.source_id) == (URL, "Test Courier", "test")
    assert document.lang == "en"
    assert document.published_at is None, "a date is stated, not guessed"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-03-02T09:30:00+03:00">',
        '<meta name="DC.date.issued" content="2026-03-02T09:30:00">',
        '<meta itemprop="datePublished" content="2026-03-02T06:30:00Z">',
        '<script type="application/ld+json">{"datePublished":"2026-03-02T09:30:00+03:00"}</script>',
    ],
)
def test_the_stated_time_is_taken(head: str) -> None:
    assert read_page(page(head), URL, ORIGIN).published_at == dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)


def test_two_times_in_linked_data_are_no_statement() -> None:
    stated = '[{"datePublished":"2026-03-02"},{"datePublished":"2025-01-01"}]'
    head = f'<script type="application/ld+json">{stated}</script>'
    assert read_page(page(head), URL, ORIGIN).published_at is None


def test_a_day_in_the_address_counts_as_a_day() -> None:
    document = read_page(page(), "https://news.example.org/2026/03/02/talks", ORIGIN)
    assert document.published_precision == "day"
    assert document.published_at == dt.datetime(2026, 3, 1, 21, tzinfo=dt.UTC)


def test_a_date_in_the_text_is_not_the_date_of_the_page() -> None:
    body = (
        BODY
        + "<p>The treaty was signed on 8 April 2010 and entered into force on 5 February 2011, he said.</p>"
    )
    assert read_page(page(body=body), URL, ORIGIN).published_at is None


def test_scripts_styles_and_handlers_do_not_reach_the_text() -> None:
    hostile = (
        "<script>document.write('stolen')</script><style>p{color:red}</style>"
        "<p onclick=\"alert('x')\">A third paragraph of the article stands here for all to read.</p>"
        "<svg onload=alert(1)><text>vector</text></svg><!-- hidden remark -->"
    )
    text = read_page(page(body=BODY + hostile), URL, ORIGIN).text
    assert "A third paragraph" in text
    for unwanted in ("stolen", "color:red", "alert", "onclick", "hidden remark"):
        assert unwanted not in text


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_a_russian_page_is_read_in_any_encoding(encoding: str) -> None:
    sentence = "<p>Представители двух государств встретились в Осло и говорили о проверках объектов.</p>"
    declared = f"<meta charset={encoding}>" if encoding != "utf-16" else ""
    raw = page(declared, sentence * 4, "ru").decode().encode(encoding)
    document = read_page(raw, URL, ORIGIN)
    assert "Представители двух государств встретились" in document.text
    assert document.lang == "ru"


def test_a_page_without_an_address_takes_its_canonical_one() -> None:
    head = '<link rel="canonical" href="https://news.example.org/canonical">'
    assert read_page(page(head), None, ORIGIN).url == "https://news.example.org/canonical"
    assert read_page(page(), None, ORIGIN).url is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not readable as HTML"),
        (b"\0" * 1000, "not readable as HTML"),
        (b"<html><head><title>T</title></head><body></body></html>", "no article text"),
        (b"<html><body><script>" + b"x=1;" * 10_000 + b"</script></body></html>", "no article text"),
        (b"<html><body>" + b"<p>word</p>" * 61_000, "more than 60,000 elements"),
        (b"<html>" + b" " * LARGEST_PAGE, "larger than"),
        (b"%PDF-1.7 \xff\xfe\x00", ""),
    ],
    ids=["empty", "binary", "no text", "script only", "too many elements", "too large", "pdf"],
)
def test_a_page_without_an_article_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_page(raw, URL, ORIGIN)
    assert reason in str(caught.value)
    assert URL in str(caught.value)


def test_ten_megabytes_are_read_in_bounded_time() -> None:
    filler = "<p>" + "Nothing of note was said in the long debate about the rules of procedure. " * 8 + "</p>"
    start = time.monotonic()
    document = read_page(page(body=BODY + filler * 17_000), URL, ORIGIN)
    assert time.monotonic() - start < 15
    assert "Delegations of the two states met in Oslo" in document.text


@pytest.mark.parametrize(
    "piece", ["<div>", "<", "<table><tr><td>", "<ul><li>x", "<!--", "<p class='a", "<b>w</b>"]
)
def test_hostile_pages_end_soon(piece: str) -> None:
    start = time.monotonic()
    try:
        read_page(b"<html><body>" + piece.encode() * 20_000, URL, ORIGIN)
    except BadInput as error:
        assert error.where == URL  # noqa: PT017 # both ends are right: text, or a reason
    assert time.monotonic() - start < 10


def test_a_feed_item_takes_the_text_of_its_page_and_keeps_its_own_statements() -> None:
    item = Document.of(
        "test",
        URL,
        "Item title",
        "Teaser.",
        external_id="g1",
        lang="en",
        published_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    )
    full = with_page(
        item,
        read_page(page('<meta name="pubdate" content="2020-01-01">'), "https://other.example.org/", ORIGIN),
    )
    assert (full.title, full.url, full.external_id, full.lang) == ("Item title", URL, "g1", "en")
    assert full.published_at == item.published_at
    assert full.text.startswith("Delegations of the two states")
    assert full.document_id != item.document_id
    assert full == Document.of(**full.model_dump(exclude={"document_id", "content_hash"}))


def test_a_feed_item_without_a_date_takes_that_of_its_page() -> None:
    head = '<meta property="article:published_time" content="2026-03-02T09:30:00+03:00">'
    full = with_page(Document.of("test", URL, "T", ""), read_page(page(head), URL, ORIGIN))
    assert full.published_at == dt.datetime(2026, 3, 2, 6, 30, tzinfo=dt.UTC)
    assert full.published_offset == 180


PIECES = st.sampled_from(
    [
        *(
            "<html>",
            "<body>",
            "<article>",
            "<p>",
            "</p>",
            BODY,
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<table>",
        ),
        *(
            "<meta charset='utf-7'>",
            "<meta property='article:published_time' content='2026-99-99'>",
            "&#0;",
            "\x00",
        ),
        *(
            "<link rel=canonical href='http://[::1'>",
            "<html lang='\ud800'>",
            "<base href='http://['>",
            "<svg>",
            "<math>",
        ),
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=20).map("".join)))
def test_arbitrary_input_gives_a_document_or_bad_input(raw: bytes | str) -> None:
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    try:
        document = read_page(data, URL, ORIGIN)
    except BadInput:
        return
    assert document.text
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_the_benchmark_is_no_worse_than_the_published_figure(shared: Path) -> None:
    root = Path(__file__).parents[2]
    folder = shared / "pages" / "article_extraction_benchmark"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.page_extraction", folder],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pages 181" in done.stdout


def test_a_page_with_too_many_attributes_is_refused_at_once() -> None:
    began = time.process_time()
    many = " ".join(f"a{number}" for number in range(200_000))
    with pytest.raises(BadInput, match="attributes"):
        read_page(page(body=f"<p {many}></p>{BODY}"), URL, ORIGIN)
    assert time.process_time() - began < 5
