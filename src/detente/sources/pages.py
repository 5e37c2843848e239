"""Article pages to documents, by trafilatura: title, text without menus and comments, date."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
import trafilatura

from detente.errors import BadInput
from detente.records import Document
from detente.sources.dates import Published, published
from detente.sources.decoding import decoded
from detente.sources.feeds import LONGEST_TEXT, LONGEST_TITLE, Origin
from detente.sources.plain import MOST_ATTRIBUTES, one_line, overloaded, tidy

LARGEST_PAGE = 12 << 20
MOST_ELEMENTS = 60_000

_DATES = lxml.etree.XPath("//meta[@content] | //time[@datetime]")
_DATE_NAMES = frozenset(
    {
        *("article:published", "article:published_time", "og:article:published_time", "og:published_time"),
        *(
            "bt:pubdate",
            "citation_publication_date",
            "cxenseparse:recs:publishtime",
            "date.created",
            "dc.date",
        ),
        *(
            "date.issued",
            "datecreated",
            "datepublished",
            "dc.date.created",
            "dc.date.issued",
            "dcterms.created",
        ),
        *(
            "dc.date.published",
            "dcterms.date",
            "dcterms.issued",
            "originalpublicationdate",
            "parsely-pub-date",
        ),
        *("pub_date", "pubdate", "publication_date", "publish-date", "publish_date", "published-date"),
        *("published_time", "publishdate", "sailthru.date"),
    }
)
_SCRIPTS = lxml.etree.XPath("//script[@type='application/ld+json']/text()")
_CANONICAL = lxml.etree.XPath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
_PATH_DATE = re.compile(r"/(20\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-]|$)")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{6,40})"')
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    lxml.etree.LxmlError,
)


def read_page(raw: bytes, url: str | None, origin: Origin, content_type: str = "") -> Document:
    """Return the article that a page holds.

    `url` is where it came from; None takes the address that the page gives for itself. The date is the
    page's own statement in its markup or address, never a guess from its text. Raises BadInput where
    there is no article text, or the page is too large or too broken to be read.
    """
    where = url or origin.source_id
    if len(raw) > LARGEST_PAGE:
        raise BadInput(f"the page is larger than {LARGEST_PAGE:,} bytes", where=where)
    tree = _tree(decoded(raw, content_type), where)
    address = url or next(_addresses(tree), None)
    when, lang = _date(tree, address, origin.timezone), origin.lang or _language(tree)
    title, text = _extract(tree, address, where)
    if not text:
        raise BadInput("no article text was found on the page", where=where, do="read it in a browser")
    fields = {"lang": lang, "outlet": origin.outlet, **(when.fields if when else {})}
    return Document.of(origin.source_id, address, title[:LONGEST_TITLE], text[:LONGEST_TEXT], **fields)


def with_page(item: Document, page: Document) -> Document:
    """Return the document of a feed item with the text of its page.

    Title, address, guid, date and language stay the item's own where it has them, since the feed is the
    publisher's statement about it; the key is new, because the content is.
    """
    own = item.model_dump(exclude={"document_id", "content_hash", "text", "title", "url", "source_id"})
    if item.published_at is None:
        own |= page.model_dump(include={"published_at", "published_offset", "published_precision"})
    own["lang"] = item.lang or page.lang
    return Document.of(item.source_id, item.url or page.url, item.title or page.title, page.text, **own)


def _tree(text: str, where: str) -> lxml.html.HtmlElement:
    if overloaded(text):
        raise BadInput(f"its tags have more than {MOST_ATTRIBUTES:,} attributes", where=where)
    try:
        tree = trafilatura.load_html(text)
    except _FAILURES as error:
        raise BadInput(f"not readable as HTML ({error})", where=where) from error
    if tree is None:
        raise BadInput("not readable as HTML", where=where)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise BadInput(f"the page has more than {MOST_ELEMENTS:,} elements", where=where)
    return tree


def _extract(tree: lxml.html.HtmlElement, url: str | None, where: str) -> tuple[str, str]:
    """Return title and text. The options are those that did best in benchmarks/page_extraction.py."""
    try:
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except _FAILURES as error:
        raise BadInput(f"the article cannot be taken out ({error})", where=where) from error
    if found is None or isinstance(found, dict):
        return "", ""
    title, text = one_line(found.title or ""), tidy(found.text or "")
    first, _, rest = text.partition("\n")
    return title, rest if title and first == title else text


def _date(tree: lxml.html.HtmlElement, url: str | None, timezone: str) -> Published | None:
    """Return the publication time that the page states: in a tag, in linked data if unique, in its path."""
    tags = [_stated(tag) for tag in _DATES(tree)]
    linked = {value for script in _SCRIPTS(tree) for value in _LINKED_DATE.findall(str(script))}
    path = _PATH_DATE.search(url or "")
    values = [value for value in tags if value] + (list(linked) if len(linked) == 1 else [])
    values += ["-".join(path.groups())] if path else []
    return next((moment for value in values if (moment := published(value, timezone))), None)


def _stated(tag: lxml.html.HtmlElement) -> str:
    """Return the date in a meta or time element that speaks of publication, else ""."""
    names = {(tag.get(name) or "").lower() for name in ("name", "property", "itemprop")}
    if not names & _DATE_NAMES and tag.get("pubdate") is None:
        return ""
    return str(tag.get("content") or tag.get("datetime") or "")


def _language(tree: lxml.html.HtmlElement) -> str | None:
    match = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", tree.get("lang") or "")
    return match[0].lower() if match else None


def _addresses(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Return the addresses that the page gives for itself, the canonical one first."""
    return (one_line(str(href)) for href in _CANONICAL(tree) if re.match(r"\s*https?://[^\s/]+", str(href)))
