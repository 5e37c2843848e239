"""Actors: who holds which office when, and which words stand for whom."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from detente.errors import WrongUse
from detente.ontology import actors
from detente.ontology.actor_entries import ActorEntry, Post, Surface
from detente.ontology.actor_files import (
    Collision,
    collisions,
    igos,
    masks as mask_groups,
    others,
    state_files,
)
from detente.ontology.states import STATES

OFFICES = sorted(entry.id for entry in actors.load_actors() if entry.kind == "office" and entry.posts)
PERSONS = sorted(entry.id for entry in actors.load_actors() if entry.kind == "leader")
DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("USA.president", dt.date(2009, 1, 19), "USA.george_w_bush"),
        ("USA.president", dt.date(2009, 1, 20), "USA.barack_obama"),
        ("USA.president", dt.date(2026, 2, 1), "USA.donald_trump"),
        ("RUS.president", dt.date(2009, 6, 1), "RUS.dmitry_medvedev"),
        ("RUS.foreign_minister", dt.date(2014, 3, 1), "RUS.sergey_lavrov"),
        ("USA.defence_minister", dt.date(2019, 7, 1), "USA.mark_esper"),
        ("KOR.president", dt.date(2025, 1, 15), "KOR.yoon_suk_yeol"),
        ("NATO.secretary_general", dt.date(2020, 5, 5), "NOR.jens_stoltenberg"),
        ("EUR.high_representative", dt.date(2025, 5, 5), "EST.kaja_kallas"),
    ],
)
def test_the_holder_of_an_office_on_a_day(office: str, day: dt.date, person: str) -> None:
    found = actors.holder(office, day)
    assert found is not None
    assert found.id == person


def test_an_office_that_nobody_is_known_to_hold_has_no_holder() -> None:
    assert actors.holder("RUS.ambassador_usa", dt.date(2025, 1, 15)) is None


def test_a_hand_over_of_which_only_the_month_is_known_is_not_decided_in_that_month() -> None:
    assert actors.holder("JPN.foreign_minister", dt.date(2021, 11, 3)) is None
    assert actors.posts_on("JPN.toshimitsu_motegi", dt.date(2021, 11, 3)) == ()


def test_what_is_no_office_has_no_holder() -> None:
    with pytest.raises(WrongUse, match=r"RUS\.fsb is no office"):
        actors.holder("RUS.fsb", dt.date(2020, 1, 1))
    with pytest.raises(WrongUse, match="no actor"):
        actors.holder("RUS.nobody", dt.date(2020, 1, 1))


def test_one_person_holds_several_offices_in_turn() -> None:
    offices = [post.office for post in actors.entry("RUS.vladimir_putin").posts if not post.acting]
    assert [office for office in offices if office != "RUS.united_russia_chairman"] == [
        "RUS.prime_minister",
        "RUS.president",
        "RUS.prime_minister",
        "RUS.president",
    ]


def test_code_and_sector_of_a_person_are_those_of_the_day() -> None:
    kallas = actors.entry("EST.kaja_kallas")
    assert (kallas.code_on(dt.date(2023, 1, 1)), kallas.sector_on(dt.date(2023, 1, 1))) == ("EST", "GOV")
    assert (kallas.code_on(dt.date(2025, 1, 1)), kallas.sector_on(dt.date(2025, 1, 1))) == ("EUR", "EUR")
    obama = actors.entry("USA.barack_obama")
    assert [obama.sector_on(dt.date(year, 6, 1)) for year in (2007, 2012, 2020)] == ["LEG", "GOV", "ELI"]
    assert actors.entry("RUS.alexei_navalny").sector_on(dt.date(2020, 8, 20)) == "OPP"


def _who(text: str, lang: str, day: dt.date) -> set[str]:
    fit = [
        s for s in actors.load_surfaces() if s.lang == lang and s.text == text and s.entry and s.valid(day)
    ]
    return {surface.entry.id for surface in fit if surface.entry}


def test_a_title_with_a_surname_is_the_holder_of_that_time() -> None:
    assert _who("President Bush", "en", dt.date(2005, 6, 1)) == {"USA.george_w_bush"}
    assert _who("President Bush", "en", dt.date(2026, 1, 1)) == set()
    assert _who("Secretary Clinton", "en", dt.date(2011, 1, 1)) == {"USA.hillary_clinton"}
    assert _who("national security adviser Rice", "en", dt.date(2003, 1, 1)) == {"USA.condoleezza_rice"}
    assert _who("national security adviser Rice", "en", dt.date(2015, 1, 1)) == {"USA.susan_rice"}
    assert _who("госсекретарь Керри", "ru", dt.date(2014, 1, 1)) == {"USA.john_kerry"}


def test_the_taliban_are_a_government_only_since_they_took_power() -> None:
    assert _who("Taliban", "en", dt.date(2021, 8, 14)) == {"nonstate.taliban_insurgency"}
    assert _who("Taliban", "en", dt.date(2021, 8, 15)) == {"nonstate.taliban_government"}


@pytest.mark.parametrize(
    ("text", "lang", "actor", "sector"),
    [
        ("Kremlin", "en", "RUS.kremlin", "GOV"),
        ("Foggy Bottom", "en", "USA.foreign_ministry", "GOV"),
        ("Pentagon", "en", "USA.defence_ministry", "MIL"),
        ("Russian forces", "en", "RUS.armed_forces", "MIL"),
        ("GRU", "en", "RUS.gru", "SPY"),
        ("State Duma", "en", "RUS.state_duma", "LEG"),
        ("Downing Street", "en", "GBR.downing_street", "GOV"),
        ("Islamabad", "en", "PAK.capital", "GOV"),
        ("Zambian embassy", "en", "ZMB.embassy", "GOV"),
        ("МИД Армении", "ru", "ARM.foreign_ministry", "GOV"),
        ("польские военные", "ru", "POL.armed_forces", "MIL"),
    ],
)
def test_names_that_a_reader_expects(text: str, lang: str, actor: str, sector: str) -> None:
    assert _who(text, lang, dt.date(2024, 1, 1)) == {actor}
    assert actors.entry(actor).sector == sector


def test_every_code_is_a_state_or_an_organisation() -> None:
    known = STATES.keys() | igos().organisations.keys() | igos().generic.keys()
    used = {code for entry in actors.load_actors() for code in (entry.code, *(p.code for p in entry.posts))}
    assert used <= known
    assert not STATES.keys() & igos().organisations.keys()


def test_every_state_of_the_table_that_acts_for_itself_is_named() -> None:
    named = {entry.code for entry in actors.load_actors() if entry.kind == "state"}
    assert {code for code, state in STATES.items() if state.kind in ("member", "other")} <= named


def test_every_state_has_names_in_both_languages_and_the_table_agrees() -> None:
    for entry in actors.load_actors():
        if entry.kind == "state":
            state = STATES[entry.code]
            assert state.name_en.casefold() in [name.casefold() for name in entry.names["en"]], entry.id
            assert state.name_ru.casefold() in [name.casefold() for name in entry.names["ru"]], entry.id


def test_no_state_is_listed_twice() -> None:
    assert not others().keys() & state_files().keys()


def test_persons_have_names_in_both_languages_and_are_reachable_from_their_posts() -> None:
    for person in (actors.entry(identity) for identity in PERSONS):
        assert person.names["en"], person.id
        assert person.names["ru"], person.id
        for post in person.posts:
            assert post in actors.entry(post.office).posts


def test_dates_are_in_order() -> None:
    for entry in actors.load_actors():
        assert _ordered(entry.valid_from, entry.valid_to), entry.id
        assert all(_ordered(s.valid_from, s.valid_to) for s in entry.spellings), entry.id
        for post in entry.posts:
            assert post.valid_from <= post.begun_by
            assert _ordered(post.begun_by, post.ended_after), post
            assert _ordered(post.ended_after, post.valid_to), post
            assert (post.ended_after is None) == (post.valid_to is None)


def _ordered(first: dt.date | None, last: dt.date | None) -> bool:
    return first is None or last is None or first <= last


def _office_is_shared(office: ActorEntry) -> bool:
    code, key = office.id.split(".", 1)
    party = state_files().get(code) or igos().organisations[code]
    return party.offices[key].shared


def _certainly_overlap(one: Post, other: Post) -> bool:
    start = max(one.begun_by, other.begun_by)
    return start < min(one.ended_after or dt.date.max, other.ended_after or dt.date.max)


def test_no_two_persons_hold_one_office_at_a_time_but_for_acting_ones() -> None:
    for office in (actors.entry(identity) for identity in OFFICES):
        if not _office_is_shared(office):
            for one, other in combinations([post for post in office.posts if not post.acting], 2):
                assert not _certainly_overlap(one, other), (one, other)


def _window(surface: Surface) -> tuple[dt.date, dt.date]:
    entry, spelling = surface.entry, surface.spelling
    assert entry is not None
    starts = [day for day in (spelling.valid_from, entry.valid_from) if day]
    ends = [day for day in (spelling.valid_to, entry.valid_to) if day]
    return max(starts, default=dt.date.min), min(ends, default=dt.date.max)


def _collide(one: Surface, other: Surface) -> bool:
    """Return whether nothing decides between the two: no case, date or support, and they differ in sense."""
    if one.entry is None or other.entry is None or one.entry.id == other.entry.id:
        return False
    if one.case_sensitive and other.case_sensitive and one.text != other.text:
        return False
    if one.ambiguous or other.ambiguous:
        return not (one.ambiguous and other.ambiguous)
    (first, last), (begin, end) = _window(one), _window(other)
    same_sense = (one.entry.code, one.entry.sector) == (other.entry.code, other.entry.sector)
    return max(first, begin) < min(last, end) and not same_sense


def _colliding(surfaces: list[Surface]) -> list[tuple[str, str, str]]:
    return [
        (one.text, one.entry.id, other.entry.id)
        for one, other in combinations(surfaces, 2)
        if _collide(one, other) and one.entry and other.entry
    ]


def test_no_two_actors_claim_one_spelling_without_a_rule() -> None:
    by_text = actors.claims(surface for surface in actors.load_surfaces() if surface.entry)
    assert [found for surfaces in by_text.values() for found in _colliding(surfaces)] == []


def test_the_listed_collisions_are_real_and_all_their_entries_exist() -> None:
    spelled = [Surface(s, entry) for entry in actors.load_actors() for s in entry.spellings]
    by_text = actors.claims(spelled)
    for rule in collisions():
        claimed = by_text[rule.lang, rule.text.casefold()]
        assert {s.entry.id for s in claimed if s.entry} == set(rule.entries), rule
        assert _colliding(claimed), rule


def test_a_rule_gives_the_spelling_to_its_winner_or_makes_it_ambiguous() -> None:
    text, entries = "PM Nobody", ("KOR.kim_boo_kyum", "PRK.kim_tok_hun")
    spelling = actors.Spelling(text, "en")
    claimed = [Surface(spelling, actors.entry(identity)) for identity in entries]
    won = Collision(text=text, lang="en", entries=entries, winner=entries[1], why="for the test")
    open_ = Collision(text=text, lang="en", entries=entries, why="for the test")
    assert [actors.settle(surface, won) for surface in claimed] == [None, claimed[1]]
    assert all(found and found.ambiguous for found in (actors.settle(s, open_) for s in claimed))


def test_at_least_27_states_are_told_in_full() -> None:
    day, full = dt.date(2021, 6, 1), []
    for code in actors.detailed_states():
        top = [
            f"{code}.{key}" for key in ("president", "prime_minister", "monarch", "emir", "supreme_leader")
        ]
        heads = [actors.holder(office, day) for office in top if office in OFFICES]
        minister = actors.holder(f"{code}.foreign_minister", day)
        bodies = [actors.entry(f"{code}.{key}") for key in ("parliament", "armed_forces", "foreign_ministry")]
        assert any(heads), code
        if minister and all(body.names["en"] for body in bodies):
            full.append(code)
    assert len(full) >= 27
    assert {"RUS", "USA"} <= set(full)


def test_both_ambassadors_are_known_by_date() -> None:
    day = dt.date(2018, 6, 1)
    assert [
        h.id
        for office in ("RUS.ambassador_usa", "USA.ambassador_russia")
        if (h := actors.holder(office, day))
    ] == [
        "RUS.anatoly_antonov",
        "USA.jon_huntsman",
    ]


def test_masks_hide_an_actor_and_are_none() -> None:
    surfaces = actors.load_surfaces()
    named = {(s.lang, s.text.casefold()) for s in surfaces if s.entry}
    assert not {(s.lang, s.text.casefold()) for s in surfaces if s.entry is None} & named
    listed = {(str(s.lang), s.text.casefold()) for s in surfaces if s.entry is None and s.lang == "en"}
    listed |= {("ru", name.text.casefold()) for group in mask_groups().values() for name in group.ru}
    idle = [mask for mask in listed if not any((mask[0], part) in named for part in _parts(mask[1]))]
    assert idle == []


def _parts(text: str) -> list[str]:
    cuts = [i for i in range(len(text) + 1) if i in (0, len(text)) or not text[i - 1 : i + 1].isalnum()]
    return [text[i:j] for i, j in combinations(cuts, 2)]


@pytest.mark.parametrize(
    "phrase",
    ["Moscow, Idaho", "Paris, Texas", "American Airlines", "Russian roulette", "Bank of America",
     "Washington state", "Washington Post", "Atlanta, Georgia", "China Airlines", "Kremlin Cup",
     "American football", "French fries", "Georgia Tech", "pro-Russian", "U.S.-backed", "Iranian-backed"],
)  # fmt: skip
def test_false_friends_are_masked(phrase: str) -> None:
    assert [s for s in actors.load_surfaces() if s.entry is None and s.text == phrase]


@pytest.mark.parametrize("text", ["US", "UN", "WHO", "США", "ЕС", "Turkey", "Poland", "Chad", "Kerry"])
def test_words_that_are_common_in_lower_case_match_only_as_written(text: str) -> None:
    found = [s for s in actors.load_surfaces() if s.text == text and s.entry]
    assert found
    assert all(surface.case_sensitive for surface in found)


@pytest.mark.parametrize("text", ["Rice", "Gates", "Bush", "Clinton", "Congress", "Senate"])
def test_names_that_others_bear_too_are_ambiguous(text: str) -> None:
    found = [s for s in actors.load_surfaces() if s.text == text and s.entry]
    assert found
    assert all(surface.ambiguous for surface in found)


def test_georgia_is_not_the_state_beside_names_of_the_other_georgia() -> None:
    (georgia,) = [s for s in actors.load_surfaces() if s.text == "Georgia" and s.entry]
    assert {"Atlanta", "Fulton County"} <= set(georgia.spelling.unless)


@pytest.mark.parametrize(
    "text", ["the West", "West", "Western", "Western powers", "Запад", "коллективный Запад"]
)
def test_the_west_has_no_code(text: str) -> None:
    assert not [s for s in actors.load_surfaces() if s.text.casefold() == text.casefold()]


@given(st.sampled_from(OFFICES), DAYS)
def test_the_holder_has_the_office_among_the_posts_of_the_day(office: str, day: dt.date) -> None:
    found = actors.holder(office, day)
    if found:
        assert office in {post.office for post in actors.posts_on(found.id, day)}
        assert found.code_on(day) in actors.codes()
    else:
        assert not [post for post in actors.entry(office).posts if post.certain(day)]


@given(st.sampled_from(PERSONS), DAYS)
def test_what_is_certain_is_possible(person: str, day: dt.date) -> None:
    entry = actors.entry(person)
    assert all(post.possible(day) for post in actors.posts_on(person, day))
    assert entry.sector_on(day) == entry.no_post or any(post.possible(day) for post in entry.posts)
