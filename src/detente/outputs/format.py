"""What a brief format offers, and what the template-based ones share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.outputs.brief import phrases
from detente.outputs.brief.model import Basis, Brief, Citation


@dataclass(frozen=True)
class BriefFormat:
    """One way to write a brief down: its name on the command line and the function that does it."""

    name: str
    render: Callable[[Brief], str]


@cache
def environment() -> Environment:
    """Return the Jinja environment of the bundled templates; HTML is escaped."""
    made = Environment(
        loader=PackageLoader("detente.outputs", "templates"),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(day=phrases.day, reports=reports, svg=Markup, basis=basis_words)
    made.filters.update(md=markdown_text, md_link=lambda url: quote(url, safe=":/?#[]@!$&'()*+,;=%~"))
    return made


def markdown_text(text: str) -> str:
    """Return `text` with every character that Markdown or HTML gives a meaning to escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def reports(citation: Citation) -> list[tuple[str, str | None, dt.date | None]]:
    """Return (outlet, address, publication day) of the reports under a citation, each once."""
    rows = [
        (m.outlet or m.source_id, safe_link(m.url), m.published_at.date() if m.published_at else None)
        for m in citation.mentions
    ]
    return list(dict.fromkeys(rows))


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is a plain web address, else None: feeds may carry script addresses."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def basis_words(basis: Basis) -> str:
    """Return what a sentence rests on, in words for the reader."""
    return {
        Basis.PASSAGE: "quoted from a stored document",
        Basis.RECORD: "from the bundled record; cited, no stored passage",
        Basis.CODES: "from coded event data; no text",
        Basis.FIGURES: "counted from the events of this store",
        Basis.STORE: "what this store knows of its sources",
    }[basis]
