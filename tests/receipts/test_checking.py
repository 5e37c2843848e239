"""What holds and what is withheld, on invented passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from detente.receipts import Receipt, Verdict, Withheld

Check = Callable[..., Verdict]

EXPELLED = (
    "Kenya expelled twelve Ugandan diplomats on Monday over spying, the foreign ministry in Nairobi said."
)
RAID = "Peruvian police raided a warehouse in Lima, arresting nine smugglers and wounding four others."
THREAT = "Norway threatens to close its embassy in Chad if Chad refuses to release two Norwegian engineers."
HEDGED = "Chilean hackers reportedly attacked the website of Ghana's parliament in March."
CLAIM = "The Laotian government claims that Bhutan bombed a bridge near Paksan, killing at least 30 people."
TREATY = "Finland and Brazil signed a fishing agreement worth $40 million in Helsinki on 28 March 2031."

HOLDS = [
    (EXPELLED, "The foreign ministry said Kenya expelled twelve diplomats of Uganda on Monday."),
    (
        EXPELLED,
        "Twelve Ugandan diplomats were expelled by Kenya on 31 March 2031, the foreign ministry said.",
    ),
    (RAID, "Police in Peru raided a warehouse in Lima."),
    (RAID, "Peruvian police arrested nine smugglers and wounded four other people in Lima."),
    (THREAT, "Norway threatened to close its embassy in Chad."),
    (HEDGED, "Chilean hackers reportedly attacked the website of the parliament of Ghana."),
    (CLAIM, "The government of Laos claimed that Bhutan bombed a bridge near Paksan."),
    (CLAIM, "Laos said that Bhutan bombed a bridge, killing at least 30 people."),
    (TREATY, "Brazil and Finland signed a fishing agreement in Helsinki."),
    (TREATY, "In March 2031, Finland and Brazil signed an agreement worth $40 million."),
    (TREATY, "“Finland and Brazil signed a fishing agreement”"),
]
WITHHELD = [
    (EXPELLED, "The ministry said Kenya expelled twelve Rwandan diplomats.", "name"),
    (EXPELLED, "The ministry said Kenya expelled two Ugandan diplomats on Monday.", "number"),
    (EXPELLED, "The ministry said Kenya expelled twelve Ugandan diplomats on Tuesday.", "date"),
    (EXPELLED, "The ministry said Uganda expelled twelve Kenyan diplomats on Monday.", "the passage has"),
    (RAID, "Peruvian police arrested four smugglers.", "the passage has"),
    (RAID, "Peruvian police deported nine smugglers.", "does not say"),
    (THREAT, "Norway closed its embassy in Chad.", "how certain"),
    (THREAT, "Norway will close its embassy in Chad.", "how certain"),
    (THREAT, "Chad threatened to close its embassy in Norway.", "the passage has"),
    (HEDGED, "Chilean hackers attacked the website of Ghana's parliament.", "said or reported"),
    (CLAIM, "Bhutan bombed a bridge near Paksan.", "said or reported"),
    (CLAIM, "Laos said that Bhutan bombed a bridge, killing 30 people.", "plain number"),
    (CLAIM, "Laos confirmed that Bhutan bombed a bridge near Paksan.", "claim"),
    (TREATY, "Finland and Brazil signed a fishing agreement worth $40 billion.", "number"),
    (TREATY, "Finland and Brazil did not sign a fishing agreement.", "whether it happened"),
    (TREATY, "“Finland and Brazil signed a whaling agreement”", "words"),
]


@pytest.mark.parametrize(("passage", "sentence"), HOLDS)
def test_true_sentences_hold(judge: Check, passage: str, sentence: str) -> None:
    verdict = judge(sentence, passage)
    assert isinstance(verdict, Receipt), verdict


@pytest.mark.parametrize(("passage", "sentence", "why"), WITHHELD)
def test_inventions_are_withheld_with_their_reason(
    judge: Check, passage: str, sentence: str, why: str
) -> None:
    verdict = judge(sentence, passage)
    assert isinstance(verdict, Withheld)
    assert any(why in reason for reason in verdict.reasons), verdict.reasons


def test_a_receipt_says_where_each_item_stands(judge: Check) -> None:
    verdict = judge("Kenya expelled twelve diplomats, the ministry said.", EXPELLED)
    assert isinstance(verdict, Receipt)
    places = {each.text: EXPELLED[each.start : each.end] for each in verdict.found if each.start is not None}
    assert places["Kenya"] == "Kenya"
    assert places["twelve"] == "twelve"


def test_an_outlet_and_a_title_may_be_named(judge: Check) -> None:
    said = "Police in Peru raided a warehouse in Lima, The Andes Wire reported."
    assert isinstance(judge(said, RAID), Withheld)
    assert isinstance(judge(said, RAID, outlet="The Andes Wire"), Receipt)


def test_nothing_holds_without_a_passage(judge: Check) -> None:
    for verdict in (judge("Kenya acted."), judge("Kenya acted.", " "), judge(" ", RAID)):
        assert isinstance(verdict, Withheld)


SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STATES = ["Kenya", "Norway", "Chile", "Bhutan", "Ghana", "Laos"]
PAIR = st.lists(st.sampled_from(STATES), min_size=3, max_size=3, unique=True)
NUMBER = st.integers(min_value=3, max_value=900)


def told(actor: str, recipient: str, number: int, weekday: str) -> str:
    return f"{actor} expelled {number} diplomats of {recipient} on {weekday}."


@given(PAIR, NUMBER, NUMBER)
@SOME
def test_swapping_one_item_is_caught(judge: Check, states: list[str], number: int, other: int) -> None:
    actor, recipient, third = states
    passage = told(actor, recipient, number, "Monday")
    assert isinstance(judge(passage, passage), Receipt)
    swapped = [
        told(recipient, actor, number, "Monday"),
        told(third, recipient, number, "Monday"),
        told(actor, third, number, "Monday"),
        told(actor, recipient, number, "Sunday"),
    ]
    if other != number:
        swapped.append(told(actor, recipient, other, "Monday"))
    for sentence in swapped:
        assert isinstance(judge(sentence, passage), Withheld), sentence


@given(PAIR, st.sampled_from(["reportedly", "allegedly"]))
@SOME
def test_dropping_a_hedge_is_caught(judge: Check, states: list[str], hedge: str) -> None:
    passage = f"{states[0]} {hedge} attacked ships of {states[1]}."
    assert isinstance(judge(passage, passage), Receipt)
    assert isinstance(judge(passage.replace(f"{hedge} ", ""), passage), Withheld)


@given(st.text(st.characters(blacklist_characters='“”"…', blacklist_categories=["C", "Z"]), min_size=3))
@SOME
def test_a_quotation_holds_exactly_where_its_words_stand(judge: Check, words: str) -> None:
    assert isinstance(judge(f"“{words}”", f"It said {words} there."), Receipt)
    assert isinstance(judge(f"“{words}”", RAID), Withheld) or words.casefold() in RAID.casefold()


POOL = "Kenya Norway of of the The President Andes Treaty said denied attacked 12 May 2025 , . “ ” ( -"
WORDS = st.lists(st.sampled_from([*POOL.split(), "\n"]), min_size=1, max_size=12).map(" ".join)


@given(WORDS, WORDS)
@settings(parent=SOME, max_examples=60)
def test_any_words_are_read_and_judged(judge: Check, sentence: str, passage: str) -> None:
    assert isinstance(judge(sentence, passage), Receipt | Withheld)


@pytest.mark.parametrize("passage", ["Kenya met the Speaker", "Kenya met the Bank of", "Of Norway", "Kenya"])
def test_a_name_may_end_the_text(judge: Check, passage: str) -> None:
    assert isinstance(judge(passage, passage), Receipt)


@pytest.mark.parametrize("day", ["29 February", "February", "29 February 2024", "the end of February"])
def test_a_leap_day_is_read(judge: Check, day: str) -> None:
    passage = f"Kenya expelled two diplomats of Norway on {day}."
    assert isinstance(judge(passage, passage), Receipt)


@pytest.mark.parametrize("text", ["said denied denied Kenya", "Kenya \n Kenya said"])
def test_broken_sentences_are_read(judge: Check, text: str) -> None:
    assert isinstance(judge("Kenya", text), Receipt | Withheld)
    assert isinstance(judge(text, "Kenya Norway"), Receipt | Withheld)
