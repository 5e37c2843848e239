"""Which proposals are held back, and what a matter's record leaves no place for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.errors import PluginError
from detente.records import Actor, Event, Modality, Precision, Sampling
from detente.trackers import Proposal, propose
from detente.trackers._rules import read_rules
from tests.trackers.made import FACTS, RUS, USA, event

WEEK: dict[str, Any] = {"date_precision": Precision.WEEK}
BUREAU: dict[str, Any] = {"recipient": (Actor(text="Russian trading house", code="RUS"),)}


def single(given: Event) -> Proposal:
    (found,) = propose([given], FACTS)
    return found


def with_others(*others: Actor, first: Actor = RUS, second: Actor = USA) -> dict[str, Any]:
    return {"actor": (first, second, *others)}


CHINA = Actor(text="China", code="CHN", sector="GOV")
CLUB = Actor(text="the club of ten", code="G10", sector="IGO")
IVAN, JOHN = Actor(text="Ivan Sidorov", code="RUS"), Actor(text="John Miller", code="USA")


@pytest.mark.parametrize(
    ("kind", "direction", "summary", "fields", "why"),
    [
        ("CONSULT", "RUS-USA", "The three met.", with_others(CHINA), "other states"),
        ("CONSULT", "RUS-USA", "They met at the club.", with_others(CLUB), "other states"),
        ("CONSULT", "RUS-USA", "He sat among the leaders who met.", {}, "a gathering"),
        ("CONSULT", "RUS-USA", "At the assembly both speak of peace.", {}, "a gathering"),
        ("CONSULT", "RUS-USA", "A bill was signed following talks.", WEEK, "in passing"),
        ("CONSULT", "RUS-USA", "He flew out for talks with Russia.", WEEK, "as an aim"),
        ("SANCTION/expel", "USA>RUS", "Those who were expelled reached home.", {}, "earlier order"),
        ("SANCTION/discontinue", "USA>RUS", "It put a trader under sanctions.", {}, "a listing"),
        (
            "SANCTION/discontinue",
            "USA>RUS",
            "A new law on possible sanctions on a trader passed.",
            {},
            "may come",
        ),
        (
            "SANCTION/discontinue",
            "USA>RUS",
            "An order put sanctions on a bureau of Ruritania for dealings with a Russian trading house.",
            BUREAU,
            "falls on others",
        ),
        ("SANCTION/discontinue", "USA>RUS", "It sanctioned a trader over a law on trade.", {}, "a listing"),
        (
            "SANCTION/discontinue",
            "USA>RUS",
            "It put sanctions on Russia's mine.",
            {"recipient": (RUS,)},
            "a listing",
        ),
        ("RETREAT", "USA>RUS", "A court orders it to lift sanctions on a mine.", {}, "others ask"),
    ],
)
def test_what_is_unsure_is_held_back_with_its_reason(
    kind: str, direction: str, summary: str, fields: dict[str, Any], why: str
) -> None:
    fields = {"recipient": (Actor(text="trader", code="RUS"),), **fields} if "SANCTION" in kind else fields
    found = single(event(kind, summary, direction, **fields))
    assert why in found.held
    assert found.held_back
    assert found.possible
    assert not found.open


@pytest.mark.parametrize(
    ("kind", "direction", "summary", "fields"),
    [
        ("CONSULT", "RUS-USA", "The two met.", {}),
        ("CONSULT", "RUS-USA", "The two met at the club.", with_others(CLUB, first=IVAN, second=JOHN)),
        ("CONSULT", "RUS-USA", "A bill was signed following talks.", {}),  # it has a day of its own
        ("SANCTION/expel", "USA>RUS", "It expelled two attachés.", {}),
        ("SANCTION/discontinue", "USA>RUS", "An embargo on Russian tin began.", BUREAU),
        ("SANCTION/discontinue", "USA>RUS", "It put more sanctions on Russia.", {"recipient": (RUS,)}),
        ("RETREAT", "USA>RUS", "It lifted its sanctions on a mine.", {}),
        (
            "SANCTION/discontinue",
            "USA>RUS",
            "An order put the trader under sanctions.",
            {"sampling": Sampling.CURATED},
        ),
    ],
)
def test_what_is_sure_is_open(kind: str, direction: str, summary: str, fields: dict[str, Any]) -> None:
    assert single(event(kind, summary.replace("An order", "A decree"), direction, **fields)).open


def test_a_treaty_is_signed_once_and_not_before_it_is_recorded() -> None:
    for year in (1997, 2009):
        other = event(
            "SUPPORT",
            "They signed on reactors after the Plutonium Management and Disposition Agreement.",
            event_date=dt.date(year, 9, 23),
        )
        found = single(other)
        assert "taken once, and recorded on 2000-09-01" in found.held
        assert not found.possible
    early = event("COOPERATE", "The Senate ratifies New START.", "USA>RUS", event_date=dt.date(1990, 1, 1))
    assert "recorded from 2010-04-08 on" in single(early).held


def test_a_step_that_the_machine_does_not_allow_is_not_open() -> None:
    found = single(event("SANCTION/withdraw", "Russia left START II.", "RUS>USA"))
    assert "from never in force to withdrawn" in found.held
    assert not found.possible


def test_a_measure_that_is_in_force_is_widened_not_imposed() -> None:
    found = single(event("SANCTION/discontinue", "A decree sanctioned more under CAATSA.", "USA>RUS"))
    assert (found.transition.matter, found.transition.step) == ("caatsa", "widened")


def test_a_meeting_on_a_condition_is_held_back_and_a_gathering_is_never_safe() -> None:
    at = dt.datetime(2031, 5, 3, 9, tzinfo=dt.UTC)
    plan: dict[str, Any] = {"modality": Modality.FUTURE, "event_date": None, "first_published": at}
    assert single(event("CONSULT", "The two will meet.", **plan)).open
    assert "condition" in single(event("CONSULT", "The two will meet, in principle.", **plan)).held
    crowd = single(event("CONSULT", "He met other leaders in the square.", n_sources=4))
    assert crowd.held_back


@pytest.mark.parametrize(
    ("hold", "said"),
    [
        ("{why: So.}", "give one of words"),
        ("{why: So., others: true, object: true}", "give one of words"),
        ("{why: So., colour: red}", "colour"),
    ],
)
def test_a_hold_that_does_not_fit_is_refused(hold: str, said: str) -> None:
    text = f"- {{id: a, tracker: meetings, step: held, why: So., types: {{CONSULT: []}}, holds: [{hold}]}}"
    with pytest.raises(PluginError, match=said):
        read_rules(text, "r.yml")
