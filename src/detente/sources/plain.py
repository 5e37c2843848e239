"""Markup to plain text: what a reader would see, without scripts, styles or control characters."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg", "math", "head")
_BREAKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *(
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
        ),
        *("section", "table", "td", "th", "tr", "ul"),
    }
)
_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")

MOST_ATTRIBUTES = 20_000
_MANY = 200
_ATTRIBUTE = r"""[\s/"'=<]*+[^\s/>="'<]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'<]++)?+)?+"""
_TAG = re.compile(rf"<[a-zA-Z][^\s/><]*+(?:{_ATTRIBUTE}){{{_MANY},}}+")


def overloaded(markup: str) -> bool:
    """Tell whether the tags of a page have too many attributes to be parsed.

    The parser compares each attribute of a tag with those before it: the work for all tags is bounded by that
    for one of MOST_ATTRIBUTES (1 s). Tags of fewer than 200 need little and are passed over.
    """
    counts = (len(re.findall(_ATTRIBUTE, tag[0])) - 1 for tag in _TAG.finditer(markup))  # less its name
    return sum(count**2 for count in counts) > MOST_ATTRIBUTES**2


def tidy(text: str) -> str:
    """Return `text` as valid Unicode, without control characters, with single spaces and line breaks."""
    text = text if text.isascii() else _valid(text)
    text = _CONTROL.sub("", text.replace("\r", "\n").replace("\x85", "\n"))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def one_line(text: str) -> str:
    """Return `text` tidied, on one line."""
    return tidy(text).replace("\n", " ")


def plain(markup: str) -> str:
    """Return the visible text of a piece of HTML, blocks on lines of their own; plain text stays as it is."""
    if not _MARKUP.search(markup):
        return tidy(markup)
    if overloaded(markup):
        return tidy(_MARKUP.sub(" ", markup))
    try:
        root = lxml.html.fragment_fromstring(_CONTROL.sub("", _valid(markup)), create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return tidy(_MARKUP.sub(" ", markup))
    return tidy("".join(_visible(root)))


def _valid(text: str) -> str:
    """Return `text` with lone surrogates replaced, so that it can be encoded."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _visible(root: lxml.html.HtmlElement) -> list[str]:
    """Return the pieces of text under `root` in order; iterative, since hostile markup nests deeply."""
    pieces: list[str] = []
    skipped: lxml.html.HtmlElement | None = None
    for event, node in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipped is None:
                pieces.append(node.tail or "")
            continue
        if event == "start":
            if skipped is None and node.tag in _UNSEEN:
                skipped = node
            if skipped is None:
                pieces.append(("\n" if node.tag in _BREAKS else "") + (node.text or ""))
            continue
        if skipped is node:
            skipped = None
        if skipped is None and node is not root:
            pieces.append(("\n" if node.tag in _BREAKS else "") + (node.tail or ""))
    return pieces
