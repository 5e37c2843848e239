"""What the record explains: terms, and a page of background for each area, every sentence with its acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from detente.errors import PluginError, WrongUse
from detente.ontology.areas import load_areas
from detente.record._files import read_list
from detente.record.acts import FOLDER, load_record
from detente.record.model import RecordAct
from detente.records import Record

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
# initials, abbreviations with a point, and numbers such as 60.5 end no sentence
_END = re.compile(r"(?<!\b[A-Z])(?<!\bNo)(?<!\bPub)(?<!\bL)[.!?](?=\s+[A-Z“\"]|$)")


def sentences_in(text: str) -> int:
    """Return how many sentences end in `text`."""
    return len(_END.findall(text.strip()))


def _one_sentence(text: str) -> str:
    if not text.endswith((".", "?")) or sentences_in(text) != 1:
        raise ValueError("it must be one sentence, so that its citations are its own")
    return text


class Statement(Record):
    """One sentence and the ids of the acts of the record that it rests on."""

    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=20), AfterValidator(_one_sentence)
    ]
    cites: Annotated[tuple[str, ...], Field(min_length=1)]


class Term(Record):
    """A term of the glossary: its name, other names for it, and what it means."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    name: _Words
    also: tuple[_Words, ...]
    areas: tuple[str, ...]
    meaning: Annotated[tuple[Statement, ...], Field(min_length=1)]

    def is_called(self, wanted: str) -> bool:
        """Return whether `wanted` is one of its names, in any case."""
        return wanted.casefold().strip() in {name.casefold() for name in (self.id, self.name, *self.also)}


class Part(Record):
    """A part of a background: its heading and statements."""

    heading: _Words
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Background(Record):
    """A page on one area for a reader who knows nothing of it; `id` is that of the area."""

    id: str
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return the statements of all parts, in their order."""
        return tuple(statement for part in self.parts for statement in part.statements)

    @property
    def cited(self) -> tuple[str, ...]:
        """Return the ids of the cited acts, each once, in the order of the page."""
        return tuple(dict.fromkeys(act for statement in self.statements for act in statement.cites))


def load_glossary(folder: Traversable | None = None) -> tuple[Term, ...]:
    """Return the terms of `glossary.yml` in `folder` (None = the bundled one), by name.

    Raises PluginError where an entry does not fit, or cites an act that the record does not hold.
    """
    return _glossary() if folder is None else _terms(folder)


@cache
def _glossary() -> tuple[Term, ...]:
    return _terms(FOLDER)


def _terms(folder: Traversable) -> tuple[Term, ...]:
    terms = read_list(folder / "glossary.yml", Term)
    for term in terms:
        check_areas(term.areas, f"glossary.yml, {term.id}")
        check_citations(term.meaning, f"glossary.yml, {term.id}")
    return tuple(sorted(terms, key=lambda term: term.name.casefold()))


def find_term(wanted: str, terms: Iterable[Term]) -> Term:
    """Return the term that is called `wanted`; raises WrongUse naming those that hold the words."""
    known = list(terms)
    for term in known:
        if term.is_called(wanted):
            return term
    words = wanted.casefold().strip()
    near = (
        [t.name for t in known if any(words in name.casefold() for name in (t.name, *t.also))]
        if words
        else []
    )
    do = f"did you mean {', '.join(near)}?" if near else "'detente glossary' lists the terms"
    raise WrongUse(f"no term {wanted!r}", where="TERM", do=do)


def load_backgrounds(folder: Traversable | None = None) -> Mapping[str, Background]:
    """Return the backgrounds of `background.yml` in `folder` (None = the bundled ones) by area.

    Raises PluginError where an entry does not fit, or cites an act that the record does not hold.
    """
    return _backgrounds() if folder is None else _pages(folder)


@cache
def _backgrounds() -> Mapping[str, Background]:
    return _pages(FOLDER)


def _pages(folder: Traversable) -> Mapping[str, Background]:
    pages = read_list(folder / "background.yml", Background)
    for page in pages:
        check_areas((page.id,), "background.yml")
        check_citations(page.statements, f"background.yml, {page.id}")
    return {page.id: page for page in pages}


def acts_by_id() -> Mapping[str, RecordAct]:
    """Return the acts of the bundled record by id."""
    return {act.id: act for act in load_record()}


def check_citations(statements: Iterable[Statement], where: str) -> None:
    """Raise PluginError naming `where` and the id if a statement cites an act that the record lacks."""
    known = acts_by_id()
    for statement in statements:
        for act in statement.cites:
            if act not in known:
                raise PluginError(
                    f"no act {act} in the record", where=f"{where}: {statement.text!r}", do="cite another act"
                )


def check_areas(areas: Iterable[str], where: str) -> None:
    """Raise PluginError naming `where` if an area is not one of the default taxonomy."""
    if unknown := sorted(set(areas) - set(load_areas())):
        raise PluginError(f"unknown area {', '.join(unknown)}", where=where, do="use ids of areas.yml")
