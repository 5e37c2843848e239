"""The brief as PDF, set by typst: the same sections, sentences, citations and figures as elsewhere."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import typst

from detente.errors import Unavailable
from detente.outputs.brief import phrases
from detente.outputs.brief.model import Brief, Citation, Sentence
from detente.outputs.format import MEASURES, BriefFormat, basis_words, figure_words, figured, shown_reports

TEMPLATE = "brief.typ"


def render(brief: Brief) -> bytes:
    """Return the brief as the bytes of a PDF file; equal briefs give equal bytes.

    Text of sources reaches the template as data and is never read as markup. Raises Unavailable where typst
    cannot set it.
    """
    template = resources.files("detente.outputs").joinpath("templates", TEMPLATE).read_bytes()
    content = json.dumps(_content(brief), ensure_ascii=False)
    try:
        return typst.compile(
            template, sys_inputs={"brief": content, "plot": brief.plot_svg}, ignore_system_fonts=False
        )
    except typst.TypstError as error:
        raise Unavailable(
            f"typst could not set the brief: {error.message}", where=TEMPLATE, do="take html"
        ) from error


def _content(brief: Brief) -> dict[str, Any]:
    return {
        "title": brief.title,
        "day": phrases.day(brief.as_of),
        "caption": brief.plot_caption,
        "options": brief.options,
        "measures": MEASURES,
        "sections": [
            {
                "title": section.title,
                "empty": section.empty if not section.groups else "",
                "groups": [
                    {
                        "heading": phrases.clean(group.heading),
                        "across": [_sentence(each) for each in group.across],
                        "columns": [
                            {"title": title, "told": [_sentence(each) for each in told]}
                            for title, told in group.columns
                        ],
                    }
                    for group in section.groups
                ],
            }
            for section in brief.sections
        ],
        "citations": [_citation(citation) for citation in brief.citations],
        "figures": [
            {
                "text": phrases.clean(figure_words(each)),
                "addresses": [figure.address for figure in each.figures],
            }
            for each in figured(brief)
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "lead": sentence.lead,
        "date": phrases.day(sentence.date, sentence.precision) if sentence.dated else "",
        "text": phrases.clean(sentence.text),
        "citations": sentence.citations,
        "label": phrases.clean(sentence.label),
        "item": sentence.item,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    shown, more = shown_reports(citation)
    return {
        "number": citation.number,
        "basis": basis_words(citation.basis),
        "event": citation.event_id[:12],
        "reports": [
            {"outlet": outlet, "url": url or "", "day": phrases.day(published) if published else ""}
            for outlet, url, published in shown
        ],
        "more": more,
    }


FORMAT = BriefFormat("pdf", render)
