"""The layout of the actor files, and the names that patterns make."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given, strategies as st

from detente.errors import PluginError
from detente.ontology.actor_build import Owner, body_entry, owner_entries, person_entries
from detente.ontology.actor_files import (
    Body,
    FormsFile,
    Name,
    Office,
    PartialDate,
    Party,
    Person,
    check,
    forms,
)
from detente.ontology.actor_forms import addressed, fill, possessive, surnames, values_of

NOWHERE = """
names: {en: [Nowhere], ru: [Нигдея]}
genitive: [Нигдеи]
adjectives: {en: [Nowherian], ru: [нигдейский]}
bodies: {guard: {kind: military, sector: MIL, names: {en: ["{adj} Guard"], ru: []}}}
offices:
  president: {holders: [{person: ann_example, since: 2001-05, until: 2003}]}
persons:
  ann_example: {en: [Ann Example], ru: [Анна Пример]}
"""
PATTERNS = check(
    """
source: Made up for this test, no usage behind it.
bodies: {forces: {kind: military, sector: MIL, en: ["{adj} forces"], ru: ["{adj_pl} войска"]}}
office_names: {en: ["{title} of {the_name}"], ru: ["{title} {gen}"]}
offices: {president: {titles: {en: [president]}, address: {en: [President]}}}
masks: {en: ["pro-{adj}"]}
""",
    FormsFile,
    "forms.yml",
)


def _owner() -> Owner:
    return Owner("NWH", check(NOWHERE, Party, "NWH.yml"), is_state=True)


def test_a_state_gets_its_names_from_the_patterns() -> None:
    entries = {entry.id: entry for entry in owner_entries(_owner(), PATTERNS)}
    assert entries["NWH.forces"].names == {"en": ["Nowherian forces"], "ru": ["нигдейские войска"]}
    assert entries["NWH.guard"].names["en"] == ["Nowherian Guard"]
    assert entries["NWH.president"].names["en"] == ["president of Nowhere"]


def test_a_holder_is_joined_to_the_person_and_the_days_that_are_not_known_stay_open() -> None:
    (ann,) = person_entries([_owner()], PATTERNS)
    (post,) = ann.posts
    assert (post.valid_from, post.begun_by) == (dt.date(2001, 5, 1), dt.date(2001, 5, 31))
    assert (post.ended_after, post.valid_to) == (dt.date(2003, 1, 1), dt.date(2003, 12, 31))
    assert not post.certain(dt.date(2001, 5, 15))
    assert post.possible(dt.date(2003, 12, 31))
    (title,) = [spelling for spelling in ann.spellings if spelling.text == "President Example"]
    assert (title.valid_from, title.valid_to) == (post.valid_from, post.valid_to)


def test_a_surname_alone_is_worth_what_its_entry_says() -> None:
    texts = {}
    for bare in ("sure", "supported", "never"):
        owner = _owner()
        person = owner.party.persons["ann_example"].model_copy(update={"bare": bare})
        party = owner.party.model_copy(update={"persons": {"ann_example": person}})
        (ann,) = person_entries([Owner("NWH", party, is_state=True)], PATTERNS)
        texts[bare] = [(s.ambiguous, s.valid_from) for s in ann.spellings if s.text == "Example"]
    assert texts == {"sure": [(False, None)], "supported": [(True, dt.date(2001, 5, 1))], "never": []}


def test_a_listed_name_goes_before_one_made_from_a_pattern() -> None:
    text = NOWHERE.replace("Nowherian Guard", "Nowherian forces").replace("{adj} Guard", "Nowherian forces")
    entries = {e.id: e for e in owner_entries(Owner("NWH", check(text, Party, "x"), True), PATTERNS)}
    assert entries["NWH.guard"].names["en"] == ["Nowherian forces"]
    assert entries["NWH.forces"].names["en"] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("names: {en: [A1]}\nnames: {en: [A2]}", "given twice: names"),
        ("names: {en: [A1]}\nhymn: yes", "hymn"),
        ("names: {de: [Niemandsland]}", "names.de"),
        ("names: {en: [A1]}\ncapital: [{en: [C1], ru: [], since: 20o1}]", "capital.0.since"),
        ("names: [", "NWH.yml"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(text: str, why: str) -> None:
    with pytest.raises(PluginError, match=why):
        check(text, Party, "NWH.yml")


def test_a_holder_that_is_no_listed_person_is_refused() -> None:
    text = NOWHERE.replace("person: ann_example", "person: bob_example")
    with pytest.raises(PluginError, match=r"NWH\.bob_example of NWH\.president is no listed person"):
        list(person_entries([Owner("NWH", check(text, Party, "x"), True)], PATTERNS))


def test_a_body_without_kind_and_a_group_without_code_are_refused() -> None:
    text = NOWHERE.replace("kind: military, ", "")
    with pytest.raises(PluginError, match="the body guard of NWH has no kind"):
        list(owner_entries(Owner("NWH", check(text, Party, "x"), True), PATTERNS))
    with pytest.raises(PluginError, match="rebels has no code"):
        body_entry("rebels", Body(sector="REB"))


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_is_its_days_and_a_year_its_months(year: int, month: int) -> None:
    whole, part = PartialDate.model_validate(year), PartialDate.model_validate(f"{year}-{month:02}")
    assert (part.earliest.day, (part.latest + dt.timedelta(1)).day) == (1, 1)
    assert part.earliest.month == part.latest.month == month
    assert whole.earliest <= part.earliest < part.latest <= whole.latest
    assert (whole.latest - whole.earliest).days in (364, 365)


@given(st.dates())
def test_a_day_is_itself(day: dt.date) -> None:
    found = PartialDate.model_validate(day)
    assert found.earliest == found.latest == day


@given(st.dictionaries(st.sampled_from("abc"), st.lists(st.text("xyz", min_size=1), max_size=3), min_size=3))
def test_a_pattern_gives_every_combination(values: dict[str, list[str]]) -> None:
    given_values = {key: tuple(texts) for key, texts in values.items()}
    made = list(fill("{a}-{b} of {c}", given_values))
    assert len(made) == math.prod(len(texts) for texts in given_values.values())


def test_placeholders_of_a_state() -> None:
    values = values_of(check(NOWHERE + "\narticle: true\nattributive: [NWH]", Party, "x"))
    assert values["the_name"] == ("the Nowhere", "the NWH")
    assert values["adj"] == ("Nowherian", "NWH")
    assert values["adj_f"] == ("нигдейская",)
    assert [possessive(name) for name in ("Cyprus", "Chad")] == ["Cyprus'", "Chad's"]


def test_surnames_are_the_last_words_unless_given() -> None:
    person = Person(en=(Name(text="Xi Example"),), ru=(Name(text="Си Пример"),), surname={"en": ("Xi",)})
    assert (surnames(person, "en"), surnames(person, "ru")) == (("Xi",), ("Пример",))
    usual = forms().offices["president"]
    assert ("en", "President Xi") in set(addressed(Office(), usual, person))
