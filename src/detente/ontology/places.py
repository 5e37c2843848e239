"""Places by name, with the ids of GeoNames: data/places.tsv; data/regions.yml has what it lacks."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from detente.datafiles import checked, parse_yaml
from detente.errors import PluginError
from detente.ontology._data import bundled
from detente.ontology.states import STATES
from detente.records import PlacePrecision

TABLE, FILE = "places.tsv", "regions.yml"
_KINDS = {
    "city": PlacePrecision.PLACE,
    "region": PlacePrecision.REGION,
    "state": PlacePrecision.COUNTRY,
}
_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its GeoNames id, state (ISO 3166-1 alpha-3), division, degrees (WGS 84), and people.

    `geonames_id` is None for what the table does not hold; `state` where the place lies in several states.
    """

    name: str
    precision: PlacePrecision
    geonames_id: int | None = None
    state: str | None = None
    division: str = ""
    latitude: float | None = None
    longitude: float | None = None
    people: int = 0
    disputed: bool = False


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    state: str | None = None
    within: str = ""
    precision: PlacePrecision
    disputed: bool = False


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    named: tuple[_Named, ...]
    disputed_divisions: frozenset[str]
    disputed_places: dict[int, str]


class Places:
    """The names of the table; a row is read when it is asked for."""

    def __init__(self, table: str, regions: _File) -> None:
        self._regions = regions
        self._lines = [line for line in table.splitlines()[1:] if not line.startswith("#")]
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            cells = line.split("\t")
            if len(cells) != _COLUMNS:
                raise PluginError(f"not {_COLUMNS} columns: {line[:60]!r}", where=TABLE)
            for name in {cells[2], *cells[8].split("|")} - {""}:
                self._by_name[name].append(number)
        for each in regions.named:
            if each.state is not None and each.state not in STATES:
                raise PluginError(f"no state has the code {each.state!r}", where=FILE, do="use ISO 3166-1")
        self._named = {name: _of(each) for each in regions.named for name in each.names}
        self._states = {place.state: place for place in self._all_states()}

    def called(self, name: str) -> list[Place]:
        """Return the cities and regions of a name, the most populous first; marks may be missing.

        A city that only once had the name, or has it in another tongue, counts where it is the largest.
        """
        lines = self._by_name.get(name) or self._by_name.get(_plain(name), [])
        every = [self._place(self._lines[number]) for number in lines]
        found = [place for place in every if place.precision is not PlacePrecision.COUNTRY]
        own = [place.people for place in found if _plain(place.name) == _plain(name)]
        kept = [p for p in found if p.people > max(own, default=0) or _plain(p.name) == _plain(name)]
        return sorted(kept, key=lambda place: -place.people)

    def region(self, name: str) -> Place | None:
        """Return the region or site of a name, None where there is none."""
        if name in self._named:
            return self._named[name]
        return next((p for p in self.called(name) if p.precision is PlacePrecision.REGION), None)

    def state(self, code: str) -> Place | None:
        """Return the place that is a state, by its ISO 3166-1 alpha-3 code."""
        return self._states.get(code)

    def _all_states(self) -> list[Place]:
        return [self._place(line) for line in self._lines if line.split("\t", 2)[1] == "state"]

    def _place(self, line: str) -> Place:
        number, kind, name, state, division, latitude, longitude, people, _ = line.split("\t")
        claimed = f"{state}.{division}" in self._regions.disputed_divisions or bool(STATES[state].dispute)
        return Place(
            name,
            _KINDS[kind],
            int(number),
            state,
            division,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(people or 0),
            claimed or int(number) in self._regions.disputed_places,
        )


def _of(each: _Named) -> Place:
    return Place(each.names[0], each.precision, None, each.state, each.within, disputed=each.disputed)


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@cache
def load_places() -> Places:
    """Return the bundled places, read once. Raises PluginError for a file that does not fit."""
    regions = checked(_File, parse_yaml(bundled(FILE), FILE), FILE)
    table = "\n".join(line for line in bundled(TABLE).splitlines() if not line.startswith("#"))
    return Places(table, regions)
