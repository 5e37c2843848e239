"""The bundled record itself: its codes, dates and counts, and that it accounts for every source line."""

from __future__ import annotations

import calendar
import datetime as dt
import gzip
import json
import re
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from detente.ontology import plover
from detente.ontology.areas import load_areas
from detente.ontology.sectors import is_organ
from detente.ontology.states import STATES
from detente.record import Basis, RecordAct, load_record, to_mentions
from detente.records import Modality, Precision

FOLDER = resources.files("detente.record")
FIRST, LAST = dt.date(1985, 1, 1), dt.date(2026, 3, 31)
YEARS = range(2002, 2027)
DECADES = range(1980, 2030, 10)
COPIED_WORDS = 8
LATE_DAYS = 62
AFTER_THE_PAGE = {"rus-usa-2016-03-02-year-in-orbit-crew-returns", "rus-usa-2019-06-25-soyuz-ms-11-returns"}
"""Landings that by universal time fell on the day after the page's, which is the American day."""
FALSE_CONTENT = "false content about an election belongs to election_interference alone, as the codebook says"
NOT_IMPLIED = {
    ("rus-usa-2016-01-01-influence-campaign-on-us-election", "cyber"): FALSE_CONTENT,
    ("rus-usa-2018-02-16-thirteen-russians-indicted", "cyber"): FALSE_CONTENT,
    ("rus-usa-2020-09-01-peace-data-campaign-alleged", "cyber"): FALSE_CONTENT,
    ("rus-usa-2024-09-04-sanctions-over-election-2024", "cyber"): FALSE_CONTENT,
}
"""Areas that a context would imply and an act does not have, and why."""
# Codes of bodies above states (ontology/actors/igos.yml).
BODIES = {"EUR", "NATO", "UNO"}
# Sectors of the PLOVER manual that the record uses, and IGO for bodies above states.
SECTORS = {
    "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO",
    "JRN", "JUD", "LEG", "MIL", "PRM", "PTY", "SPY", "UNK",
}  # fmt: skip


class LeftOut(BaseModel):
    """A source line that was read and is no act between the two states."""

    model_config = ConfigDict(extra="forbid")
    line: str = Field(pattern=r"^wcel?-\d{4}-\d{2}-\d{2}-\d{3}$")
    reason: str = Field(min_length=5, max_length=120)


@cache
def _yaml(name: str) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where built
    text = (FOLDER / name).read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.load(text, Loader=loader)  # noqa: S506  # a safe loader
    return loaded


def _names(*beginnings: str) -> list[str]:
    return sorted(
        item.name
        for item in FOLDER.iterdir()
        if item.name.endswith(".yml") and item.name.startswith(beginnings)
    )


def _left_out() -> list[LeftOut]:
    return [
        entry
        for year in YEARS
        for entry in TypeAdapter(list[LeftOut]).validate_python(_yaml(f"left_out_{year}.yml"))
    ]


@pytest.fixture(scope="module")
def acts() -> tuple[RecordAct, ...]:
    return load_record()


@pytest.fixture(scope="module")
def lines(shared: Path) -> dict[str, dict[str, Any]]:
    """Return the source lines by id; of the larger files, those the record may cite."""
    text = shared / "text"
    cited = {line for act in load_record() for line in act.cites}
    raw_lines: dict[str, str] = {}
    for name in ("current_events_all.jsonl.gz", "current_events_links.jsonl.gz"):
        with gzip.open(text / name, "rt", encoding="utf-8") as file:
            # the id stands first, and to read 100,000 lines of JSON for a hundred takes long
            raw_lines |= {
                raw[8 : raw.index('"', 8)]: raw for raw in file if raw[8 : raw.index('"', 8)] in cited
            }
    found = {line_id: json.loads(raw) for line_id, raw in raw_lines.items()}
    for raw in (text / "current_events_rus_usa.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(raw)
        found[entry["id"]] = entry | {"dyad": True}
    return {
        line_id: entry
        for line_id, entry in found.items()
        if FIRST <= dt.date.fromisoformat(entry["date"]) <= LAST
    }


def test_there_are_enough_acts_in_every_year_and_area(acts: tuple[RecordAct, ...]) -> None:
    years = Counter(act.event_date.year for act in acts)
    areas = Counter(area for act in acts for area in act.areas)
    bases = Counter(act.basis for act in acts)
    assert bases[Basis.SOURCE_LINE] >= 350
    assert min(bases[basis] for basis in Basis) >= 50
    assert {year: years[year] for year in range(2003, 2027) if years[year] < 3} == {}
    assert {area: areas[area] for area in load_areas() if areas[area] < 3} == {}


def test_every_empty_area_and_decade_is_explained_in_the_docs(acts: tuple[RecordAct, ...]) -> None:
    held = {(area, act.event_date.year // 10 * 10) for act in acts for area in act.areas}
    empty = {(area, decade) for area in load_areas() for decade in DECADES} - held
    page = (Path(__file__).resolve().parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| (\d{4})s \| .{20,} \|$", page, re.MULTILINE)
    assert {(area, int(decade)) for area, decade in rows} == empty


def test_the_counts_in_the_docs_are_those_of_the_record(acts: tuple[RecordAct, ...]) -> None:
    root = Path(__file__).resolve().parents[2]
    page = (root / "docs" / "record.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z ]+)` \| (\d+) \|", page, re.MULTILINE))
    assert {Basis(name): int(number) for name, number in told.items()} == Counter(act.basis for act in acts)
    assert f"{len(acts)} acts between the two states" in (root / "README.md").read_text(encoding="utf-8")


def test_a_context_implies_its_area(acts: tuple[RecordAct, ...]) -> None:
    missing = {
        (act.id, area.id)
        for act in acts
        for area in load_areas().values()
        if set(area.contexts) & set(act.contexts) and area.id not in act.areas
    }
    assert missing == set(NOT_IMPLIED)
    talks = [act for act in acts if act.event_type == "CONSULT"]
    assert [act.id for act in talks if "diplomatic_channels" not in act.areas] == []


def test_an_exchange_of_citizens_held_belongs_to_both_areas(acts: tuple[RecordAct, ...]) -> None:
    freed = [act for act in acts if act.mode == "release" and "x_detained_nationals" in act.contexts]
    assert len(freed) >= 8
    assert [act.id for act in freed if not {"human_rights", "diplomatic_channels"} <= set(act.areas)] == []
    assert all(part in load_areas()["human_rights"].counts for part in ("exchanged", "diplomatic_channels"))


def test_both_directions_and_joint_acts_are_there(acts: tuple[RecordAct, ...]) -> None:
    directions = Counter(act.direction for act in acts)
    assert set(directions) == {"RUS>USA", "USA>RUS", "RUS-USA", None}
    assert min(directions.values()) >= 5
    undirected = [act for act in acts if act.direction is None]
    assert all(not is_organ(side.sector) for act in undirected for side in act.actor)


def test_fields_stand_in_the_agreed_order_and_acts_in_the_order_of_days() -> None:
    for name in _names("acts_", "documents_"):
        entries = _yaml(name)
        assert {tuple(entry) for entry in entries} <= {tuple(RecordAct.model_fields)}
        order = [(entry["event_date"], entry["id"]) for entry in entries]
        assert order == sorted(order), f"{name} is not sorted by date and id"


def test_no_file_lies_outside_the_years() -> None:
    # the one line of 2002 that was read gives no act
    expected = {f"{kind}_{year}.yml" for kind in ("acts", "left_out") for year in YEARS} - {"acts_2002.yml"}
    expected |= {f"documents_{decade}s.yml" for decade in DECADES} | {"background.yml", "glossary.yml"}
    expected |= {"landmarks.yml"}
    assert set(_names("")) == expected


def test_each_act_lies_in_a_file_of_its_basis() -> None:
    for name in _names("documents_"):
        for entry in _yaml(name):
            assert entry["basis"] != Basis.SOURCE_LINE, entry["id"]
            assert f"documents_{entry['event_date'].year // 10 * 10}s.yml" == name, entry["id"]
    for name in _names("acts_"):
        assert {entry["basis"] for entry in _yaml(name)} == {Basis.SOURCE_LINE}, name


def test_every_side_claimant_and_arena_has_a_known_code(acts: tuple[RecordAct, ...]) -> None:
    sides = {side.code for act in acts for side in (*act.actor, *act.recipient)}
    claimants = {claimant.code for act in acts for claimant in act.claimants}
    assert (sides | claimants) - {None} - set(STATES) == BODIES
    assert {act.arena for act in acts} - {None} <= set(STATES)


def test_every_side_has_a_known_sector(acts: tuple[RecordAct, ...]) -> None:
    sectors = {side.sector for act in acts for side in (*act.actor, *act.recipient)}
    assert sectors - {None} <= SECTORS


def test_a_recipient_stands_where_the_type_needs_one(acts: tuple[RecordAct, ...]) -> None:
    for act in acts:
        joint = act.direction == "RUS-USA"
        assert joint or act.recipient, act.id
        assert not (joint and act.recipient), act.id
        if plover.event_type(act.event_type).recipient_required:
            assert joint or act.recipient, act.id


def test_days_are_plausible(acts: tuple[RecordAct, ...]) -> None:
    for act in acts:
        assert FIRST <= act.event_date <= LAST, act.id
        assert FIRST <= act.known_on <= LAST, act.id
        assert act.id.startswith(f"rus-usa-{act.event_date}-"), act.id
        if act.modality is not Modality.FUTURE and act.date_precision is Precision.DAY:
            assert act.event_date <= act.known_on, act.id
    later = {act.id for act in acts if act.event_date > (act.portal_day or act.known_on)}
    assert later == AFTER_THE_PAGE


def test_a_day_that_is_not_sure_or_not_the_page_s_says_so_in_a_note(acts: tuple[RecordAct, ...]) -> None:
    lined = [act for act in acts if act.portal_day]
    coarse = [act for act in lined if act.date_precision is not Precision.DAY]
    assert len(coarse) > 50
    assert [act.id for act in coarse if not act.note] == []
    elsewhere = [act for act in lined if act.event_date != act.portal_day]
    assert len(elsewhere) > 100
    assert [act.id for act in elsewhere if not _names_day_or_page(act)] == []


def test_the_check_of_notes_sees_one_that_names_neither_day_nor_page(acts: tuple[RecordAct, ...]) -> None:
    act = next(act for act in acts if act.id == "rus-usa-2016-04-29-us-plane-intercepted-over-baltic")
    for note in ("It was on 29 April.", "The portal has the 30th.", "The page is of the day after."):
        assert _names_day_or_page(act.model_copy(update={"note": note})), note
    for other in (None, "The intercept is agreed.", "It was 29 km away.", "Both reports tell of it."):
        assert not _names_day_or_page(act.model_copy(update={"note": other})), other


def _names_day_or_page(act: RecordAct) -> bool:
    """Return whether a note tells why an act's day is not the page's: by one of the two days, or by the page.

    An act of which only the month or year is known has no day to name: there the note names what tells of it.
    """
    assert act.portal_day is not None
    note = act.note or ""
    days = "|".join(str(day.day) for day in (act.event_date, act.portal_day))
    months = "|".join(calendar.month_name[1:])
    named = rf"\b(?:(?:{days})(?:st|nd|rd|th| (?:{months}))|portal|page)\b"
    if act.date_precision in (Precision.MONTH, Precision.YEAR):
        named += r"|\b(?:line|reports?|topic|Known from)\b"
    return re.search(named, note) is not None


def test_an_act_known_much_later_says_so_in_a_note(acts: tuple[RecordAct, ...]) -> None:
    late = [
        act
        for act in acts
        if (max([act.known_on, *(s.published for s in act.sources)]) - act.event_date).days > LATE_DAYS
    ]
    assert late
    assert [act.id for act in late if not act.note] == []


def test_every_mention_has_a_key_of_its_own(acts: tuple[RecordAct, ...]) -> None:
    mentions = to_mentions(acts)
    assert len({mention.mention_id for mention in mentions}) == len(mentions)
    assert {mention.external_event_id for mention in mentions} == {act.id for act in acts}
    for mention in mentions:
        assert mention.available_at is not None
        assert mention.published_at is None or mention.published_at <= mention.available_at


def test_summaries_are_one_sentence(acts: tuple[RecordAct, ...]) -> None:
    ends = re.compile(r"[.!?]\s+[A-Z]")
    abbreviation = re.compile(r"\b(?:[A-Z]|Mr|Ms|St)\.\s")
    for act in acts:
        assert act.summary.endswith("."), act.id
        assert not ends.search(abbreviation.sub("", act.summary)), act.id


def test_no_line_is_left_out_twice_or_cited_too(acts: tuple[RecordAct, ...]) -> None:
    left = Counter(entry.line for entry in _left_out())
    assert [line for line, n in left.items() if n > 1] == []
    cited = {line for act in acts for line in act.cites}
    assert cited & set(left) == set()


def test_every_source_line_is_cited_or_left_out_with_a_reason(
    acts: tuple[RecordAct, ...], lines: dict[str, dict[str, Any]]
) -> None:
    accounted = {line for act in acts for line in act.cites} | {entry.line for entry in _left_out()}
    dyad = {line_id for line_id, entry in lines.items() if entry.get("dyad")}
    assert len(dyad) > 900
    assert sorted(dyad - accounted) == []
    assert sorted(accounted - set(lines)) == []


def test_portal_days_outlets_and_addresses_are_those_of_the_lines(
    acts: tuple[RecordAct, ...], lines: dict[str, dict[str, Any]]
) -> None:
    for act in acts:
        if act.portal_day is None:
            continue
        cited = [lines[line] for line in act.cites]
        assert act.portal_day.isoformat() in {entry["date"] for entry in cited}, act.id
        urls = {link["url"] for entry in cited for link in entry.get("source_links") or ()}
        assert {source.url for source in act.sources if source.url} <= urls, act.id
        assert {source.published.isoformat() for source in act.sources} <= {e["date"] for e in cited}, act.id
        named = " ".join(f"{entry['source']} {entry['text']}" for entry in cited)
        assert [source.outlet for source in act.sources if source.outlet not in named] == [], act.id


def test_no_summary_copies_eight_words_in_a_row(
    acts: tuple[RecordAct, ...], lines: dict[str, dict[str, Any]]
) -> None:
    copied = [
        (act.id, line) for act in acts for line in act.cites if _shared_run(act.summary, lines[line]["text"])
    ]
    assert copied == []


def test_the_check_of_copied_words_sees_a_copy() -> None:
    own = "Two ministers signed a paper on fishing in the northern sea today"
    assert _shared_run(f"He said: {own.upper()}!", own)
    assert not _shared_run("Two ministers signed a paper on fishing, today", own)


def _shared_run(one: str, other: str) -> bool:
    return bool(_runs(one) & _runs(other))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + COPIED_WORDS]) for i in range(len(words) - COPIED_WORDS + 1)}
