"""The brief for a terminal, wrapped to 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from detente.outputs.brief import phrases
from detente.outputs.brief.model import Brief, Citation, Sentence
from detente.outputs.format import BriefFormat, reports

WIDTH = 80


def render(brief: Brief) -> str:
    """Return the brief as plain text, no line longer than 80 characters but for addresses."""
    heading = f"{brief.title}, {phrases.day(brief.as_of)}"
    lines = [heading, "=" * len(heading)]
    for section in brief.sections:
        lines += ["", section.title.upper(), ""]
        if not section.groups:
            lines += _wrapped(section.empty)
        for position, group in enumerate(section.groups):
            lines += ["", f"{group.heading}:"][position == 0 :] if group.heading else []
            for sentence in group.sentences:
                lines += _sentence(sentence)
    lines += ["", "SOURCES OF THE SENTENCES", ""]
    for citation in brief.citations:
        lines += _citation(citation)
    lines += ["", *_wrapped("Any event or figure: detente explain EVENT, or detente explain FIGURE, such as")]
    figure = next((f for s in brief.sections for t in s.sentences for f in t.figures), None)
    lines += [f"  detente explain '{figure.address}'" if figure else "  detente explain EVENT"]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False)


def _sentence(sentence: Sentence) -> Iterator[str]:
    numbers = "".join(f" [{number}]" for number in sentence.citations)
    if not sentence.citations:
        yield from _wrapped(sentence.text)
        return
    date = phrases.day(sentence.date)
    yield from _wrapped(f"{date}. {sentence.text}{numbers}", "- ", "  ")
    if sentence.label:
        yield from _wrapped(f"({sentence.label})", "  ", "  ")


def _citation(citation: Citation) -> Iterator[str]:
    date = phrases.day(citation.act.event_date, citation.act.date_precision)
    yield f"[{citation.number}] event {citation.event_id[:12]}, {date}"
    for outlet, url, published in reports(citation):
        told = f"{outlet}, {phrases.day(published)}" if published else outlet
        yield from _wrapped(told, "    ", "    ")
        if url:
            yield f"    {url}"


FORMAT = BriefFormat("text", render)
