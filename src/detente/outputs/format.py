"""What a brief format offers, and what the template-based ones share."""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from detente.outputs.brief import phrases
from detente.outputs.brief.model import Basis, Brief, Citation, Sentence
from detente.records import Precision, key

MOST_REPORTS = 8
MEASURES = (
    "In these addresses tension_acts counts the acts of tension, cooperation_acts those of cooperation, "
    "volume both, and tension_share is the share of tension; then come direction, area and period. "
    "A request counts as tension by its class, also one for help or a meeting. Others "
    "count a set of acts (such as disputed ones) between two days, or what a tracker (such as treaties) "
    "holds on a day."
)
"""How an address of a figure is read."""

LINK_SIGNS = "-._~:/?#[]@!$&()*+,;=%"

ReportLine = tuple[str, str | None, dt.date | None]


@dataclass(frozen=True)
class BriefFormat:
    """One way to write a brief down: its name on the command line and the function that does it.

    The function gives text, or the bytes of a file that is none.
    """

    name: str
    render: Callable[[Brief], str | bytes]


@cache
def environment() -> Environment:
    """Return the Jinja environment of the bundled templates; HTML is escaped."""
    made = Environment(
        loader=PackageLoader("detente.outputs", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(day=phrases.day, shown=shown_reports, svg=Markup, basis=basis_words)
    made.filters.update(
        machine_day=machine_day,
        anchor=anchor,
        figured=figured,
        figure_words=figure_words,
        runs=runs,
        image=image,
    )
    made.filters.update(md=markdown_text, md_link=lambda url: quote(url, safe=":/?#[]@!$&'()*+,;=%~"))
    return made


def markdown_text(text: str) -> str:
    """Return `text` with every character that Markdown or HTML gives a meaning to escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!@]|(?<=www)\.|(?<=\w):(?=//))", r"\\\1", phrases.clean(text))


def reports(citation: Citation) -> list[ReportLine]:
    """Return (outlet, address, publication day) of the reports under a citation, each once."""
    rows = [
        (
            phrases.clean(m.outlet or m.source_id),
            safe_link(m.url),
            m.published_at.date() if m.published_at else None,
        )
        for m in citation.mentions
    ]
    return list(dict.fromkeys(rows))


def shown_reports(citation: Citation) -> tuple[list[ReportLine], int]:
    """Return the reports that a page names, and how many more there are."""
    found = reports(citation)
    return found[:MOST_REPORTS], len(found[MOST_REPORTS:])


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is a plain web address, else None: feeds may carry script addresses.

    Letters of any script stay; spaces, quotes, brackets and control characters are percent-encoded.
    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    return "".join(char if char.isalnum() or char in LINK_SIGNS else _encoded(char) for char in url)


def _encoded(char: str) -> str:
    return quote(char, errors="replace")


def machine_day(date: dt.date, precision: Precision | None) -> str:
    """Return a date for programs, no more exact than it is known ("2025-03" for a month)."""
    return date.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision or Precision.DAY, 10)]


def figured(brief: Brief) -> list[Sentence]:
    """Return the sentences that quote figures, each once."""
    told = [sentence for part in brief.sections for sentence in part.sentences if sentence.figures]
    return list({anchor(sentence): sentence for sentence in told}.values())


def figure_words(sentence: Sentence) -> str:
    """Return a sentence with figures as a list of figures has it: with its lead, which may hold one."""
    return f"{sentence.lead}: {sentence.text}" if sentence.lead else sentence.text


def anchor(sentence: Sentence) -> str:
    """Return the name of the place on a page where a sentence's figures are listed."""
    return f"figures-{key(sentence.text, *(figure.address for figure in sentence.figures))[:10]}"


def runs(sentences: Sequence[Sentence]) -> list[tuple[bool, list[Sentence]]]:
    """Return the sentences in order as runs of items of a list (True) and of paragraphs (False)."""
    return [(item, list(run)) for item, run in groupby(sentences, key=lambda sentence: sentence.item)]


def image(svg: str) -> str:
    """Return an SVG element as a data address."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def basis_words(basis: Basis) -> str:
    """Return what a sentence rests on, in words for the reader."""
    return {
        Basis.PASSAGE: "checked against a stored document",
        Basis.QUOTATION: "quoted from a stored document",
        Basis.RECORD: "from a curated record; cited, no stored passage",
        Basis.CODES: "from coded event data; no text",
        Basis.FIGURES: "counted from the events of this store",
        Basis.STORE: "what this store knows of its sources",
        Basis.TRACKER: "from a dated, cited step of a tracker",
        Basis.FORECAST: "from a forecast of the series",
    }[basis]
