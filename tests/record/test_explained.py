"""The glossary and the backgrounds: complete, with a citation under every sentence, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.errors import PluginError, WrongUse
from detente.ontology.areas import load_areas
from detente.record import Statement, load_backgrounds, load_glossary, load_record
from detente.record.explained import find_term, sentences_in

ACT = "rus-usa-1987-12-08-inf-treaty-signed"
SAID = "A treaty of 1987 that both signed."
STATEMENT: dict[str, Any] = {"text": SAID, "cites": [ACT]}
TERM: dict[str, Any] = {
    "id": "inf",
    "name": "INF",
    "also": [],
    "areas": ["arms_control"],
    "meaning": [STATEMENT],
}


def _statements() -> list[Statement]:
    pages = [statement for page in load_backgrounds().values() for statement in page.statements]
    return pages + [statement for term in load_glossary() for statement in term.meaning]


def test_every_area_has_a_page_of_some_length() -> None:
    assert set(load_backgrounds()) == set(load_areas())
    for page in load_backgrounds().values():
        words = sum(len(statement.text.split()) for statement in page.statements)
        assert 150 <= words <= 500, page.id
        assert len(page.parts) >= 3, page.id


def test_every_sentence_cites_acts_that_the_record_holds() -> None:
    known = {act.id for act in load_record()}
    assert len(_statements()) > 150
    for statement in _statements():
        assert sentences_in(statement.text) == 1, statement.text
        assert set(statement.cites) <= known
        assert len(set(statement.cites)) == len(statement.cites), statement.text


def test_a_page_rests_mostly_on_acts_of_its_area() -> None:
    areas = {act.id: set(act.areas) for act in load_record()}
    for page in load_backgrounds().values():
        own = sum(page.id in areas[act] for act in page.cited)
        assert own / len(page.cited) > 0.6, page.id


def test_years_in_a_sentence_are_those_of_its_acts_or_stand_in_their_words() -> None:
    held = {act.id: f"{act.event_date.year} {act.summary} {act.document} {act.note}" for act in load_record()}
    missing = [
        (statement.text, year)
        for statement in _statements()
        for year in _years(statement.text)
        if not any(year in held[act] for act in statement.cites)
    ]
    assert missing == []


def _years(text: str) -> set[str]:
    return {
        word for word in text.replace(",", " ").replace(".", " ").replace(";", " ").split() if _is_year(word)
    }


def _is_year(word: str) -> bool:
    return word.isdigit() and 1950 <= int(word) <= 2030


def test_the_names_of_terms_are_their_own() -> None:
    names = [
        name
        for term in load_glossary()
        for name in {each.casefold() for each in (term.id, term.name, *term.also)}
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert len({term.id for term in load_glossary()}) == len(load_glossary())


@pytest.mark.parametrize("wanted", ["new start", "New START", "new-start", " Prague Treaty "])
def test_a_term_is_found_by_any_of_its_names(wanted: str) -> None:
    assert find_term(wanted, load_glossary()).id == "new-start"


@pytest.mark.parametrize(
    ("wanted", "hint"), [("start", "New START, START I"), ("", "detente glossary"), ("xyz", "lists")]
)
def test_an_unknown_term_is_answered_with_what_is_near(wanted: str, hint: str) -> None:
    with pytest.raises(WrongUse, match=hint):
        find_term(wanted, load_glossary())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One sentence.", 1),
        ("Pub. L. 112-208 was signed by J. Doe at 60.5 dollars.", 1),
        ("One. Two.", 2),
        ("No end", 0),
    ],
)
def test_sentences_are_counted(text: str, number: int) -> None:
    assert sentences_in(text) == number


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"meaning": [{**STATEMENT, "cites": []}]}, "meaning.0.cites"),
        ({"meaning": [{**STATEMENT, "text": f"{SAID} {SAID}"}]}, "one sentence"),
        ({"meaning": [{**STATEMENT, "text": "A treaty of 1987 without a full stop"}]}, "one sentence"),
        ({"meaning": [{**STATEMENT, "cites": ["rus-usa-1987-12-08-no-such-act"]}]}, "no act"),
        ({"areas": ["fisheries"]}, "fisheries"),
        ({"meaning": []}, "meaning"),
    ],
)
def test_a_term_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any], what: str) -> None:
    (tmp_path / "glossary.yml").write_text(yaml.safe_dump([{**TERM, **change}]), encoding="utf-8")
    with pytest.raises(PluginError, match=what):
        load_glossary(tmp_path)


def test_a_page_that_cites_an_unknown_act_is_refused(tmp_path: Path) -> None:
    part = {"heading": "In short", "statements": [{**STATEMENT, "cites": ["rus-usa-1900-01-01-none"]}]}
    (tmp_path / "background.yml").write_text(
        yaml.safe_dump([{"id": "space", "parts": [part]}]), encoding="utf-8"
    )
    with pytest.raises(PluginError, match="no act rus-usa-1900-01-01-none") as caught:
        load_backgrounds(tmp_path)
    assert "background.yml, space" in caught.value.where
