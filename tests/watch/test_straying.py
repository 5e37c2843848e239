"""A wording that passages bear out may still leave the act; and what the receipts say of wordings."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from detente.outputs.brief import Cited
from detente.outputs.brief.wording import Draft
from detente.receipts import Passage, Withheld, check
from detente.records import Actor, Event, Precision, key
from detente.watch.receipts import rereader
from detente.watch.straying import Straying

REPORT = "Russia detained a U.S. citizen in Moscow on Tuesday, police said."
TEXT = f"{REPORT} The trial of another man opens on 9 May. China condemned Japan."
OWN = "On 1 April 2025 Russia arrested a national of the United States in Moscow, according to police."
GIVEN = Draft(OWN, {"who": "Russia", "to whom": "the United States"}, (TEXT,))
DAY, PUBLISHED = dt.date(2025, 4, 1), dt.datetime(2025, 4, 4, tzinfo=dt.UTC)
READER = rereader()


def event(day: dt.date | None = DAY, precision: Precision | None = Precision.DAY) -> Event:
    return Event(
        event_id=key("a"),
        event_type="COERCE",
        actor=(Actor(text="Russia", code="RUS"),),
        recipient=(Actor(text="a U.S. citizen", code="USA"),),
        event_date=day,
        date_precision=precision,
        first_published=PUBLISHED,
        summary=REPORT,
        mention_ids=(),
    )


def strays(text: str, act: Event | None = None) -> str:
    """Return why `text` leaves the act of `GIVEN`."""
    straying = Straying(READER, {"USA": "the United States", "RUS": "Russia"})
    return "; ".join(straying.of(text, GIVEN, Cited(act or event(), ())))


@pytest.mark.parametrize(
    "text",
    [
        "Russia detained an American in Moscow, police said.",
        "Russian police said they had arrested a U.S. citizen in Moscow.",
        "On Tuesday Moscow detained a citizen of the United States, according to police.",
        "On 1 April Russia took an American into custody in Moscow, police said.",
    ],
)
def test_the_act_in_other_words_stays(text: str) -> None:
    assert strays(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Russia detained a man in Moscow, police said.", "does not name the United States"),
        (
            "China condemned Japan.",
            "does not name Russia, a side of the act; it does not name the Uni",
        ),
        ("The trial of another man opens on 9 May.", "not the day of the act: “9 May”"),
        ("On 2 April Russia detained an American in Moscow, police said.", "“2 April”"),
        ("Russia detained an American in Moscow in 2024, police said.", "“in 2024”"),
        ("Russia and the United States opened the trial of a man.", "“open”, “trial”"),
        ("Russia brazenly detained an innocent American in Moscow.", "“brazenly”, “innocent”"),
        ("The United States and Russia matter to everybody’s peaceful future.", "no report of the act has"),
    ],
)
def test_what_leaves_the_act_is_told(text: str, why: str) -> None:
    assert why in strays(text)


def test_without_a_day_a_wording_names_none() -> None:
    text = "On Tuesday Russia detained an American in Moscow, police said."
    assert strays(text) == ""
    for act in (event(None, None), event(DAY, Precision.MONTH)):
        assert "“Tuesday”" in strays(text, act) or "“On Tuesday”" in strays(text, act)


@pytest.mark.parametrize(
    "text",
    [
        "Russia detained John Miller, an American, in Moscow, police said.",
        "Russia detained two Americans in Moscow, police said.",
        "The United States detained a Russian in Moscow, police said.",
        "Russia may detain an American in Moscow, police said.",
        "Russia detained an American in Moscow.",
    ],
)
def test_an_invented_name_number_side_or_certainty_is_for_the_receipts(text: str) -> None:
    passage = Passage(TEXT, PUBLISHED.date())
    assert isinstance(check(text, [passage], READER), Withheld)
    short = dataclasses.replace(passage, text=REPORT)
    assert not isinstance(check("Russia detained an American, police said.", [short], READER), Withheld)
