"""What a brief says: which acts count in which section, in which words, with which citations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from detente.outputs.brief import Brief, Cited, Material, compose
from detente.outputs.brief.model import Basis, Section
from detente.outputs.formats import render
from detente.records import Claimant, Mention, Modality, Precision, Sampling, Status

Make = Callable[..., Cited]
Gather = Callable[..., Material]
ORDER = [
    "standing",
    "latest",
    "tensions",
    "diplomacy",
    "disagreement",
    "cooperation",
    "accounts",
    "alleged",
    "matters",
    "outlook",
    "changes",
    "history",
    "sources",
]


def part(brief: Brief, section_id: str) -> Section:
    return next(section for section in brief.sections if section.id == section_id)


def said(brief: Brief, section_id: str) -> list[str]:
    section = part(brief, section_id)
    return [sentence.text for sentence in section.sentences] or [section.empty]


def test_sections_come_in_reading_order(brief: Brief) -> None:
    assert [section.id for section in brief.sections] == ORDER


def test_title_begins_with_a_capital(material: Gather) -> None:
    assert compose(material()).title == "Russia and the United States"
    assert compose(material(dyad=("USA", "RUS"))).title == "The United States and Russia"


def glance(brief: Brief) -> dict[str, str]:
    """Return the sentences of the first screen by what they answer."""
    return {s.lead.split(" (")[0]: s.text for s in part(brief, "standing").sentences if s.lead}


def test_the_first_screen_tells_state_since_when_news_and_how_sure(brief: Brief) -> None:
    assert glance(brief) == {
        "Now": "Too few acts are known of the twelve months to 20 March 2025 to say what prevails: 4 of "
        "tension, 4 of cooperation. In 2025 so far: 1 of tension, 2 of cooperation. Curated and coded acts "
        "do not count alike.",
        "Since when": "By whole years: acts of tension prevailed in each year from 2023 to 2024 (30 of 40 "
        "acts in 2024).",
        "Landmarks": "No list of landmarks is bundled for these two; 'detente events' lists what is known.",
        "New": "“The two presidents spoke for two hours on Tuesday.”",
        "How sure": "Low confidence for today: the newest report is 1 day old (high), the longest gap of "
        "twelve months is 165 days (low), 7 of the 8 acts of that time rest on a single outlet "
        "(low) and acts are coded by program, in part (moderate).",
        "Next": "No day to come after 21 March 2025 is known.",
        "How old": "The newest report known of an act between the two is of 20 March 2025, 1 day before "
        "today (21 March 2025).",
        "Gap": "Nothing is known from 20 March 2024 to 31 August 2024 (165 days).",
    }


def test_the_first_screen_has_24_lines_of_80(brief: Brief) -> None:
    first = render(brief, "text").split("In figures:")[0].splitlines()
    assert len(first) <= 24
    assert max(map(len, first)) <= 80


def test_figures_follow_the_first_screen(brief: Brief) -> None:
    assert [s.text for s in part(brief, "standing").groups[1].sentences] == [
        "Tension in 2024 showed most in economy and sanctions (9) and cyber operations (7); "
        "an act may have several areas.",
        "Cooperation in 2024 showed most in economy and sanctions (1); an act may have several areas.",
        "Of the last twelve months 2 acts are alleged, denied or contested.",
    ]


def test_old_data_are_called_old_and_lower_the_confidence(material: Gather) -> None:
    aged = compose(material(today=dt.date(2025, 12, 1)))
    assert glance(aged)["How old"].endswith("What came after is not in this brief.")
    assert "256 days old (low)" in glance(aged)["How sure"]


def test_report_from_the_future_is_called_an_error(material: Gather) -> None:
    ahead = glance(compose(material(today=dt.date(2025, 3, 1))))["How old"]
    assert "19 days after today" in ahead
    assert "error of its source" in ahead


def test_confidence_is_high_where_age_outlets_and_coding_allow(event: Make, material: Gather) -> None:
    two = [("The Wire", None), ("The Echo", None)]
    year = [
        event(f"sure{n}", "SANCTION", dt.date(2025, 3, 1) - dt.timedelta(days=40 * n), reports=two)
        for n in range(9)
    ]
    assert glance(compose(material(tuple(year))))["How sure"].startswith("High confidence")
    lately = glance(compose(material((year[0],))))["How sure"]
    assert lately.startswith("Low confidence")
    assert "longest gap of twelve months is 346 days (low)" in lately
    one = event("one", "SANCTION", dt.date(2025, 3, 1))
    assert glance(compose(material((one,))))["How sure"].startswith("Low confidence")
    assert glance(compose(material(())))["How sure"].startswith("Low confidence for today: no act")


def test_curated_only_says_what_counts_mean(event: Make, material: Gather) -> None:
    only = compose(material((event("one", "SANCTION", dt.date(2025, 3, 1)),)))
    assert said(only, "standing")[-1].startswith("All acts of that time come from a curated record")


def test_latest_keeps_to_its_window_and_to_what_happened(brief: Brief) -> None:
    assert said(brief, "latest") == [
        "“The two presidents spoke for two hours on Tuesday.”",
        "Tariffs were raised as an option.",
    ]


def test_latest_without_news_gives_the_last_act_known(event: Make, material: Gather) -> None:
    acts = (
        event("before", "SANCTION", dt.date(2025, 1, 5), summary="A step in January."),
        event("ahead", "SANCTION", dt.date(2025, 8, 5), summary="A step dated after the brief."),
    )
    assert said(compose(material(acts)), "latest") == [
        "No act between the two is known from 20 February 2025 to 20 March 2025. "
        "The last one known before that:",
        "A step in January.",
    ]


def test_latest_says_how_many_more_there_are(event: Make, material: Gather) -> None:
    acts = tuple(event(f"a{n}", "SANCTION", dt.date(2025, 3, 1), summary=f"Step {n}.") for n in range(30))
    found = said(compose(material(acts)), "latest")
    assert found[0] == "30 acts are known since 20 February 2025; the newest follow."
    assert len(found) == 13


def test_tensions_by_area_lead_with_counts(brief: Brief) -> None:
    groups = part(brief, "tensions").groups
    assert [group.heading for group in groups] == ["Economy and sanctions"]
    assert groups[0].sentences[0].text == (
        "9 acts of tension in 2024 and 1 in 2025 so far, words and deeds together."
    )
    assert groups[0].sentences[1].text == "1 hostile deed in the last two years."
    assert groups[0].sentences[2].text == "Washington put twelve shipping firms on its list."


def test_acts_without_an_area_are_told_last(event: Make, material: Gather) -> None:
    acts = (
        event("bare", "COERCE", dt.date(2024, 8, 1), summary="A bare act."),
        event("cyber", "COERCE", dt.date(2024, 7, 1), areas=("cyber",), summary="An act online."),
        event("new", "AID", dt.date(2025, 3, 1), summary="News."),
    )
    groups = part(compose(material(acts)), "tensions").groups
    assert [group.heading for group in groups] == ["Cyber operations", "Other matters"]
    assert groups[1].sentences[1].text == "A bare act."


def test_no_area_leaves_the_brief_silent_about_an_act_told_above(event: Make, material: Gather) -> None:
    acts = (event("new", "COERCE", dt.date(2025, 3, 1), summary="A new act."),)
    brief = compose(material(acts))
    assert said(brief, "latest") == ["A new act."]
    assert said(brief, "tensions") == ["1 hostile deed in the last two years, told above."]


def test_the_numbers_of_a_list_add_up(event: Make, material: Gather) -> None:
    acts = tuple(
        event(
            f"a{n}", "COERCE", dt.date(2025, 3, 1) - dt.timedelta(days=9 * n), areas=("cyber",), summary="S."
        )
        for n in range(9)
    )
    sentence = next(s for s in said(compose(material(acts)), "tensions") if "hostile deeds" in s)
    assert sentence == "9 hostile deeds in the last two years; the newest not told above:"


def test_diplomacy_holds_talks_agreements_and_requests_to_meet(event: Make, material: Gather) -> None:
    acts = (
        event("meet", "REQUEST", dt.date(2024, 8, 1), mode="meet", summary="A meeting was asked for."),
        event("stop", "REQUEST", dt.date(2024, 8, 2), mode="change", summary="A change was asked for."),
        event("new", "AID", dt.date(2025, 3, 1), summary="News."),
    )
    brief = compose(material(acts))
    assert said(brief, "diplomacy") == ["A meeting was asked for."]
    assert said(brief, "disagreement")[0] == "A change was asked for."


def test_disagreement_puts_the_sides_side_by_side(brief: Brief) -> None:
    groups = part(brief, "disagreement").groups
    assert groups[0].heading == "Cyber operations"
    assert [s.text for s in groups[0].sentences] == ["Moscow blamed Washington.", "Washington blamed Moscow."]


def test_cooperation_leaves_out_mere_channels(brief: Brief) -> None:
    assert "A shared flight began." in said(brief, "cooperation")
    assert all("presidents" not in text for text in said(brief, "cooperation"))


def test_alleged_names_the_claimant_and_never_asserts(brief: Brief) -> None:
    groups = part(brief, "accounts").groups
    told = [(s.side, s.text, s.label) for group in groups[:2] for s in group.sentences if s.citations]
    assert told == [
        (0, "A drone was hit.", "denied by the Kremlin"),
        (
            1,
            "Alleged by the US Treasury: Russia attacked computer systems of the United States.",
            "cyber operations",
        ),
    ]
    assert said(brief, "alleged") == ["2 disputed acts are known; some stand above, beside the answer."]


def test_an_unnamed_claimant_is_called_a_source(event: Make, material: Gather) -> None:
    who = (Claimant(text="unnamed"),)
    act = event("x", "COERCE", dt.date(2025, 3, 1), status=Status.ALLEGED, claimants=who, summary="A claim.")
    assert part(compose(material((act,))), "alleged").sentences[0].label == "alleged by an unnamed source"


@pytest.mark.parametrize("status", [Status.ALLEGED, Status.DENIED, Status.CONTESTED, Status.WITHDRAWN])
@pytest.mark.parametrize("section", ["latest", "tensions", "diplomacy", "disagreement", "cooperation"])
def test_what_is_not_settled_stays_out(event: Make, material: Gather, status: Status, section: str) -> None:
    who = (Claimant(text="somebody"),)
    kinds = ("COERCE", "CONSULT", "ACCUSE", "COOPERATE")
    acts = tuple(
        event(kind, kind, dt.date(2025, 3, 1), status=status, claimants=who, areas=("cyber",))
        for kind in kinds
    )
    assert not any(s.citations for s in part(compose(material(acts)), section).sentences)


def test_outlook_puts_the_nearest_date_first(brief: Brief) -> None:
    groups = {group.heading: [s.text for s in group.sentences] for group in part(brief, "outlook").groups}
    assert groups["Announced acts to come"] == [
        "Announced or foreseen, not reported as done: Russia and the United States held talks.",
        "Talks are planned for May.",
    ]
    assert {"Agreed or announced", "Threatened"}.isdisjoint(groups)  # told above, all of them


def test_dates_to_come_alone_carry_no_caution_about_threats(event: Make, material: Gather) -> None:
    acts = (event("ahead", "CONSULT", dt.date(2025, 4, 1), modality=Modality.FUTURE, summary="Talks."),)
    assert said(compose(material(acts)), "outlook")[1:] == ["Talks."]


def test_sources_tell_failure_from_silence(brief: Brief) -> None:
    assert said(brief, "sources") == [
        "Items taken in ('detente sources'): The Wire (1,234, stream); The Mail (3, stream).",
        "They tell of 13 acts known by the day of this brief.",
        "Not observed at the last attempt (which does not mean quiet): The Echo (last success never).",
        "1 source of this watch has never been fetched; 'detente update' does it, "
        "'detente sources' lists all.",
        "Fewer or more items than promised: The Mail.",
        "Documents kept but not coded: 1,200 in a language that is not coded yet (ru).",
        "Of the acts told in this brief: 0 sentences checked against stored passages, 1 quoted from stored "
        "documents, 9 on the bundled record or another curated set, without a stored passage, 3 on codes "
        "alone and 0 withheld.",
    ]


def test_an_empty_store_says_so_everywhere(empty: Brief) -> None:
    assert glance(empty)["How old"].startswith("This store holds no dated report yet")
    assert glance(empty)["Now"] == (
        "No act between the two is known of the twelve months to 20 March 2025. Nothing was observed in 2025."
    )
    assert said(empty, "latest")[0].startswith("No act between the two is known")
    assert said(empty, "tensions") == ["No hostile deed is recognised in the last two years."]
    assert said(empty, "diplomacy") == ["No diplomatic step is recognised in the last two years."]
    assert said(empty, "disagreement") == ["No quarrel in words is recognised in the last two years."]
    assert said(empty, "cooperation") == [
        "No act of cooperation beyond talks and channels alone is recognised in the last two years."
    ]
    assert said(empty, "alleged") == [
        "None is recognised: no act known here is told as only alleged or denied."
    ]
    assert said(empty, "outlook")[0].startswith("No likelihood is given")
    assert said(empty, "matters")[0].startswith("No facts on treaties")
    assert said(empty, "sources")[0] == "No source has given anything yet."
    assert (empty.citations, empty.plot_svg, empty.plot_rows) == ((), "", ())


def test_each_act_is_told_once_but_for_what_is_open(brief: Brief) -> None:
    before = [
        number
        for section in brief.sections
        if section.id not in ("standing", "outlook")
        for sentence in section.sentences
        for number in sentence.citations
    ]
    assert len(before) == len(set(before))


def test_citations_are_numbered_in_order_of_first_use(brief: Brief) -> None:
    used = [n for section in brief.sections for s in section.sentences for n in s.citations]
    assert list(dict.fromkeys(used)) == [citation.number for citation in brief.citations]
    assert [c.number for c in brief.citations] == list(range(1, len(brief.citations) + 1))
    assert len({citation.event_id for citation in brief.citations}) == len(brief.citations)


def test_every_sentence_leads_somewhere(brief: Brief) -> None:
    for section in brief.sections:
        for sentence in section.sentences:
            own = sentence.basis in (Basis.STORE, Basis.TRACKER, Basis.FORECAST)
            assert sentence.citations or sentence.figures or own


def test_figures_stand_in_their_sentence_and_have_an_address(brief: Brief) -> None:
    first = part(brief, "tensions").sentences[0]
    assert [(f.value, f.address) for f in first.figures] == [
        (9, "tension_acts/all/economy_sanctions/2024"),
        (1, "tension_acts/all/economy_sanctions/2025"),
    ]


def test_basis_follows_what_is_held(brief: Brief) -> None:
    found = {s.text: s.basis for section in brief.sections for s in section.sentences if s.citations}
    assert found["“The two presidents spoke for two hours on Tuesday.”"] is Basis.QUOTATION
    assert found["Washington blamed Moscow."] is Basis.RECORD
    assert found["Russia and the United States exchanged people or property they held."] is Basis.CODES


def test_own_summary_is_never_quoted_as_a_passage(event: Make, material: Gather) -> None:
    """An act of the record that a stored document tells too keeps the record's words, without quotes."""
    cited = event("both", "SANCTION", dt.date(2025, 3, 1), summary="Our words.")
    passage = Mention.model_validate(
        cited.mentions[0].model_dump()
        | {"document_id": "d", "summary": "Their words.", "sampling": Sampling.STREAM}
    )
    both = Cited(cited.event, (passage, *cited.mentions))
    sentence = part(compose(material((both,))), "latest").sentences[0]
    assert (sentence.text, sentence.basis) == ("Our words.", Basis.RECORD)


def test_dates_are_no_more_exact_than_known(brief: Brief, event: Make, material: Gather) -> None:
    sentence = next(s for s in part(brief, "tensions").sentences if s.citations)
    assert sentence.precision is Precision.MONTH
    ranged = event("r", "SANCTION", dt.date(2025, 3, 1), date_latest=dt.date(2025, 3, 4), summary="Ranged.")
    label = part(compose(material((ranged,))), "latest").sentences[0].label
    assert label == "dates differ, up to 4 March 2025"


def test_composing_twice_gives_the_same_brief(material: Gather) -> None:
    assert compose(material()) == compose(material())


def test_a_quarter_within_a_curated_record_has_no_act_recorded(brief: Brief) -> None:
    assert brief.plot_rows[1] == ("2024-Q2", 0, 0)
    assert "No bar: no act is recorded" in brief.plot_caption
    assert "Grey bands" not in brief.plot_caption


def test_a_quarter_that_was_not_observed_is_no_zero(material: Gather) -> None:
    brief = compose(material(()))
    assert brief.plot_rows == (
        ("2024-Q1", 8, 2),
        ("2024-Q2", None, None),
        ("2024-Q3", 0, 0),
        ("2024-Q4", 5, 4),
    )
    assert "Grey bands" in brief.plot_caption
    assert brief.plot_svg.startswith("<svg")
    assert brief.plot_svg.endswith("</svg>\n")


def test_a_gap_is_drawn(material: Gather) -> None:
    full = [row for row in material().quarters if row.time_value != dt.date(2024, 4, 1)]
    without = compose(material((), quarters=tuple(full)))
    assert "Grey bands" not in without.plot_caption
    assert without.plot_svg.count("<path") < compose(material(())).plot_svg.count("<path")


def test_quarters_after_the_day_are_not_drawn(material: Gather) -> None:
    assert [row[0] for row in compose(material(as_of=dt.date(2024, 2, 1))).plot_rows] == ["2024-Q1"]


def test_labels_leave_out_what_the_heading_says(brief: Brief) -> None:
    in_area = next(s for s in part(brief, "tensions").sentences if s.citations)
    assert in_area.label == ""
    assert part(brief, "latest").sentences[1].label == "economy and sanctions"


def test_earlier_years_tell_their_weightiest_acts_once(material: Gather, event: Make) -> None:
    acts = [event(f"h{n}", "AID", dt.date(2019, n, 1), score=float(n)) for n in range(1, 6)]
    (group,) = part(compose(material(acts)), "history").groups
    assert group.heading == "2019"
    # the one of May is told as the last act known
    assert [sentence.date for sentence in group.sentences] == [dt.date(2019, n, 1) for n in (2, 3, 4)]


def test_where_there_are_many_years_each_tells_fewer_acts_and_none_is_left_out(
    material: Gather, event: Make
) -> None:
    years = range(1995, 2023)
    acts = [
        event(f"y{year}m{month}", "AID", dt.date(year, month, 1)) for year in years for month in range(1, 5)
    ]
    groups = part(compose(material(acts)), "history").groups
    assert [group.heading for group in groups] == [str(year) for year in years]
    assert {len(group.sentences) for group in groups} == {2}
