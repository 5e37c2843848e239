"""Which coded events propose which step, and what is known, decided or safe already."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from detente.errors import PluginError
from detente.records import Claimant, Decision, Event, Modality, Precision, Status
from detente.trackers import Proposal, propose
from detente.trackers._rules import first_of_each, read_rules, rules
from tests.trackers.made import FACTS, event


def made(*events: Event) -> list[tuple[str, str, str, str]]:
    return [
        (p.transition.tracker, p.transition.party, p.transition.step, p.transition.matter)
        for p in propose(events, FACTS)
    ]


@pytest.mark.parametrize(
    ("kind", "direction", "summary", "tracker", "party", "step"),
    [
        ("CONSULT/phone", "RUS-USA", "The presidents spoke by telephone.", "meetings", "RUS-USA", "held"),
        (
            "REJECT/meet",
            "USA>RUS",
            "Trump cancels his meeting with Putin.",
            "meetings",
            "RUS-USA",
            "cancelled",
        ),
        ("RETREAT/release", "RUS>USA", "Russia releases a teacher.", "people", "RUS", "released"),
        ("RETREAT/release", "RUS-USA", "Two were freed in a swap.", "people", "RUS-USA", "released"),
        ("SANCTION/expel", "USA>RUS", "Washington expelled two.", "people", "USA", "ordered to leave"),
        ("COERCE/arrest", "RUS>USA", "Russia detained an American.", "people", "RUS", "detained"),
        ("SANCTION/convict", "RUS>USA", "A court sentenced an American.", "people", "RUS", "convicted"),
        ("SANCTION/discontinue", "USA>RUS", "The US imposed sanctions.", "sanctions", "USA", "imposed"),
        ("SANCTION/discontinue", "USA>RUS", "The US extends sanctions.", "sanctions", "USA", "renewed"),
        ("RETREAT", "USA>RUS", "The US lifted sanctions on a bank.", "sanctions", "USA", "eased"),
        ("CONCEDE", "USA>RUS", "A licence eases sanctions.", "sanctions", "USA", "waived"),
        ("SANCTION/withdraw", "RUS>USA", "Russia withdraws from Open Skies.", "treaties", "RUS", "withdrew"),
        ("SANCTION/withdraw", "RUS>USA", "Russia suspends New START.", "treaties", "RUS", "suspended"),
        ("SUPPORT", "RUS-USA", "They signed a memorandum on New START.", "treaties", "RUS-USA", "signed"),
    ],
)
def test_an_event_proposes_its_step(
    kind: str, direction: str, summary: str, tracker: str, party: str, step: str
) -> None:
    assert [row[:3] for row in made(event(kind, summary, direction))] == [(tracker, party, step)]


@pytest.mark.parametrize(
    ("kind", "summary", "fields"),
    [
        ("CONSULT", "They may meet.", {"modality": Modality.HYPOTHETICAL}),
        ("CONSULT", "They met, says one.", {"status": Status.ALLEGED}),
        ("CONSULT", "They did not meet.", {"modality": Modality.NEGATED}),
        ("CONSULT", "They met on some day.", {"event_date": None}),
        ("CONSULT/phone", "In the January call one raised a treaty.", {}),
        ("RETREAT/release", "Nuclear material was released.", {}),
        ("COERCE/arrest", "A warrant for arrest was issued.", {}),
        ("SUPPORT", "They signed a paper on trade.", {}),
        ("ACCUSE", "Each accused the other.", {}),
    ],
)
def test_what_did_not_happen_or_is_no_step_proposes_nothing(
    kind: str, summary: str, fields: dict[str, Any]
) -> None:
    assert made(event(kind, summary, **fields)) == []


def test_a_treaty_is_found_by_its_longest_name_and_a_person_by_name() -> None:
    assert (
        made(event("SANCTION/withdraw", "The US withdraws from New START.", "USA>RUS"))[0][3] == "new-start"
    )
    assert made(event("RETREAT/release", "Russia frees Marc Fogel.", "RUS>USA"))[0][3] == "fogel"


def test_events_of_one_day_are_one_meeting_unless_their_modes_differ() -> None:
    call = event("CONSULT/phone", "They spoke by telephone.")
    again = event("CONSULT", "They discussed a summit.")
    visit = event("CONSULT/visit", "An envoy came to Moscow.")
    (one,) = propose([call, again], FACTS)
    assert set(one.transition.event_ids) == {call.event_id, again.event_id}
    assert len(propose([call, visit], FACTS)) == 2
    assert propose([again, call], FACTS) == [one]


def test_what_is_recorded_near_the_day_is_known_and_not_open() -> None:
    call = event("CONSULT/phone", "Trump and Putin spoke.", event_date=dt.date(2025, 3, 19))
    (found,) = propose([call], FACTS)
    assert found.known
    assert found.known.matter == "call-2025-03-18"
    assert not found.open


def test_of_several_recorded_steps_the_nearest_is_named() -> None:
    week: dict[str, Any] = {"event_date": dt.date(2025, 2, 15), "date_precision": Precision.WEEK}
    (found,) = propose([event("CONSULT/phone", "They spoke.", **week)], FACTS)
    assert found.known
    assert found.known.matter == "call-2025-02-15"
    late = {**week, "event_date": dt.date(2025, 2, 24)}
    assert propose([event("CONSULT/phone", "They spoke.", **late)], FACTS)[0].open


def test_who_is_held_already_is_not_detained_again() -> None:
    again: dict[str, Any] = {"event_date": dt.date(2023, 6, 1)}
    text = "Russia arrested {} and charged him."
    (held,) = propose([event("COERCE/arrest", text.format("Evan Gershkovich"), "RUS>USA", **again)], FACTS)
    assert held.known
    assert held.known.step == "detained"
    (other,) = propose([event("COERCE/arrest", text.format("another"), "RUS>USA", **again)], FACTS)
    assert other.open


def test_what_a_side_says_of_its_own_meeting_counts_and_what_others_say_does_not() -> None:
    for code, count in (("USA", 1), ("UKR", 0)):
        said: dict[str, Any] = {
            "status": Status.ALLEGED,
            "claimants": (Claimant(text="a speaker", code=code),),
        }
        assert len(propose([event("CONSULT/phone", "They spoke.", **said)], FACTS)) == count


def test_an_event_known_to_a_month_is_matched_within_it() -> None:
    talks = event("CONSULT", "They talked.", event_date=dt.date(2025, 2, 1), date_precision=Precision.MONTH)
    assert propose([talks], FACTS)[0].known


def decided(proposal: Proposal, decision: Decision) -> list[Proposal]:
    """Return what is proposed again once `proposal` is decided."""
    held = [*FACTS, proposal.transition.model_copy(update={"decision": decision})]
    return propose(proposal.events, held)


@pytest.mark.parametrize("decision", [Decision.CONFIRMED, Decision.REJECTED])
def test_a_decision_stays_also_when_a_report_is_added(decision: Decision) -> None:
    (first,) = propose([event("RETREAT/release", "Russia frees a teacher.", "RUS>USA")], FACTS)
    assert first.open
    (again,) = decided(first, decision)
    assert again.transition.decision is decision
    assert not again.open


def test_two_sources_make_a_meeting_safe_and_nothing_else() -> None:
    call = event("CONSULT/phone", "They spoke.", n_sources=2)
    freed = event("RETREAT/release", "A teacher was freed.", n_sources=5)
    states = {p.transition.tracker: p.transition.decision for p in propose([call, freed], FACTS)}
    assert states == {"meetings": Decision.SAFE, "people": Decision.PROPOSED}


def test_every_rule_says_why_and_safe_ones_are_few() -> None:
    assert all(rule.why.endswith(".") for rule in rules())
    assert [rule.id for rule in rules() if rule.safe_sources] == ["meeting-held"]


def test_the_rule_that_the_guide_works_out_speaks_where_it_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "trackers.md").read_text("utf-8")
    lines = page.split("### A rule\n")[1].splitlines()
    shown = read_rules("\n".join(line[4:] for line in lines if line.startswith("    ")), "trackers.md")
    told = event("SANCTION/discontinue", "The US revoked a licence that eased sanctions.", "USA>RUS")
    other = event("SANCTION/discontinue", "The US imposed sanctions, without a licence.", "USA>RUS")
    assert [rule.step for rule in first_of_each(told, [*shown, *rules()])] == ["waiver ended"]
    assert [rule.step for rule in first_of_each(told, [*rules(), *shown])] == ["imposed"]
    assert [rule.step for rule in first_of_each(other, [*shown, *rules()])] == ["imposed"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("step: held", "step: kept", "meetings has no step kept; choose from announced, "),
        ("CONSULT: []", "CONSULT: [shout]", "no such type or mode"),
        ("tracker: meetings", "tracker: weather", "no tracker 'weather'; there are treaties"),
        ("why: So.", "colour: red", "0.why"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(old: str, new: str, said: str) -> None:
    text = "- {id: a, tracker: meetings, step: held, why: So., types: {CONSULT: []}}".replace(", ", "\n  ")
    text = text.replace("- {", "- ").removesuffix("}")
    assert len(read_rules(text, "r.yml")) == 1
    with pytest.raises(PluginError, match=said):
        read_rules(text.replace(old, new), "r.yml")
