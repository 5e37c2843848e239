"""The formats: they hold what the brief holds, and foreign text cannot break out of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree, html as lxml_html
from markdown_it import MarkdownIt

from detente.errors import WrongUse
from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.format import markdown_text, safe_link
from detente.outputs.formats import render, rendered
from detente.records import Claimant, Sampling, Status

Make = Callable[..., Cited]
Gather = Callable[..., Material]
FORMATS = ("text", "md", "html", "json")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1))",
    "![pic](https://evil.example/p.png)",
    "see https://evil.example/auto and www.evil.example now",
    "<a href='javascript:alert(1)'>x</a>",
    "`code` **bold** # head | cell ~~gone~~ &lt;b&gt;",
    "right\u202eto left \x1b[31mred\x07 \ud800",
    "{{ 7*7 }} {% raw %}",
    "word" * 60,
)


def hostile(event: Make, material: Gather, text: str) -> Brief:
    act = event(
        "evil",
        "SANCTION",
        dt.date(2025, 3, 1),
        areas=("cyber",),
        held=True,
        summary=text,
        sampling=Sampling.STREAM,
        reports=[(text, "javascript:alert(1)"), (text, f"https://evil.example/{text}")],
    )
    claimed = event(
        "said",
        "COERCE",
        dt.date(2025, 3, 2),
        summary=text,
        status=Status.ALLEGED,
        claimants=(Claimant(text=text),),
    )
    return compose(material((act, claimed)))


def parsed(page: str) -> Any:
    return lxml_html.document_fromstring(page.encode())


def test_unknown_format_names_the_known(brief: Brief) -> None:
    with pytest.raises(WrongUse, match="unknown format 'doc'") as caught:
        render(brief, "doc")
    assert caught.value.do == "choose from html, json, md, pdf, text"


@pytest.mark.parametrize("name", FORMATS)
def test_every_sentence_is_in_every_format(brief: Brief, name: str) -> None:
    page = render(brief, name)
    if name in ("html", "md"):
        page = unescape(re.sub(r"\\(.)", r"\1", page))
    if name == "json":
        page = page.replace('\\"', '"')
    flat = " ".join(page.split())
    for section in brief.sections:
        for sentence in section.sentences:
            assert sentence.text in flat


@pytest.mark.parametrize("name", FORMATS)
def test_rendering_is_repeatable_and_an_empty_brief_is_whole(brief: Brief, empty: Brief, name: str) -> None:
    assert render(brief, name) == render(brief, name)
    assert "No hostile deed is recognised" in render(empty, name)


@pytest.mark.parametrize("text", HOSTILE)
def test_html_holds_hostile_text_as_text(event: Make, material: Gather, text: str) -> None:
    page = render(hostile(event, material, text), "html")
    tree = parsed(page)
    assert not tree.xpath("//script | //img[not(@class='plot')] | //iframe | //object | //*[@onerror]")
    links = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert links
    assert all(link.startswith("https://") for link in links)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", page)
    assert "49" not in "".join(tree.xpath("//li//bdi/text()"))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_holds_hostile_text_as_text(event: Make, material: Gather, text: str) -> None:
    page = render(hostile(event, material, text), "md")
    shown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(page)
    tree = lxml_html.fragment_fromstring(shown, create_parent="div")
    assert not tree.xpath("//script | //img | //table | //s | //h1[position()>1]")
    links = [link for link in tree.xpath("//a/@href") if not link.startswith("#")]
    assert links
    assert all(re.match(r"https://(evil|wire)\.example/", link) for link in links)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_narrow_and_cannot_command_the_terminal(event: Make, material: Gather, text: str) -> None:
    page = render(hostile(event, material, text), "text")
    wide = [line for line in page.splitlines() if len(line) > 80]
    assert all(line.strip().startswith(("https://", "detente explain '")) for line in wide)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    page.encode("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=120) | st.sampled_from(HOSTILE).map(lambda t: t + "<i>"))
def test_no_text_adds_an_element(event: Make, material: Gather, text: str) -> None:
    def shape(words: str) -> list[str]:
        act = event("any", "SANCTION", dt.date(2025, 3, 1), summary=words, areas=("cyber",), held=True)
        brief = compose(material((act,), quarters=()))
        return [node.tag for node in parsed(render(brief, "html")).iter() if isinstance(node.tag, str)]

    assert shape(f"x{text}") == shape("x")


@given(st.text(max_size=200))
def test_escaped_markdown_shows_the_same_words(text: str) -> None:
    shown = MarkdownIt("commonmark").render(f"x {markdown_text(text)} x")
    tree = lxml_html.fragment_fromstring(shown, create_parent="div")
    assert [node.tag for node in tree.iter()] == ["div", "p"]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (None, None),
        ("", None),
        ("javascript:alert(1)", None),
        (" https://a.example", None),
        ("data:text/html,x", None),
        ("HTTPS://a.example/x", "HTTPS://a.example/x"),
        ("https://a.example/я?b=1&c=%20", "https://a.example/я?b=1&c=%20"),
        ("https://a.example/\"'><x>\x1b[0m y", "https://a.example/%22%27%3E%3Cx%3E%1B[0m%20y"),
        ("https://a.example/\u202e`\\", "https://a.example/%E2%80%AE%60%5C"),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert safe_link(url) == link


def test_html_is_one_whole_page_that_fetches_nothing(brief: Brief) -> None:
    page = render(brief, "html")
    tree = parsed(page)
    assert page.startswith("<!doctype html>")
    assert tree.get("lang") == "en"
    assert not tree.xpath(
        "//script | //link | //img[not(@class='plot')] | //iframe | //form | //@style[contains(., 'url')]"
    )
    drawn = tree.xpath("//@src | //@srcset")
    assert len(drawn) == 2
    assert all(address.startswith("data:image/svg+xml;base64,") for address in drawn)
    assert "@import" not in page
    for reference in tree.xpath("//*[local-name()='use']/@*[contains(name(), 'href')]"):
        assert reference.startswith("#")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")


def test_html_is_well_formed(brief: Brief) -> None:
    page = render(brief, "html")
    found = etree.HTMLParser(recover=True)
    etree.fromstring(page.encode(), found)
    complaints = [e.message for e in found.error_log if "invalid" not in e.message]  # it knows no HTML 5 tags
    assert complaints == []
    ids = parsed(page).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_html_links_within_the_page_arrive(brief: Brief) -> None:
    tree = parsed(render(brief, "html"))
    ids = set(tree.xpath("//@id"))
    inner = [link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")]
    assert len(inner) > len(brief.sections)
    assert set(inner) <= ids


def test_html_dates_are_no_more_exact_than_known(brief: Brief) -> None:
    times = {node.text: node.get("datetime") for node in parsed(render(brief, "html")).xpath("//time")}
    assert times["September 2024."] == "2024-09"
    assert times["18 March 2025."] == "2025-03-18"


def test_html_table_names_the_quarter_not_observed(material: Gather) -> None:
    page = render(compose(material(())), "html")
    rows = [[c.text for c in r] for r in parsed(page).xpath("//tbody/tr")]
    assert rows[1] == ["2024-Q2", "not observed"]
    assert rows[2] == ["2024-Q3", "0", "0"]


def test_json_is_complete(brief: Brief) -> None:
    loaded = json.loads(render(brief, "json"))
    assert loaded["as_of"] == "2025-03-20"
    assert [section["id"] for section in loaded["sections"]] == [section.id for section in brief.sections]
    assert loaded["timeline"][1] == {"quarter": "2024-Q2", "tension": 0, "cooperation": 0}
    assert loaded["checked"]["by_quotation"] == 1
    call = loaded["citations"][0]
    assert [report["url"] for report in call["reports"]] == [
        "https://wire.example/call",
        "https://echo.example/call",
    ]
    assert call["basis"] == "quotation"
    first = loaded["sections"][1]["groups"][0]["sentences"][0]
    assert (first["basis"], first["precision"], first["date"]) == ("quotation", "day", "2025-03-18")


def test_text_leads_from_sentences_to_sources_and_figures(brief: Brief) -> None:
    page = render(brief, "text")
    for citation in brief.citations:
        assert re.search(rf"^\[{citation.number}\] .*", page, re.MULTILINE)
        assert citation.event_id[:12] in page
    assert "    detente explain 'tension_acts/all/economy_sanctions/2024'" in page


@pytest.mark.parametrize("name", ["text", "md", "html"])
def test_many_reports_are_cut_and_counted(event: Make, material: Gather, name: str) -> None:
    reports = [(f"Outlet {n}", f"https://o.example/{n}") for n in range(30)]
    act = event("many", "SANCTION", dt.date(2025, 3, 1), summary="An act.", reports=reports)
    page = render(compose(material((act,))), name)
    assert "https://o.example/7" in page
    assert "https://o.example/8" not in page
    assert re.search(r"and\s+22\s+(reports )?more", page)


def test_a_pdf_is_no_text_and_the_same_each_time(brief: Brief, empty: Brief) -> None:
    with pytest.raises(WrongUse, match="pdf is no text"):
        render(brief, "pdf")
    made = rendered(brief, "pdf")
    assert made.startswith(b"%PDF-")
    assert made == rendered(brief, "pdf")
    assert rendered(empty, "pdf").startswith(b"%PDF-")


@pytest.mark.parametrize("text", [*HOSTILE, '#panic("x") $x$ @y <z> */ \\', "Москва заявила протест"])
def test_hostile_text_is_no_markup_of_the_pdf(event: Make, material: Gather, text: str) -> None:
    made = rendered(hostile(event, material, text), "pdf")
    assert made.startswith(b"%PDF-")
    assert not re.search(rb"/URI ?\(javascript:", made)
    assert b"/URI" in made


def test_columns_are_in_every_text_format(brief: Brief) -> None:
    assert "  The United States:" in render(brief, "text")
    assert "#### The United States" in render(brief, "md")
    assert len(parsed(render(brief, "html")).xpath("//div[@class='sides']/div")) % 2 == 0
