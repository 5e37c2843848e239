"""Pages on areas and terms as people and programs read them."""

from __future__ import annotations

import json
import re

import pytest

from detente.errors import WrongUse
from detente.ontology.areas import load_areas
from detente.outputs import explanations
from detente.record import load_backgrounds, load_glossary
from detente.record.explained import acts_by_id, find_term


@pytest.mark.parametrize("area", sorted(load_areas()))
@pytest.mark.parametrize("form", ["text", "md"])
def test_every_sentence_is_followed_by_numbers_of_listed_acts(area: str, form: str) -> None:
    page = load_backgrounds()[area]
    text = explanations.background(page, load_areas()[area].title, acts_by_id(), form)
    flat = " ".join(text.split())
    listed = [
        (int(n), act)
        for n, act in re.findall(r"(\d+)\. [^;]*?\(?.*?(rus-usa-\S+)\)", flat.split("The acts behind it")[1])
    ]
    assert [act for _, act in listed] == list(page.cited)
    for statement in page.statements:
        numbers = [page.cited.index(act) + 1 for act in statement.cites]
        assert f"{statement.text} [{', '.join(map(str, numbers))}]" in flat


def test_no_id_is_broken_over_two_lines() -> None:
    text = explanations.background(load_backgrounds()["space"], "Space", acts_by_id(), "text")
    assert all(act in text for act in load_backgrounds()["space"].cited)
    assert max(len(line) for line in text.splitlines()) <= 100


def test_json_holds_the_same_sentences_and_what_the_acts_rest_on() -> None:
    page = load_backgrounds()["cyber"]
    made = json.loads(explanations.background(page, "Cyber", acts_by_id(), "json"))
    told = [statement["text"] for part in made["parts"] for statement in part["statements"]]
    assert told == [statement.text for statement in page.statements]
    assert [act["id"] for act in made["acts"]] == list(page.cited)
    assert {"source line", "numbered public document"} <= {act["basis"] for act in made["acts"]}


def test_a_term_shows_its_meaning_and_its_acts() -> None:
    term = find_term("INF Treaty", load_glossary())
    text = explanations.glossary([term], acts_by_id(), "md")
    assert text.startswith("## INF Treaty (Intermediate-Range Nuclear Forces Treaty)")
    assert all(act in text for statement in term.meaning for act in statement.cites)
    assert (
        json.loads(explanations.glossary([term], acts_by_id(), "json"))[0]["acts"][0]["event_date"]
        == "1987-12-08"
    )


def test_names_are_listed_one_a_line() -> None:
    assert len(explanations.names(load_glossary()).splitlines()) == len(load_glossary())


@pytest.mark.parametrize("form", ["html", "csv", ""])
def test_an_unknown_form_is_refused(form: str) -> None:
    with pytest.raises(WrongUse, match="unknown format"):
        explanations.background(load_backgrounds()["space"], "Space", acts_by_id(), form)
    with pytest.raises(WrongUse, match="unknown format"):
        explanations.glossary(load_glossary(), acts_by_id(), form)
