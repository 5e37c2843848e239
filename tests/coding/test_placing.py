"""Which place a name means."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from detente.coding.placing import locate
from detente.ontology.states import STATES
from detente.records import PlacePrecision

NAMES = (
    "Paris",
    "Tripoli",
    "Birmingham",
    "Hyderabad",
    "Valencia",
    "London",
    "Georgetown",
    "Odessa",
    "Kashmir",
)


def found(words: str, behind: str = "", named: str = "", **read_as: str) -> int | None:
    there = locate(words, behind, set(named.split()), **read_as)
    return there.geonames_id if there else None


@pytest.mark.parametrize(
    ("words", "behind", "geonames_id"),
    [
        ("Moscow", ", Idaho, on Monday", 5601538),
        ("Moscow", ", Idaho", 5601538),
        ("Moscow", ", Russia.", 524901),
        ("Moscow", ", Ohio.", None),  # it is there, but too small for the table
        ("London", ", Canada, on Monday", 6058560),
        ("London", ", Canada said", 2643743),  # who said it, not where London is
        ("London", ", Paris and Rome", 2643743),
        ("Alaska", ", United States.", 5879092),
        ("Srinagar", ", Kashmir, on Monday", 1255634),
        ("Springfield", "", None),
        ("Springfield", ", Illinois", 4250542),
        ("Nowhere-on-Sea", "", None),
    ],
)
def test_what_stands_behind_a_name_decides_first(words: str, behind: str, geonames_id: int | None) -> None:
    assert found(words, behind) == geonames_id


def test_a_capital_gives_way_to_a_rival_only_where_that_state_alone_is_named() -> None:
    assert found("Tripoli", capital="LBY") == 2210247
    assert found("Tripoli", named="LBN", capital="LBY") == 266826
    assert found("Tripoli", named="LBN LBY", capital="LBY") is None
    assert found("London", named="CAN", capital="GBR") == 2643743


def test_a_state_that_shares_its_name_with_a_region_stays_open_where_that_is_near() -> None:
    assert found("Georgia", state="GEO") == found("Georgia", named="USA GEO", state="GEO") == 614540
    assert found("Georgia", named="USA RUS", state="GEO") is None
    assert found("Georgia") == 4197000  # not read as a state: the gazetteer of actors saw Americans near it


def test_disputed_territory_follows_the_lists_and_says_so() -> None:
    told = {name: locate(name, "", set()) for name in ("Crimea", "Sevastopol", "Kashmir", "Srinagar", "Perm")}
    assert {name: (there.state, there.disputed) for name, there in told.items() if there} == {
        "Crimea": ("UKR", True),
        "Sevastopol": ("UKR", True),
        "Kashmir": (None, True),
        "Srinagar": ("IND", True),
        "Perm": ("RUS", False),
    }


@given(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from(sorted(STATES)), max_size=4), st.sampled_from(NAMES)
)
def test_a_location_is_a_place_of_the_name_and_whole(name: str, named: frozenset[str], other: str) -> None:
    there = locate(name, f", {other}", named)
    assert there == locate(name, f", {other}", sorted(named))
    if there is not None:
        assert there.state is None or there.state in STATES
        assert (there.latitude is None) == (there.longitude is None)
        assert there.precision is PlacePrecision.PLACE or there.geonames_id is None
