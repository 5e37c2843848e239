"""States by ISO 3166-1 alpha-3, and their codes in other schemes, each valid by date.

The tables are data/states.csv and data/state_codes.csv. What a code does not decide is said in
docs/decisions/disputed-territory.md; why the dates are as they are, in docs/decisions/state-codes.md.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.datafiles import checked
from detente.errors import PluginError, WrongUse
from detente.ontology._data import bundled, rows

Scheme = Literal["iso3", "iso2", "cow", "gw", "fips", "cameo"]
SCHEMES: tuple[Scheme, ...] = ("iso3", "iso2", "cow", "gw", "fips", "cameo")
NUMERIC = ("cow", "gw")
FILE, CODE_FILE = "states.csv", "state_codes.csv"
Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Iso2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Number = Annotated[str, Field(pattern=r"^[1-9]\d{0,2}$")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty_cells(cls, value: Any) -> Any:
        return {name: cell for name, cell in value.items() if cell != ""}


class State(_Row):
    """A state or another unit with a code of its own.

    `kind`: "member" of the United Nations, "other" (acts for itself, no member), "territory", "former".
    `administered_by`: the state that runs a territory in fact. `valid_from`: first day of a state born since
    1974; `valid_to`: last day of a former one. `successor`: the state that continues it. `dispute`: what is
    disputed about it, "" if nothing is noted. The codes are those of the table; `to_code` gives them by date.
    """

    iso3: Iso3
    iso2: Iso2 | None = None
    name_en: str
    name_ru: str
    kind: Literal["member", "other", "territory", "former"]
    administered_by: Iso3 | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: Iso3 | None = None
    cow: Number | None = None
    gw: Number | None = None
    fips: Iso2 | None = None
    cameo: Iso3 | None = None
    dispute: str = ""
    note: str = ""

    def existed(self, on: dt.date) -> bool:
        """Return whether `on` is inside the state's own dates; a state without dates existed on any day."""
        return (self.valid_from or dt.date.min) <= on <= (self.valid_to or dt.date.max)


class _Code(_Row):
    iso3: Iso3
    scheme: Scheme
    code: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    kind: Literal["main", "alias"]
    note: str = ""


class _Span(NamedTuple):
    first: dt.date
    last: dt.date
    iso3: str
    code: str
    alias: bool = False


def _states() -> dict[str, State]:
    found: list[State] = checked(list[State], rows(bundled(FILE)), FILE)
    return {state.iso3: state for state in found}


STATES: dict[str, State] = _states()


@cache
def _extra() -> tuple[_Code, ...]:
    found: list[_Code] = checked(list[_Code], rows(bundled(CODE_FILE)), CODE_FILE)
    if strange := sorted({code.iso3 for code in found} - set(STATES)):
        raise PluginError(f"unknown states {strange}", where=CODE_FILE, do=f"add them to {FILE}")
    return tuple(found)


def _spans(scheme: Scheme) -> Iterator[_Span]:
    """Yield the main codes of a scheme with their days; iso, fips and cameo codes have no first day."""
    for state in STATES.values():
        if code := getattr(state, scheme):
            first = state.valid_from if scheme in NUMERIC else None
            yield _Span(first or dt.date.min, state.valid_to or dt.date.max, state.iso3, code)
    yield from _extra_spans(scheme, "main")


def _extra_spans(scheme: Scheme, kind: str) -> Iterator[_Span]:
    for row in _extra():
        if (row.scheme, row.kind) == (scheme, kind):
            first, last = row.valid_from or dt.date.min, row.valid_to or dt.date.max
            yield _Span(first, last, row.iso3, row.code, alias=row.kind == "alias")


def _refuse_overlaps(spans: dict[str, list[_Span]], what: str) -> None:
    for name, found in spans.items():
        for earlier, later in pairwise(found):
            if later.first <= earlier.last:
                reason = f"{what} {name} has two meanings on {later.first}"
                raise PluginError(reason, where=f"{FILE}, {CODE_FILE}", do="set the dates apart")


def _grouped(spans: list[_Span], by: Literal["code", "iso3"]) -> dict[str, list[_Span]]:
    found: dict[str, list[_Span]] = defaultdict(list)
    for span in sorted(spans):
        found[getattr(span, by)].append(span)
    return dict(found)


@cache
def _by_code(scheme: Scheme) -> dict[str, list[_Span]]:
    found = _grouped([*_spans(scheme), *_extra_spans(scheme, "alias")], "code")
    _refuse_overlaps(found, f"the {scheme} code")
    return found


@cache
def _by_state(scheme: Scheme) -> dict[str, list[_Span]]:
    found = _grouped(list(_spans(scheme)), "iso3")
    _refuse_overlaps(found, f"the {scheme} code of")
    return found


def _scheme(name: str) -> Scheme:
    for scheme in SCHEMES:
        if scheme == name:
            return scheme
    raise WrongUse(f"no scheme {name!r} of state codes", do=f"use one of {', '.join(SCHEMES)}")


def _on(spans: list[_Span], on: dt.date | None) -> _Span | None:
    """Return the span that holds on the day, or without a day the latest, a main one if there is any."""
    if on is None:
        return max(spans, key=lambda span: (not span.alias, span.last), default=None)
    return next((span for span in spans if span.first <= on <= span.last), None)


def state(iso3: str) -> State:
    """Return the state with the ISO alpha-3 code (KOS for Kosovo); raises WrongUse if there is none."""
    try:
        return STATES[iso3]
    except KeyError:
        raise WrongUse(f"no state {iso3!r}", do="give an ISO 3166-1 alpha-3 code such as USA") from None


def from_code(scheme: str, code: str, on: dt.date | None = None) -> str | None:
    """Return the alpha-3 code of the state that `code` means in `scheme` on the day.

    Schemes: iso3, iso2, cow, gw, fips (10-4), cameo (also GDELT's). Codes are read without regard to case,
    COW and GW numbers with or without leading zeros. Without a day the code's latest meaning holds (365 is
    Russia). Returns None for a code that means no state on that day; raises WrongUse for an unknown scheme.
    """
    known = _scheme(scheme)
    plain = code.strip().upper()
    if known in NUMERIC:
        plain = plain.lstrip("0")
    span = _on(_by_code(known).get(plain, []), on)
    return span.iso3 if span else None


def to_code(scheme: str, iso3: str, on: dt.date | None = None) -> str | None:
    """Return the code of the state in `scheme` on the day, its latest one without a day, None if it has none.

    Raises WrongUse for an unknown scheme or state.
    """
    span = _on(_by_state(_scheme(scheme)).get(state(iso3).iso3, []), on)
    return span.code if span else None
