"""Another coder of event types in the place of the patterns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from detente.coding import Candidate, Coder, Typed
from detente.coding.reading import Sentence
from detente.errors import WrongUse

DAY = dt.date(2025, 3, 20)


class Reversed:
    """Calls every talk an accusation, and finds nothing else."""

    name = "reversed-1"

    def __init__(self) -> None:
        self.seen: list[Candidate] = []

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:
        assert all(each.head.doc is sentence.doc for each in candidates)
        self.seen += candidates
        return [
            Typed("ACCUSE", "allege", 0.9) if each.proposed.event_type == "CONSULT" else None
            for each in candidates
        ]


def test_the_type_step_is_taken_from_the_one_given() -> None:
    types = Reversed()
    text = "Lavrov met Rubio in Riyadh. China expelled two Polish diplomats."
    [event] = Coder(types=types).code("a text", text, date=DAY)
    assert (event.event_type, event.mode, event.confidence) == ("ACCUSE", "allege", 0.9)
    assert (event.coder, event.quad_class, event.score) == ("reversed-1", 3, -3.5)
    assert [{party.code for party in each.actor} for each in types.seen] == [{"RUS", "USA"}, {"CHN"}]


def test_the_quad_class_of_sanctions_is_the_one_set() -> None:
    text = "Canada imposed sanctions on Belarusian officials."
    assert [Coder(quad).code("a text", text)[0].quad_class for quad in (3, 4)] == [3, 4]


def test_areas_are_those_of_the_taxonomy_given() -> None:
    [event] = Coder(areas={}).code("a text", "Canada imposed sanctions on Belarusian officials.")
    assert event.areas == ()
    assert event.contexts


def test_a_language_that_is_not_coded_is_refused() -> None:
    with pytest.raises(WrongUse, match="'ru'"):
        Coder().code("a text", "Россия выслала двух дипломатов.", lang="ru")


def test_states_are_named_in_russian_in_every_case() -> None:
    text = "Переговоры с Индией и Соединёнными Штатами прошли в Москве."
    assert Coder().states_named(text, "ru", DAY) >= {"IND", "USA"}
