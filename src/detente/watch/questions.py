"""Answers from the store: events, numbers, and what stands under each of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from detente.errors import WrongUse
from detente.linking import link, live
from detente.measures import check_near, explain, observe
from detente.ontology.areas import Area, areas_of_contexts
from detente.ontology.plover import EVENT_TYPES
from detente.ontology.states import STATES
from detente.outputs.brief.figures import address as address_of
from detente.records import Document, Event, Exposure, Mention, Observation, Status, Transition
from detente.settings import Settings
from detente.store import Store
from detente.store.view import View
from detente.watch.analyses import Analyses
from detente.watch.dyads import of_dyad
from detente.watch.index import Choice as IndexChoice, Index, Material, index
from detente.watch.intake import curated, passage_text

SHORTEST_ID = 6
NEAR = 400  # days
MOST_NEAR = 3
PERIOD = {
    "day": r"(\d{4})-(\d\d)-(\d\d)",
    "week": r"(\d{4})-W(\d\d)",
    "month": r"(\d{4})-(\d\d)",
    "quarter": r"(\d{4})-Q([1-4])",
    "year": r"(\d{4})",
}


@dataclass(frozen=True)
class Known:
    """From which day's knowledge an answer is given; None for all that the store holds.

    `as_of` is the last day whose acts are counted in numbers.
    """

    known_by: dt.date | None = None
    as_published: dt.date | None = None
    as_of: dt.date | None = None

    def counts(self, event: Event) -> bool:
        """Tell whether `event` is not later than the day that numbers end with."""
        return self.as_of is None or event.event_date is None or event.event_date <= self.as_of

    @property
    def options(self) -> str:
        """The options of the command line that ask for the same, each after a space."""
        told = {"known-by": self.known_by, "as-published": self.as_published, "as-of": self.as_of}
        return "".join(f" --{name} {day}" for name, day in told.items() if day is not None)


@dataclass(frozen=True)
class Choice:
    """Which events are asked for; None for any."""

    direction: str | None = None
    area: str | None = None
    event_type: str | None = None
    status: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def check(self, dyad: tuple[str, str], areas: dict[str, Area]) -> None:
        """Raise WrongUse for a direction, area, type or status that there is not, or days that end early."""
        check_days(self.since, self.until)
        first, second = dyad
        ways = (f"{first}>{second}", f"{second}>{first}", "-".join(sorted(dyad)))
        statuses = tuple(status.value for status in Status)
        for option, value, known in (
            ("--direction", self.direction, ways),
            ("--area", self.area, tuple(areas)),
            ("--type", self.event_type, tuple(EVENT_TYPES)),
            ("--status", self.status, statuses),
        ):
            if value is not None and value not in known:
                raise WrongUse(f"unknown: {value!r}", where=option, do=f"choose from {', '.join(known)}")

    def keeps(self, event: Event) -> bool:
        """Tell whether `event` is asked for."""
        return (
            self.direction in (None, event.direction)
            and (self.area is None or self.area in event.areas)
            and self.event_type in (None, event.event_type)
            and self.status in (None, event.status.value)
            and (self.since is None or (event.event_date is not None and event.event_date >= self.since))
            and (self.until is None or (event.event_date is not None and event.event_date <= self.until))
        )


@dataclass(frozen=True)
class Evidence:
    """One report of an event; `passage` is re-read from the stored document ("" without one)."""

    mention: Mention
    passage: str


@dataclass(frozen=True)
class Explanation:
    """What stands under an event (its reports) or under a number (its events, each with its reports).

    `near` are addresses close by that have a value, where the number has none. `count` is how many acts or
    matters an address counts that is none of the index, `steps` the steps of trackers under it.
    """

    address: str
    observation: Observation | None
    events: tuple[tuple[Event, tuple[Evidence, ...]], ...]
    near: tuple[str, ...] = ()
    count: int | None = None
    steps: tuple[Transition, ...] = ()


class Knowledge:
    """The rows of one view, each table read when it is first asked for; areas are those of `areas`."""

    def __init__(self, view: View, dyad: tuple[str, str], areas: dict[str, Area], *, joined: bool) -> None:
        self.view, self._dyad, self._areas, self._joined = view, dyad, areas, joined

    @cached_property
    def mentions(self) -> list[Mention]:
        """The mentions, by date and id."""
        return self.view.mentions()

    @cached_property
    def exposure(self) -> list[Exposure]:
        """What was seen, by day, source and state."""
        return self.view.exposure()

    @cached_property
    def transitions(self) -> list[Transition]:
        """The stored transitions of the trackers, by the day of their effect."""
        return self.view.transitions()

    @cached_property
    def events(self) -> list[Event]:
        """The standing events of the pair, oldest first; `joined` anew from the mentions, or as stored.

        Raises WrongUse where most are of another pair.
        """
        if self._joined:
            events: Iterable[Event] = link(self.mentions)
        else:
            events = live(self.view.events(live_only=False))
        sorted_in = (within_taxonomy(event, self._areas) for event in of_dyad(events, self._dyad))
        return sorted(sorted_in, key=lambda e: (e.event_date or dt.date.min, e.event_id))


def within_taxonomy(event: Event, areas: dict[str, Area]) -> Event:
    """Return the event under areas of a taxonomy: in the place of ids of another, what its contexts imply."""
    if areas.keys() >= set(event.areas):
        return event
    own = {*event.areas, *areas_of_contexts(event.contexts, areas)}
    return event.model_copy(update={"areas": tuple(name for name in areas if name in own)})


class Questions:
    """The answers that one watch can give."""

    def __init__(self, store: Store, dyad: tuple[str, str], areas: dict[str, Area]) -> None:
        self.store, self.dyad, self.areas = store, dyad, areas
        self._known: dict[tuple[dt.date | None, dt.date | None], Knowledge] = {}

    def knowledge(self, known: Known) -> Knowledge:
        """Return the rows known; read once, so that all answers of one object are of one state."""
        clocks = (known.known_by, known.as_published)
        if clocks not in self._known:
            view = self.store.view(known_by=known.known_by, as_published=known.as_published)
            joined = known.as_published is not None
            self._known[clocks] = Knowledge(view, self.dyad, self.areas, joined=joined)
        return self._known[clocks]

    def mentions(self, known: Known) -> list[Mention]:
        """Return the mentions known, by date and id."""
        return self.knowledge(known).mentions

    def events(self, choice: Choice, known: Known) -> list[Event]:
        """Return the standing events that `choice` keeps, oldest first.

        As published on a day, they are joined anew from the mentions that the world had by then.
        """
        return list(filter(choice.keeps, self.knowledge(known).events))

    def index(
        self,
        freq: str,
        known: Known,
        *,
        direction: str | None = None,
        area: str | None = None,
        arena: str | None = None,
        measures: list[str] | None = None,
        duplicates: str = "clustered",
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Observation]:
        """Return the observations of the dyad; see detente.measures.observe.

        Raises WrongUse for an unknown name, an arena that is no state, or an end before the beginning.
        """
        check_days(since, until)
        check_arena(arena)
        held = self._counted_by(known)
        return observe(
            filter(known.counts, held.events),
            held.exposure,
            freq=freq,
            dyad=self.dyad,
            direction=direction,
            area=area,
            areas=list(self.areas),
            arena=arena,
            measures=measures,
            duplicates=duplicates,
            since=since,
            until=until,
            curated_sources=curated(held.mentions),
        )

    def estimated(self, choice: IndexChoice, known: Known, settings: Settings) -> Index:
        """Return the index with its bands; see detente.watch.index.

        Raises WrongUse for an unknown name, an arena that is no state, or an end before the beginning.
        """
        check_days(choice.since, choice.until)
        check_arena(choice.arena)
        quad = settings.coding.sanction_quad
        return index(self._material(known), choice, self.dyad, list(self.areas), settings.index, quad)

    def analyses(self, choice: IndexChoice, known: Known, settings: Settings) -> Analyses:
        """Return the analyses of `choice`; see detente.watch.analyses.

        Raises WrongUse for an arena that is no state, or an end before the beginning.
        """
        check_days(choice.since, choice.until)
        check_arena(choice.arena)
        error = settings.index.copy_error
        return Analyses(self._material(known), choice, self.dyad, list(self.areas), error)

    def _material(self, known: Known) -> Material:
        held = self._counted_by(known)
        counted = list(filter(known.counts, held.events))
        return Material(counted, held.mentions, held.exposure, curated(held.mentions), known.as_of)

    def _counted_by(self, known: Known) -> Knowledge:
        """Return the rows known; raises WrongUse where the day that numbers end with is far from them."""
        held = self.knowledge(known)
        if known.as_of is not None:
            days = {row.day for row in held.exposure if row.n_seen}
            check_near(days | {e.event_date for e in held.events if e.event_date}, known.as_of)
        return held

    def explain(self, reference: str, known: Known) -> Explanation:
        """Return what stands under an event id (or its beginning) or a number's address.

        Raises WrongUse where there is no such event, or the address is none.
        """
        return self._number(reference, known) if "/" in reference else self._event(reference, known)

    def _event(self, reference: str, known: Known) -> Explanation:
        events = self.events(Choice(), known)
        found = [event for event in events if event.event_id.startswith(reference.lower())]
        if len(reference) < SHORTEST_ID:
            raise WrongUse("too short for an id", where=reference, do=f"give {SHORTEST_ID} signs or more")
        if len(found) != 1:
            what = f"{len(found)} events have an id" if found else "no event has an id"
            raise WrongUse(f"{what} that begins so", where=reference, do="'detente events' lists the ids")
        return Explanation(reference, None, self._with_evidence(found, known))

    def _number(self, address: str, known: Known) -> Explanation:
        measure, direction, area, period = _parts(address)
        freq, first, last = _period(period, address)
        rows = self.index(
            freq,
            known,
            direction=None if direction == "all" else direction,
            area=None if area == "all" else area,
            measures=[measure],
            since=first,
            until=last,
        )
        at = (first, direction, area)
        row = next((r for r in rows if (r.time_value, r.direction, r.area) == at), None)
        if row is None:
            raise WrongUse("no such number", where=address, do="'detente index' lists them")
        under = explain(row, filter(known.counts, self.events(Choice(), known)), dyad=self.dyad)
        near = () if row.value is not None else self._near(row, known)
        return Explanation(address, row, self._with_evidence(under, known), near)

    def _near(self, row: Observation, known: Known) -> tuple[str, ...]:
        """Return up to MOST_NEAR addresses with a value: of the same cell, by measure and then by time."""
        at = row.time_value.toordinal()
        first, last = max(1, at - NEAR), min(dt.date.max.toordinal(), at + NEAR)
        spans = [(row.freq, dt.date.fromordinal(first), dt.date.fromordinal(last)), ("year", None, None)]
        for freq, since, until in spans:
            rows = self.index(
                freq,
                known,
                direction=None if row.direction == "all" else row.direction,
                area=None if row.area == "all" else row.area,
                since=since,
                until=until,
            )
            cell = (row.direction, row.area)
            found = [r for r in rows if (r.direction, r.area) == cell and r.value is not None and r.n_events]
            if found:
                found.sort(key=lambda r: _distance(r, row))
                return tuple(address_of(r) for r in found[:MOST_NEAR])
        return ()

    def evidence(
        self, events: Iterable[Event], known: Known
    ) -> tuple[tuple[Event, tuple[Evidence, ...]], ...]:
        """Return each event with its reports, the passage of each re-read from the stored document."""
        return self._with_evidence(list(events), known)

    def _with_evidence(
        self, events: list[Event], known: Known
    ) -> tuple[tuple[Event, tuple[Evidence, ...]], ...]:
        held = self.knowledge(known)
        mentions = {mention.mention_id: mention for mention in held.mentions}
        under = {e.event_id: [mentions[m] for m in e.mention_ids if m in mentions] for e in events}
        wanted = {m.document_id for each in under.values() for m in each if m.document_id}
        documents = {d.document_id: d for d in held.view.documents(ids=sorted(wanted))} if wanted else {}
        return tuple(
            (e, tuple(Evidence(m, _passage(m, documents)) for m in under[e.event_id])) for e in events
        )


def check_days(since: dt.date | None, until: dt.date | None) -> None:
    """Raise WrongUse where a span of days ends before it begins."""
    if since is not None and until is not None and until < since:
        raise WrongUse(f"{until} is before {since}", where="--until", do="give a day from --since on")


def check_arena(arena: str | None) -> None:
    """Raise WrongUse for an arena that is no state."""
    if arena is not None and arena not in STATES:
        raise WrongUse(
            f"{arena!r} is no state", where="--arena", do="give an ISO 3166-1 alpha-3 code such as UKR"
        )


def _passage(mention: Mention, documents: dict[str, Document]) -> str:
    document = documents.get(mention.document_id or "")
    if document is None or mention.span is None:
        return ""
    return passage_text(document)[mention.span[0] : mention.span[1]]


def _distance(other: Observation, row: Observation) -> tuple[bool, bool, int]:
    """Return how far `other` is from `row`: another measure, of another kind, by so many days."""
    kin = other.measure.split("_")[0] == row.measure.split("_")[0]
    return other.measure != row.measure, not kin, abs((other.time_value - row.time_value).days)


def _parts(address: str) -> tuple[str, str, str, str]:
    parts = address.split("/")
    if len(parts) != 4:
        raise WrongUse(
            "not the address of a number",
            where=address,
            do="write MEASURE/DIRECTION/AREA/PERIOD, such as 'tension_acts/RUS>USA/cyber/2016-Q4'",
        )
    return parts[0], parts[1], parts[2], parts[3]


def _period(period: str, address: str) -> tuple[str, dt.date, dt.date]:
    freq = next((name for name, form in PERIOD.items() if re.fullmatch(form, period)), None)
    try:
        if freq == "day":
            first = dt.date.fromisoformat(period)
        elif freq == "week":
            first = dt.date.fromisocalendar(int(period[:4]), int(period[-2:]), 1)
        elif freq == "quarter":
            first = dt.date(int(period[:4]), 3 * int(period[-1]) - 2, 1)
        elif freq is not None:
            first = dt.date.fromisoformat((period + "-01-01")[:10])
        else:
            raise ValueError("no period of this form")
    except ValueError as error:
        form = "2025, 2025-Q1, 2025-03, 2025-W12 or 2025-03-18"
        raise WrongUse(
            f"{period!r} is no period: {error}", where=address, do=f"write it as {form}"
        ) from error
    return freq, first, first
