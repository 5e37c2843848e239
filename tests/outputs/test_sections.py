"""What a brief says of trackers, forecasts, turns and changes, and with which words of likelihood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from detente.errors import WrongUse
from detente.findings import Forecast
from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.brief.gathered import Account, Changes, DateAhead, Foreseen, Gathered, Matter
from detente.outputs.brief.phrases import likelihood
from detente.records import Precision, Status

Make = Callable[..., Cited]
Gather = Callable[..., Material]
DAY = dt.date(2025, 2, 5)


def said(brief: Brief, section_id: str) -> list[str]:
    section = next(section for section in brief.sections if section.id == section_id)
    return [sentence.text for sentence in section.sentences] or [section.empty]


def treaty(title: str, status: str, party: str = "", since: dt.date = DAY) -> Matter:
    return Matter(
        "treaties", "treaty", title, party, status, since, Precision.DAY, "A step.", ("Article XIV",)
    )


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "almost no chance"),
        (0.049, "very unlikely"),
        (0.19, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.97, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_likelihood_words_follow_icd_203(chance: float, words: str) -> None:
    assert likelihood(chance) == words


def test_a_forecast_gives_words_and_its_absence_gives_the_reason(material: Gather) -> None:
    forecasts = tuple(
        Forecast(
            series="tension",
            freq="week",
            origin=dt.date(2025, 3, 17),
            target=dt.date(2025, 3, 24),
            ahead=ahead,
            model="pool",
            levels=(0.05, 0.5, 0.95),
            quantiles=(1.0, 2.0, 3.0),
            turning_point=chance,
        )
        for ahead, chance in ((1, 0.02), (4, 0.3))
    )
    told = said(compose(material(more=Gathered(foreseen=Foreseen(forecasts)))), "outlook")
    assert told[0] == (
        "A turning point of tension, counted from 17 March 2025: within 1 week, almost no chance (2%); "
        "within 4 weeks, unlikely (30%)."
    )
    assert "confidence" not in told[0]
    none = said(compose(material(more=Gathered(foreseen=Foreseen(why_none="too short")))), "outlook")
    assert none[0] == "No likelihood is given, for there is no forecast: too short."


def test_standing_matters_tell_what_ended_and_what_stands(material: Gather) -> None:
    held = (
        treaty("New START", "expired"),
        treaty("Old treaty", "expired", since=dt.date(1977, 1, 1)),
        treaty("Hot line", "in force", "RUS"),
        treaty("Hot line", "in force", "USA", dt.date(2020, 1, 1)),
        treaty("CTBT", "signed", "USA"),
    )
    told = said(compose(material(more=Gathered(tracked=True, matters=held, waiting=1))), "matters")
    assert told == [
        "New START: expired. A step.",
        "1 treaty or arrangement is in force: Hot line.",
        "1 treaty or arrangement is signed for the United States alone: CTBT.",
        "'detente treaties NAME' tells each step of one with its source.",
        "1 further step that coded events propose waits for somebody to confirm or reject, and is not in "
        "this list: 'detente proposals'.",
    ]
    other = said(compose(material()), "matters")
    assert other[0].startswith("No facts on treaties, sanctions, missions and people are bundled for Russia")


def test_dates_and_read_outs_come_from_trackers(material: Gather) -> None:
    more = Gathered(
        dates=(DateAhead(dt.date(2026, 2, 5), "The term ends.", "New START"),),
        accounts=(Account(DAY, Precision.DAY, "A call", ("They spoke of trade.", "")),),
    )
    brief = compose(material(more=more))
    assert "The term ends (New START)." in said(brief, "outlook")
    assert said(brief, "accounts")[1:3] == [
        "They spoke of trade.",
        "No words of its own on this are known here.",
    ]


def test_a_charge_stands_beside_the_reply_on_the_same_matter(event: Make, material: Gather) -> None:
    back = {"direction": "RUS>USA"}
    acts = (
        event("charge", "ACCUSE", dt.date(2023, 1, 1), areas=("cyber",), summary="A charge."),
        event("other", "ACCUSE", dt.date(2023, 1, 3), areas=("space",), summary="Of space.", **back),
        event("reply", "ACCUSE", dt.date(2023, 1, 5), areas=("cyber",), summary="A reply.", **back),
        event("late", "ACCUSE", dt.date(2023, 3, 5), areas=("cyber",), summary="Late.", **back),
    )
    section = next(s for s in compose(material(acts)).sections if s.id == "accounts")
    assert [(s.side, s.text) for s in section.sentences] == [(0, "A reply."), (1, "A charge.")]


def test_landmarks_are_told_in_order_and_as_of_the_day(event: Make, material: Gather) -> None:
    acts = (
        event("crimea", "SANCTION", dt.date(2014, 3, 20), summary="First."),
        event("war", "SANCTION", dt.date(2022, 2, 24), summary="Second."),
    )
    more = Gathered(landmarks={cited.event.event_id: "a turn" for cited in acts})
    assert said(compose(material(acts, more=more)), "history")[1:] == ["First.", "A turn; told above."]
    before = compose(material(acts, more=more, as_of=dt.date(2015, 1, 1), since=dt.date(2014, 12, 1)))
    assert "Second." not in said(before, "history")


def test_changes_name_what_is_new_corrected_merged_and_withdrawn(event: Make, material: Gather) -> None:
    old, new = (event(n, "SANCTION", dt.date(2025, 3, 1), summary=f"{n}.") for n in ("old", "new"))
    after = old.event.model_copy(update={"status": Status.WITHDRAWN})
    gone = event("gone", "SANCTION", dt.date(2025, 3, 2), summary="gone.").event
    at = dt.datetime(2025, 3, 10, 12, tzinfo=dt.UTC)
    found = Changes(
        at,
        new=(new.event,),
        corrected=((old.event, after),),
        merged=(gone.model_copy(update={"merged_into": "f" * 24}),),
        held_before=2,
    )
    told = said(compose(material((old, new), more=Gathered(changes=found))), "changes")
    assert "(10 March 2025, 12:00 UTC): 1 act is new, 1 corrected, 1 merged into another" in told[0]
    assert told[1:] == ["told above:", "old.", "Gone."]
    nothing = said(compose(material(more=Gathered(changes=Changes(at, held_before=2)))), "changes")
    assert nothing[0].startswith("Nothing: the store learned nothing")
    assert said(compose(material(more=Gathered(changes=Changes(None)))), "changes") == [
        "No earlier brief is remembered: this is the first."
    ]


def test_a_short_brief_has_fewer_sections(material: Gather) -> None:
    short = compose(material(), length="short")
    assert [section.id for section in short.sections] == [
        "standing",
        "latest",
        "outlook",
        "changes",
        "sources",
    ]
    with pytest.raises(WrongUse, match="unknown length"):
        compose(material(), length="tiny")


def test_days_to_come_that_have_passed_are_marked_and_the_next_one_is_named(material: Gather) -> None:
    dates = (
        DateAhead(dt.date(2025, 3, 25), "A licence ends.", "Licence"),
        DateAhead(dt.date(2025, 6, 1), "The term ends.", "New START"),
    )
    brief = compose(material(more=Gathered(dates=dates), today=dt.date(2025, 4, 1)))
    assert "1 June 2025: The term ends (New START)." in said(brief, "standing")
    told = said(brief, "outlook")
    assert "Was due on this day: A licence ends (Licence)." in told
    assert any("1 of them passed by today (1 April 2025)" in text for text in told)
    then = compose(material(more=Gathered(dates=dates), today=dt.date(2025, 4, 1), asked=True))
    assert "was due on 25 March 2025: A licence ends (Licence)." in said(then, "standing")


def test_a_brief_of_a_chosen_day_counts_ages_from_it_and_says_what_it_leaves_out(material: Gather) -> None:
    old = compose(material(asked=True, today=dt.date(2026, 3, 1), left_out=7, learned_later=1))
    told = said(old, "standing")
    assert (
        "The newest report known by 20 March 2025 of an act between the two is of 20 March 2025, that day."
        in told
    )
    assert any(text.startswith("7 acts of later days are not told") for text in told)
    assert any("1 act told was reported only after that day" in text for text in told)
    assert any("confidence for 20 March 2025" in text for text in told)


def test_what_is_only_alleged_is_counted_beside_the_news(event: Make, material: Gather) -> None:
    acts = (
        event("a", "SANCTION", dt.date(2025, 3, 1), summary="A step."),
        event("b", "COERCE", dt.date(2025, 3, 2), status=Status.ALLEGED, summary="A claim."),
    )
    brief = compose(material(acts))
    assert "1 more is only alleged or denied ('Only alleged, and by whom')." in said(brief, "standing")
    assert any("1 more act of these days is only alleged" in text for text in said(brief, "latest"))


def test_a_denial_in_the_same_report_stands_beside_the_claim(event: Make, material: Gather) -> None:
    claim = event(
        "a", "COERCE", dt.date(2025, 3, 2), status=Status.ALLEGED, held=True, summary="Moscow hacked it."
    )
    more = Gathered(denials={claim.event.event_id: "The Kremlin denied it."})
    told = said(compose(material((claim,), more=more)), "alleged")
    assert told[-1].endswith("Answer in the same report: “The Kremlin denied it.”")


def test_one_act_under_two_events_is_told_once_with_both_sources(event: Make, material: Gather) -> None:
    words = "The State Department expelled two envoys of Moscow on Monday over the case of the pipeline"
    twins = tuple(
        event(n, "COERCE", dt.date(2025, 3, 3), held=True, sampling="stream", summary=f"{words}{end}")
        for n, end in (("a", "."), ("b", ", it said."))
    )
    told = [s for part in compose(material(twins)).sections for s in part.sentences if s.item]
    assert [s.citations for s in told] == [(1, 2)]


def test_sanctions_stand_by_their_last_step_and_say_when_it_is_old(material: Gather) -> None:
    held = Matter(
        "sanctions", "order", "Old list", "USA", "in force", dt.date(2018, 1, 1), Precision.DAY, "Imposed.",
        begun=dt.date(2018, 1, 1), heard=dt.date(2019, 1, 1), heard_what="Widened.", authority="Order 1",
    )  # fmt: skip
    told = said(compose(material(more=Gathered(tracked=True, matters=(held,)))), "matters")
    assert "Old list: in force since 1 January 2018, and nothing newer is known. Widened." in told


def test_the_first_screen_tells_what_holds_and_since_when(material: Gather) -> None:
    held = (
        *(treaty("Hot line", "in force", side, dt.date(1963, 6, 20)) for side in ("RUS", "USA")),
        treaty("New START", "expired"),
    )
    told = said(compose(material(more=Gathered(tracked=True, matters=held))), "standing")
    in_force, ended = (
        "1 in force for both, the oldest since 20 June 1963 (Hot line)",
        "New START expired since",
    )
    assert f"{in_force}; {ended} 5 February 2025." in told
