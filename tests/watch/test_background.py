"""What a brief of the bundled record says of trackers and turns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import WrongUse
from detente.findings import Forecast
from detente.outputs.brief import Brief
from detente.outputs.brief.gathered import Foreseen
from detente.outputs.formats import render
from detente.record import load_record
from detente.record.landmarks import load_landmarks
from detente.watch import Known, Watch
from detente.watch.background import still_ahead


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    return Watch.init(tmp_path_factory.mktemp("w") / "w", ("RUS", "USA"))


def said(brief: Brief, section_id: str) -> str:
    section = next(section for section in brief.sections if section.id == section_id)
    return " ".join(f"{s.date} {s.text} {s.label}" for s in section.sentences) or section.empty


def test_every_landmark_is_an_act_of_the_record_in_order() -> None:
    days = {act.id: act.event_date for act in load_record()}
    assert [days[each.act] for each in load_landmarks()] == sorted(
        days[each.act] for each in load_landmarks()
    )


def test_the_annexation_the_invasion_and_the_end_of_new_start_are_told(watch: Watch) -> None:
    brief = watch.brief()
    history = said(brief, "history")
    assert "2014-03-20" in history
    assert "annexation of Crimea" in history
    assert "2022-02-24" in history
    assert "2026-02-05 New START: expired." in said(brief, "matters")
    assert "a curated record has counts and no levels" in said(brief, "outlook")


def test_trackers_speak_from_the_day_of_the_brief(watch: Watch) -> None:
    then = watch.brief(as_of=dt.date(2020, 6, 1))
    assert "New START: expired" not in said(then, "matters")
    assert "2021-02-05" in said(then, "outlook")
    assert "2022-02-24" not in said(then, "history")


def test_another_pair_says_in_one_line_that_nothing_is_bundled(tmp_path: Path) -> None:
    other = Watch.init(tmp_path / "w", ("CHN", "USA"))
    assert said(other.brief(), "matters").startswith("No facts on treaties")


def test_what_was_foreseen_for_weeks_that_are_past_is_not_told() -> None:
    made = Foreseen(
        tuple(
            Forecast(
                series="tension",
                freq="week",
                origin=dt.date(2025, 3, 17),
                target=dt.date(2025, 3, 17) + dt.timedelta(weeks=ahead),
                ahead=ahead,
                model="pool",
                levels=(0.5,),
                quantiles=(2.0,),
                turning_point=0.1,
            )
            for ahead in (1, 4)
        )
    )
    assert [each.ahead for each in still_ahead(made, dt.date(2025, 3, 30)).forecasts] == [1, 4]
    assert [each.ahead for each in still_ahead(made, dt.date(2025, 3, 31)).forecasts] == [4]
    late = still_ahead(made, dt.date(2025, 4, 21))
    assert late.forecasts == ()
    assert "the week of 17 March 2025" in late.why_none


def test_a_brief_of_what_was_published_looks_ahead_from_that_day(watch: Watch) -> None:
    then = watch.brief(Known(as_published=dt.date(2022, 2, 20)))
    glance = {s.lead: s.text for s in then.sections[0].sentences if s.lead}
    assert "15 April 2022" in glance["Next"]
    assert "confidence for 20 February 2022" in glance["How sure"]


def test_a_brief_does_not_speak_from_a_day_to_come(watch: Watch) -> None:
    with pytest.raises(WrongUse, match="2999-01-01 is still to come"):
        watch.brief(as_of=dt.date(2999, 1, 1))


def test_an_easing_whose_term_has_ended_is_told_as_ended(watch: Watch) -> None:
    told = said(watch.brief(as_of=dt.date(2026, 1, 22)), "matters")
    assert "Sanctions on Naftna Industrija Srbije: eased since 31 December 2025" in told
    after = said(watch.brief(as_of=dt.date(2026, 1, 23)), "matters")
    assert "the easing since 31 December 2025 ended on 23 January 2026" in after


def test_dates_to_come_name_whose_sanctions_they_are(watch: Watch) -> None:
    told = said(watch.brief(as_of=dt.date(2026, 3, 20)), "outlook")
    assert "The embargo ends unless it is renewed (Embargo on food of Russia)." in told


def test_a_whole_page_goes_with_the_first_screen(watch: Watch) -> None:
    screen, whole = watch.briefs(("screen", "full"), as_of=dt.date(2026, 3, 20))
    assert [part.id for part in screen.sections] == ["standing"]
    assert len(whole.sections) == 13
    text = render(screen, "text")
    assert len(text.splitlines()) < 60
    assert "detente explain" not in text
