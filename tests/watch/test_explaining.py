"""Everything that a brief, a page or a tracker cites is explained, and every count has an address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.errors import WrongUse
from detente.outputs.brief import Brief
from detente.outputs.brief.model import Basis, Sentence
from detente.record import load_backgrounds, load_glossary, load_record
from detente.tables import explanation
from detente.trackers import catalogue, load_facts
from detente.watch import Known, Watch
from detente.watch.explaining import explain
from detente.watch.tracking import Tracking

DATED = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|\b(?:19|20)\d\d(?:-\d\d){0,2}\b|'[^']*'|\([^()]*[A-Za-z][^()]*\)"
)
AGES = re.compile(r"\d+ days?\b")


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    return Watch.init(tmp_path_factory.mktemp("w") / "w", ("RUS", "USA"))


@pytest.fixture(scope="module")
def brief(watch: Watch) -> Brief:
    return watch.brief()


def counts(sentence: Sentence) -> list[str]:
    """Return the numbers of a sentence that are no date, no age and no part of a title or a command."""
    text = AGES.sub("", DATED.sub("", sentence.text))
    return re.findall(r"\d[\d,.]*\d|\d", text)


def shown(value: float) -> set[str]:
    return {f"{value:,.0f}", f"{value * 100:.0f}"}


def test_every_count_of_a_brief_has_an_address_that_is_explained(watch: Watch, brief: Brief) -> None:
    own = {Basis.FIGURES, Basis.STORE}
    told = [s for part in brief.sections if part.id != "sources" for s in part.sentences]
    assert len([s for s in told if s.figures]) > 20
    for sentence in told:
        known = set().union(*(shown(figure.value) for figure in sentence.figures))
        listed = sentence.basis in own and "detente proposals" not in sentence.text
        assert not listed or set(counts(sentence)) <= known, sentence.text
    questions = watch.questions
    tracking = Tracking(watch.store, watch.dyad, questions)
    for figure in {f for s in told for f in s.figures}:
        found = explain(questions, tracking, figure.address, Known())
        value = found.observation.value if found.observation else found.count
        assert value == pytest.approx(figure.value), figure.address


def test_what_standing_matters_cite_is_explained(watch: Watch) -> None:
    known = {
        ref for name in catalogue() for step in load_facts(name) for ref in (*step.lines, *step.documents)
    }
    questions = watch.questions
    tracking = Tracking(watch.store, watch.dyad, questions)
    for reference in sorted(known)[::7]:
        assert explain(questions, tracking, reference, Known()).steps, reference


def test_what_pages_cite_is_explained(watch: Watch) -> None:
    pages = [s for page in load_backgrounds().values() for s in page.statements]
    terms = [s for term in load_glossary() for s in term.meaning]
    acts = {act for statement in (*pages, *terms) for act in statement.cites}
    questions = watch.questions
    tracking = Tracking(watch.store, watch.dyad, questions)
    for act in sorted(acts)[::15]:
        assert explain(questions, tracking, act, Known()).events, act
    line = next(act.cites[0] for act in load_record() if act.cites)
    assert watch.explain(line, Known()).events


def test_a_quarter_without_acts_says_that_none_is_recorded_and_nobody_observed_it(watch: Watch) -> None:
    told = explanation(watch.explain("tension_acts/all/space/2026-Q1", Known()), "text")
    assert "no act is recorded in this quarter, which no source observed" in told
    assert "no levels" not in told
    assert "from 0 events in 0 reports" in told


@pytest.mark.parametrize(
    ("wrong", "choices"),
    [
        ("wce-1900-01-01-001", "MEASURE|detente events"),
        ("dates/all/all/never", "2025-03-18"),
        ("dates/XXX/all/2026-03-20", "all"),
        ("dates/all/..2026-03-19/2026-03-20", "LAST"),
        ("acts/all/all/x..y", "write SET"),
        ("acts/all/nope/all", "cyber"),
        ("acts/about-XXX/all/all", "about-UKR"),
        ("acts/all/all/20250101..20250201", "write SET"),
        ("people/XXX/nonsense/2026-03-20", "all, each, RUS, USA"),
        ("treaties/RUS/nope/2026-03-20", "in_force"),
        ("treaties/XXX/in_force/2026-03-20", "all, each, RUS, USA"),
        ("treaties/RUS/in_force/20260320", "2025-03-18"),
        ("disputed/all/all/2025-03-20..2024-03-20", "FIRST..LAST"),
    ],
)
def test_what_is_no_reference_is_refused_with_the_choices(watch: Watch, wrong: str, choices: str) -> None:
    with pytest.raises(WrongUse) as refused:
        watch.explain(wrong, Known())
    assert re.search(choices, refused.value.do)


def test_a_brief_of_a_past_day_tells_the_newest_report_of_then(tmp_path: Path, watch: Watch) -> None:
    import datetime as dt

    then = watch.brief(as_of=dt.date(2022, 3, 31))
    (text,) = [s.text for s in then.sections[0].sentences if s.lead == "How old"]
    assert "known by 31 March 2022 of an act between the two is of" in text
    assert "March 2022, " in text
    assert any(s.lead == "Left out" for s in then.sections[0].sentences)


def test_the_steps_of_a_treaty_in_force_for_both_are_those_of_both(watch: Watch) -> None:
    questions = watch.questions
    tracking = Tracking(watch.store, watch.dyad, questions)
    found = explain(questions, tracking, "treaties/each/in_force/2026-03-20", Known())
    states = {step.matter: set[str]() for step in found.steps}
    for step in found.steps:
        states[step.matter].update(step.party.split(", "))
    assert len(states) == found.count
    assert all(parties == {"RUS", "USA"} for parties in states.values()), states
