"""Writes what the record explains: pages on areas and terms, each sentence with the acts it rests on."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from detente.errors import WrongUse
from detente.ontology.areas import Area
from detente.record import Background, RecordAct, Statement, Term

FORMS = ("text", "md", "json")
_WIDTH = 100


def background(page: Background, title: str, acts: Mapping[str, RecordAct], form: str) -> str:
    """Return the page as text, Markdown or JSON, with the cited acts after it; raises WrongUse."""
    _known(form)
    if form == "json":
        parts = [
            {"heading": part.heading, "statements": [s.model_dump(mode="json") for s in part.statements]}
            for part in page.parts
        ]
        return _json({"area": page.id, "title": title, "parts": parts, "acts": _cited(page.cited, acts)})
    numbers = {act: number for number, act in enumerate(page.cited, start=1)}
    blocks = [_heading(title, 1, form)]
    for part in page.parts:
        blocks += [_heading(part.heading, 2, form), _paragraph(part.statements, numbers, form)]
    blocks += [_heading("The acts behind it", 2, form), _list(page.cited, acts, form)]
    return "\n\n".join(blocks) + "\n"


def areas(titles: Mapping[str, str], form: str) -> str:
    """Return the ids and titles of the areas that have a page, one a line, or as JSON; raises WrongUse."""
    _known(form)
    if form == "json":
        return _json(titles)
    wide, mark = max(map(len, titles)), "- " if form == "md" else ""
    return "".join(f"{mark}{name.ljust(wide)}  {title}\n" for name, title in titles.items())


def area(told: Area, form: str) -> str:
    """Return what a taxonomy says of an area that the record has no page on; raises WrongUse."""
    _known(form)
    if form == "json":
        return _json(told.model_dump(mode="json", include={"id", "title", "counts", "excludes", "examples"}))
    blocks = [_heading(told.title, 1, form), "The bundled record has no page on this area."]
    for heading, text in (("What counts", told.counts), ("What does not", told.excludes)):
        blocks += [_heading(heading, 2, form), _filled(text, form)]
    blocks += [_heading("Examples", 2, form), "\n".join(_filled(e, form, "- ", "  ") for e in told.examples)]
    return "\n\n".join(blocks) + "\n"


def glossary(terms: Sequence[Term], acts: Mapping[str, RecordAct], form: str) -> str:
    """Return the terms with what they mean and the acts they rest on; raises WrongUse."""
    _known(form)
    if form == "json":
        return _json([{**term.model_dump(mode="json"), "acts": _cited(_ids(term), acts)} for term in terms])
    return "\n\n".join(_term(term, acts, form) for term in terms) + "\n"


def names(terms: Iterable[Term]) -> str:
    """Return the names of the terms, one a line, with other names in brackets."""
    return "".join(f"{_name(term)}\n" for term in terms)


def _name(term: Term) -> str:
    return f"{term.name} ({', '.join(term.also)})" if term.also else term.name


def _known(form: str) -> None:
    if form not in FORMS:
        raise WrongUse(f"unknown format {form!r}", where="--format", do=f"choose from {', '.join(FORMS)}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _heading(text: str, level: int, form: str) -> str:
    if form == "md":
        return f"{'#' * level} {text}"
    return f"{text}\n{('=' if level == 1 else '-') * len(text)}"


def _paragraph(statements: Iterable[Statement], numbers: Mapping[str, int], form: str) -> str:
    said = [f"{s.text} [{', '.join(str(numbers[act]) for act in s.cites)}]" for s in statements]
    return _filled(" ".join(said), form)


def _filled(text: str, form: str, first: str = "", rest: str = "") -> str:
    wrapper = textwrap.TextWrapper(
        width=_WIDTH if form == "text" else 10**6,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,  # an id stays in one piece
    )
    return wrapper.fill(text)


def _list(ids: Sequence[str], acts: Mapping[str, RecordAct], form: str) -> str:
    wide = len(str(len(ids)))
    return "\n".join(
        _filled(
            _act(acts[act]),
            form,
            f"{number:>{wide}}. " if form == "text" else f"{number}. ",
            " " * (wide + 2),
        )
        for number, act in enumerate(ids, start=1)
    )


def _act(act: RecordAct) -> str:
    outlets = ", ".join(dict.fromkeys(source.outlet for source in act.sources))
    basis = act.document or outlets or act.basis.value
    return f"{act.summary} ({act.event_date}; {basis}; {act.id})"


def _term(term: Term, acts: Mapping[str, RecordAct], form: str) -> str:
    ids = _ids(term)
    numbers = {act: number for number, act in enumerate(ids, start=1)}
    return "\n\n".join(
        [_heading(_name(term), 2, form), _paragraph(term.meaning, numbers, form), _list(ids, acts, form)]
    )


def _ids(term: Term) -> list[str]:
    return list(dict.fromkeys(act for statement in term.meaning for act in statement.cites))


def _cited(ids: Iterable[str], acts: Mapping[str, RecordAct]) -> list[dict[str, object]]:
    return [
        {
            "id": act,
            "event_date": acts[act].event_date.isoformat(),
            "summary": acts[act].summary,
            "basis": acts[act].basis.value,
            "document": acts[act].document,
            "outlets": [source.outlet for source in acts[act].sources],
        }
        for act in ids
    ]
