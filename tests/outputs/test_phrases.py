"""The words: dates, lists, sentences from codes, and what is taken out of foreign text."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, strategies as st

from detente.ontology import plover
from detente.outputs.brief import phrases
from detente.outputs.brief.phrases import _forms
from detente.records import Act, Actor, Claimant, Modality, Precision, Status

NAMES = {"RUS": "Russia", "USA": "the United States"}
RUS, USA = Actor(text="Moscow", code="RUS"), Actor(text="Washington", code="USA")


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.DAY, "4 March 2025"),
        (None, "4 March 2025"),
        (Precision.WEEK, "about 4 March 2025"),
        (Precision.MONTH, "March 2025"),
        (Precision.YEAR, "2025"),
    ],
)
def test_day(precision: Precision | None, words: str) -> None:
    assert phrases.day(dt.date(2025, 3, 4), precision) == words


def test_small_words() -> None:
    assert phrases.day(None) == "date unknown"
    assert [phrases.listed(list(w)) for w in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert [phrases.count(n, "act", "acts") for n in (0, 1, 12500)] == ["0 acts", "1 act", "12,500 acts"]
    assert phrases.amount(1234567) == "1,234,567"
    assert [phrases.within(t) for t in ("Human rights", "NATO and Europe", "")] == [
        "human rights",
        "NATO and Europe",
        "",
    ]


def test_every_type_and_mode_has_words() -> None:
    for name, event_type in plover.EVENT_TYPES.items():
        assert set(_forms()[name]) == {"joint", "directed"}
        for mode in event_type.modes:
            act = Act(event_type=name, mode=mode, actor=(USA,), recipient=(RUS,))
            text = phrases.gloss(act, NAMES)
            assert text.startswith("The United States ")
            assert text.endswith(".")
            assert "{" not in text


def test_no_words_for_an_unknown_code() -> None:
    known = set(plover.EVENT_TYPES)
    known |= {
        f"{name}/{mode}" for name, event_type in plover.EVENT_TYPES.items() for mode in event_type.modes
    }
    assert set(_forms()) <= known


def test_gloss_of_a_joint_act_and_of_unnamed_sides() -> None:
    joint = Act(event_type="CONSULT", mode="phone", actor=(RUS, USA))
    assert phrases.gloss(joint, NAMES) == "Russia and the United States spoke by phone."
    assert phrases.gloss(Act(event_type="ASSAULT", recipient=(RUS,)), NAMES) == (
        "An unnamed side used force against Russia."
    )
    assert phrases.gloss(Act(event_type=None, actor=(USA,), recipient=(RUS,)), NAMES) == (
        "The United States acted towards Russia."
    )


@pytest.mark.parametrize("status", [Status.ALLEGED, Status.DENIED, Status.CONTESTED])
def test_gloss_is_no_firmer_than_the_status(status: Status) -> None:
    act = Act(
        event_type="ASSAULT",
        actor=(RUS,),
        recipient=(USA,),
        status=status,
        claimants=(Claimant(text="a paper"),),
    )
    text = phrases.gloss(act, NAMES)
    assert text.lower().startswith(status.value)
    assert "a paper" in text


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ACTUAL])
def test_gloss_is_no_more_real_than_the_modality(modality: Modality) -> None:
    act = Act(event_type="ASSAULT", actor=(RUS,), recipient=(USA,), modality=modality)
    assert phrases.gloss(act, NAMES).endswith(": Russia used force against the United States.")


@given(st.text())
def test_clean_leaves_no_control_characters(text: str) -> None:
    cleaned = phrases.clean(text)
    bad = [c for c in cleaned if unicodedata.category(c).startswith("C") and c not in phrases.JOINERS]
    assert not bad
    assert phrases.clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_clean_keeps_words_apart_and_scripts_whole() -> None:
    assert phrases.clean("one\ttwo\nthree") == "one two three"
    assert phrases.clean("a\u202eb\x1b[31mc\u2066d") == "ab[31mcd"
    assert phrases.clean("Встреча в Эр-Рияде") == "Встреча в Эр-Рияде"
    assert phrases.clean("می\u200cروم") == "می\u200cروم"


def test_a_plain_sentence_says_who_did_what_when_where_and_by_whose_word() -> None:
    names = {"RUS": "Russia", "USA": "the United States"}
    minister = Actor(text="Foreign Minister Ivan Petrov", code="RUS", sector="GOV")
    act = Act(
        event_type="SANCTION",
        mode="expel",
        actor=(minister,),
        recipient=(Actor(text="U.S.", code="USA"),),
        status=Status.ALLEGED,
        claimants=(Claimant(text="The Wire"),),
        event_date=dt.date(2025, 3, 18),
        date_precision=Precision.DAY,
        place="Moscow",
    )
    told = "Foreign Minister Ivan Petrov expelled representatives of the United States in Moscow"
    assert phrases.plain(act, names) == f"On 18 March 2025 {told}, according to The Wire."
    there = act.model_copy(update={"place": "the United States"})
    assert phrases.plain(there, names).count("the United States") == 1
    unsaid: list[dict[str, object]] = [
        {"claimants": ()},
        {"modality": Modality.FUTURE},
        {"status": Status.DENIED},
        {"event_type": "AGREE", "mode": None},
    ]
    assert all(phrases.plain(act.model_copy(update=change), names) == "" for change in unsaid)


@pytest.mark.parametrize(
    ("kind", "text", "passage", "told"),
    [
        ("arrest", "13 fishermen", "Russia arrested 13 fishermen.", False),
        ("arrest", "fishermen", "Russia arrested fishermen.", False),
        ("arrest", "American", "Russia arrested an American and three others.", False),
        ("arrest", "American", "Russia arrested an American on 3 May 2025.", True),
        ("cyber", "two ministries", "Russia broke into two ministries.", False),
    ],
)
def test_a_sentence_that_would_lose_a_number_is_left_to_a_quotation(
    kind: str, text: str, passage: str, told: bool
) -> None:
    act = Act(
        event_type="COERCE",
        mode=kind,
        actor=(Actor(text="Russia", code="RUS"),),
        recipient=(Actor(text=text, code="USA"),),
    )
    assert bool(phrases.plain(act, {"RUS": "Russia", "USA": "the United States"}, passage)) is told
