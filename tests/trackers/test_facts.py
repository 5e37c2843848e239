"""The bundled facts: cited, in order, and read with errors that name the place."""

from __future__ import annotations

import calendar
import datetime as dt
import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from detente.errors import PluginError
from detente.records import Basis, Transition
from detente.trackers import catalogue, load_facts, load_matters, machines
from detente.trackers._facts import read_matters, transitions

FACTS = [fact for tracker in catalogue() for fact in load_facts(tracker)]
MATTER = """
- id: some-treaty
  title: Some treaty
  kind: treaty
  party: each
  steps:
    - {day: 2000-01-01, step: signed, what: It was signed., documents: [Treaty of 1 January 2000]}
"""


def read(text: str) -> list[Transition]:
    matters = read_matters("some.yml", text, machines()["treaties"])
    return [each for matter in matters for each in transitions("treaties", matter)]


def test_there_is_a_tracker_for_each_standing_matter_and_none_is_empty() -> None:
    assert set(catalogue()) == {"treaties", "sanctions", "meetings", "people", "dates"}
    assert all(load_facts(tracker) for tracker in catalogue())
    assert len(load_matters("treaties")) >= 22


def test_every_step_says_what_it_rests_on() -> None:
    for fact in FACTS:
        assert bool(fact.documents or fact.lines) == (fact.basis is not Basis.COMMON), fact


def test_ids_are_unique_and_every_day_is_known() -> None:
    ids = [fact.transition_id for fact in FACTS]
    assert len(set(ids)) == len(ids)
    assert all(fact.known_from <= fact.settled <= dt.date(2026, 4, 1) for fact in FACTS)


@pytest.mark.parametrize("tracker", sorted(catalogue()))
def test_the_steps_of_a_matter_stand_in_the_order_of_their_days(tracker: str) -> None:
    for matter in load_matters(tracker):
        days = [fact.settled for fact in transitions(tracker, matter) if fact.party in ("RUS", matter.party)]
        assert all(before <= after for before, after in pairwise(days)), matter.id


def test_a_document_cited_by_its_day_is_not_later_than_the_step() -> None:
    dated = re.compile(rf"(\d+) ({'|'.join(calendar.month_name[1:])}) (\d{{4}})")
    for fact in FACTS:
        for day, month, year in dated.findall(" ".join(fact.documents)):
            cited = dt.date(int(year), list(calendar.month_name).index(month), int(day))
            assert cited <= fact.settled + dt.timedelta(days=70), (fact.matter, fact.effective, cited)


def test_every_source_line_exists_and_was_written_near_the_step(shared: Path) -> None:
    cited = [(fact, line) for fact in FACTS for line in fact.lines]
    assert cited
    wanted, days = {line for _, line in cited}, {}
    for name in ("current_events_all.jsonl.gz", "current_events_rus_usa.jsonl"):
        path = shared / "text" / name
        with gzip.open(path, "rt") if name.endswith("gz") else path.open() as lines:
            for line in lines:
                if line[8:].split('"', 1)[0] in wanted:
                    row = json.loads(line)
                    days[row["id"]] = dt.date.fromisoformat(row["date"])
    for fact, line in cited:
        begun = min(fact.announced or fact.effective, fact.effective)
        assert begun - dt.timedelta(days=15) <= days[line], (fact.matter, line)
        assert days[line] <= fact.settled + dt.timedelta(days=140), (fact.matter, line)


def test_a_matter_reads_as_one_step_a_state() -> None:
    assert [(each.party, each.status, each.basis) for each in read(MATTER)] == [
        ("RUS", "signed", Basis.DOCUMENT),
        ("USA", "signed", Basis.DOCUMENT),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("step: signed", "step: sighed", "no such step: sighed"),
        (", documents: [Treaty of 1 January 2000]", "", "give documents or lines"),
        ("documents: [Treaty of 1 January 2000]", "lines: [page-7]", "steps.0.lines.0"),
        ("day: 2000-01-01", "day: 2000-01-01, announced: 2000-01-02", "announced after its effect"),
        ("day: 2000-01-01", "day: soon", "steps.0.day"),
        ("party: each", "party: FRA", "party"),
        ("kind: treaty", "kind: treaty\n  areas: [weather]", "areas: unknown weather"),
        ("title: Some treaty", "title: Some treaty\n  colour: red", "colour"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(old: str, new: str, said: str) -> None:
    assert old in MATTER
    with pytest.raises(PluginError) as caught:
        read(MATTER.replace(old, new))
    assert said in str(caught.value)
    assert "some.yml" in str(caught.value)


@pytest.mark.parametrize("tracker", sorted(machines()))
def test_a_machine_is_whole(tracker: str) -> None:
    machine = machines()[tracker]
    reachable, todo = {machine.start}, [machine.start]
    while todo:
        after = set(machine.edges.get(todo.pop(), ())) - reachable
        reachable |= after
        todo += after
    assert reachable == set(machine.statuses)
    assert {status for status in machine.steps.values() if status} | {machine.start} == set(machine.statuses)


def test_every_status_has_its_meaning_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "trackers.md").read_text(encoding="utf-8")
    for machine in machines().values():
        for status in machine.statuses:
            assert f"`{status}`" in page, status
