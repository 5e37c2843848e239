"""The brief for a terminal, wrapped to 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from detente.outputs.brief import phrases
from detente.outputs.brief.model import Brief, Citation, Group, Sentence
from detente.outputs.format import MEASURES, BriefFormat, basis_words, figure_words, figured, shown_reports

WIDTH = 80
WHOLE = "The whole of it, with the address of each figure: 'detente brief'."


def render(brief: Brief) -> str:
    """Return the brief as plain text, no line longer than 80 characters but for addresses."""
    heading = _wrapped(f"{brief.title}, {phrases.day(brief.as_of)}")
    lines = [*heading, "=" * max(map(len, heading))]
    for section in brief.sections:
        lines += ["", section.title.upper(), ""]
        if not section.groups:
            lines += _wrapped(section.empty)
        for position, group in enumerate(section.groups):
            lines += ["", *_wrapped(f"{group.heading}:")][position == 0 :] if group.heading else []
            lines += _group(group)
    lines += ["", "SOURCES OF THE SENTENCES", ""]
    for citation in brief.citations:
        lines += _citation(citation)
    lines += [] if brief.citations else ["None: no act is told here."]
    lines += ["", *_wrapped(WHOLE)] if brief.length == "screen" else _figures(brief)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent)


def _group(group: Group) -> Iterator[str]:
    for sentence in group.across:
        yield from _sentence(sentence)
    for title, sentences in group.columns:
        yield f"  {title}:"
        for sentence in sentences:
            yield from (f"  {line}" for line in _sentence(sentence, WIDTH - 2))


def _sentence(sentence: Sentence, width: int = WIDTH) -> Iterator[str]:
    numbers = "".join(f" [{number}]" for number in sentence.citations)
    date = f"{phrases.day(sentence.date, sentence.precision)}. " if sentence.dated else ""
    lead = f"{sentence.lead}: " if sentence.lead else ""
    first = "- " if sentence.item else ""
    rest = "  " if sentence.item or sentence.lead else ""
    yield from textwrap.wrap(
        f"{lead}{date}{sentence.text}{numbers}", width, initial_indent=first, subsequent_indent=rest
    )
    if sentence.label and not sentence.lead:
        yield from textwrap.wrap(f"({sentence.label})", width, initial_indent="  ", subsequent_indent="  ")


def _citation(citation: Citation) -> Iterator[str]:
    date = phrases.day(citation.act.event_date, citation.act.date_precision)
    said = f"[{citation.number}] {date}: {basis_words(citation.basis)}; event {citation.event_id[:12]}"
    yield from _wrapped(said, "", "    ")
    shown, more = shown_reports(citation)
    for outlet, url, published in shown:
        told = f"{outlet}, {phrases.day(published)}" if published else outlet
        yield from _wrapped(told, "    ", "    ")
        if url:
            yield f"    {url}"
    if more:
        yield f"    and {phrases.count(more, 'report', 'reports')} more"


def _figures(brief: Brief) -> Iterator[str]:
    """List the addresses of all figures, and how to see what is beneath one."""
    told = figured(brief)
    yield from ["", "FIGURES", ""]
    yield from _wrapped("'detente explain' shows what stands under an event or one of these figures:")
    yield from _wrapped(MEASURES)
    if brief.options:
        yield from _wrapped(f"Give it{brief.options}, to see what this brief knew.")
    for sentence in told:
        yield from _wrapped(figure_words(sentence), "- ", "  ")
        yield from (f"    detente explain '{figure.address}'{brief.options}" for figure in sentence.figures)
    if not told:
        yield "None: nothing was counted."


FORMAT = BriefFormat("text", render)
