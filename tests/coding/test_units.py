"""Which words of a sentence are one actor, and what the parser sees of them."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.coding.reading import Sentence, prepare, read
from detente.lang import lexicon

DAY = dt.date(2025, 3, 20)


def one(text: str) -> Sentence:
    [sentence] = read(prepare(text, lexicon("en"), DAY))
    return sentence


def units(text: str) -> list[tuple[str, str | None, str | None]]:
    sentence = one(text)
    heads = sorted(sentence.heads.items())
    return [(sentence.words(index, index), unit.code, unit.sector) for index, unit in heads]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "U.S. Secretary of State Marco Rubio spoke.",
            [("U.S. Secretary of State Marco Rubio", "USA", "GOV")],
        ),
        ("Chinese envoy Li Ming spoke.", [("Chinese envoy Li Ming", "CHN", "GOV")]),
        ("Russian skater Anna Petrova fell.", [("Russian skater Anna Petrova", "RUS", "SOC")]),
        ("Former German minister Max Muster spoke.", [("Former German minister Max Muster", "DEU", "ELI")]),
        ("Chinese Vice Premier Wang Qi-shan spoke.", [("Chinese Vice Premier Wang Qi-shan", "CHN", "GOV")]),
        ("Nobody spoke.", []),
    ],
)
def test_a_title_and_its_name_are_one(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert units(text) == expected


def test_the_parser_sees_short_words_and_places_are_those_of_the_text() -> None:
    text = "U.S. President Donald Trump and Russian President Vladimir Putin met."
    sentence = one(text)
    seen = [token.text for token in sentence.doc]
    assert seen == ["President", "Smith", "and", "President", "Smith", "met", "."]
    assert (sentence.words(3, 3), sentence.words(4, 4)) == ("Russian President", "Vladimir Putin")


def test_a_headline_verb_is_heard_as_a_verb_and_keeps_its_lemma() -> None:
    sentence = one("Russia sanctions the British foreign secretary.")
    verb = next(token for token in sentence.doc if token.head.i == token.i)
    assert (verb.lemma_, sentence.words(verb.i, verb.i)) == ("sanction", "sanctions")


def test_capitals_of_a_headline_tell_nothing_of_names() -> None:
    sentence = one("Russia Expels Two British Diplomats Over Spying Claims")
    assert [token.text for token in sentence.doc if token.head.i == token.i] == ["expels"]


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    sentence = one("MOSCOW (Reuters) - Russia met China.")
    assert (sentence.text, sentence.dateline) == ("Russia met China.", "Moscow")
