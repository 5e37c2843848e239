"""What the sections share: numbering of citations, choice of events, sentences about them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from detente.findings import Withheld
from detente.outputs.brief import phrases
from detente.outputs.brief.counting import Counted, happened as settled
from detente.outputs.brief.figures import Figures
from detente.outputs.brief.gaps import Gap, longest_gap
from detente.outputs.brief.model import (
    Basis,
    Checked,
    Citation,
    Cited,
    Figure,
    Group,
    Material,
    Phrasing,
    Section,
    Sentence,
)
from detente.outputs.brief.twins import Twins
from detente.outputs.brief.wording import Wordings
from detente.records import Event, Modality, Sampling

Test = Callable[[Cited], bool]
Check = Callable[[str, Cited], Withheld | None]
CHECKED = (Basis.PASSAGE, Basis.QUOTATION)


class Said(NamedTuple):
    """A sentence about an event, what it rests on, and the model in whose words it stands ("" for ours)."""

    text: str
    basis: Basis
    phrased_by: str = ""


class Desk:
    """One brief in the making: its material, its figures, and the citations given out so far."""

    def __init__(
        self, material: Material, check: Check | None = None, wordings: Wordings | None = None
    ) -> None:
        self.material, self._check, self._wordings = material, check, wordings
        self.years = Figures(material.years)
        self.quarters = Figures(material.quarters)
        self.citations: dict[str, Citation] = {}
        self._twins = Twins(material.events)
        self._told: set[str] = set()
        self._said: dict[str, Said | Withheld] = {}
        self._refused: list[Withheld] = []

    @property
    def checked(self) -> Checked:
        """What the acts told so far rest on, and the sentences withheld."""
        found = Counter(citation.basis for citation in self.citations.values())
        withheld = tuple(said for said in self._said.values() if isinstance(said, Withheld))
        return Checked(
            found[Basis.PASSAGE],
            found[Basis.RECORD],
            found[Basis.CODES],
            found[Basis.QUOTATION],
            withheld,
            self._phrasing,
        )

    @property
    def _phrasing(self) -> Phrasing | None:
        if self._wordings is None:
            return None
        phrased = sum(isinstance(said, Said) and bool(said.phrased_by) for said in self._said.values())
        return Phrasing(self._wordings.model, phrased, tuple(self._refused), self._wordings.unasked)

    def cite(self, cited: Cited, basis: Basis) -> int:
        """Return the citation number of an event, the same one each time."""
        event = cited.event
        if event.event_id not in self.citations:
            number = len(self.citations) + 1
            self.citations[event.event_id] = Citation(number, event.event_id, event, cited.mentions, basis)
        return self.citations[event.event_id].number

    def tell(self, cited: Cited, heading: str = "", *, mark: bool = True) -> Sentence | None:
        """Return the sentence about one event, with its date; its label has areas and certainty.

        The label leaves out what `heading` or the sentence says already. None where no sentence about the
        event holds: it is withheld, and counted in `checked`. Without `mark` it may be told again further on.
        Its twins, other events that tell the same act in nearly the same words, are cited beside it.
        """
        event = cited.event
        if mark:
            self._told.add(event.event_id)
        said = self._say(cited)
        if isinstance(said, Withheld):
            return None
        text, basis, model = said
        twins = [twin for twin in self._twins.of(cited) if self._holds(text, basis, twin)]
        if mark:
            self._told.update(twin.event.event_id for twin in twins)
        titles = [phrases.within(title) for title in map(self.area, event.areas) if title != heading]
        certainty = phrases.certainty(event) if basis is not Basis.CODES else ""
        label = " · ".join(filter(None, ["; ".join(titles), certainty, _date_range(event)]))
        numbers = tuple(self.cite(each, basis) for each in (cited, *twins))
        date, precision = event.event_date, event.date_precision
        return Sentence(text, basis, numbers, (), date, precision, label, phrased_by=model)

    def _holds(self, text: str, basis: Basis, twin: Cited) -> bool:
        """Tell whether a sentence of our own holds for a twin too; near words may stand for a quotation."""
        return basis is Basis.QUOTATION or self._check is None or self._check(text, twin) is None

    def _say(self, cited: Cited) -> Said | Withheld:
        """Return the first sentence about an event that holds, or the last one with all reasons."""
        name = cited.event.event_id
        if name not in self._said:
            self._said[name] = self._first_that_holds(cited)
        return self._said[name]

    def _first_that_holds(self, cited: Cited) -> Said | Withheld:
        reasons: list[str] = []
        told = phrases.sentences(cited, self.material.names, phrased=self._check is not None)
        if (other := self._reworded(cited, *told[0])) is not None:
            return other
        for text, basis in told:
            refused = self._check(text, cited) if self._check and basis in CHECKED else None
            if refused is None:
                return Said(text, basis)
            reasons += refused.reasons
        return Withheld(text=text, reasons=tuple(dict.fromkeys(reasons)), event_id=cited.event.event_id)

    def _reworded(self, cited: Cited, own: str, basis: Basis) -> Said | None:
        """Return another wording of our sentence (which need not hold itself); None where none holds."""
        if self._wordings is None or self._check is None or basis not in CHECKED:
            return None
        wording = self._wordings.of(cited, own) if phrases.tellable(cited.event) else None
        if wording is None:
            return None
        reasons = wording.reasons or self._against(wording.text, cited, own, basis)
        if not reasons:
            return Said(wording.text, Basis.PASSAGE, self._wordings.model)
        event_id = cited.event.event_id
        self._refused.append(Withheld(text=wording.text, reasons=tuple(reasons), event_id=event_id))
        return None

    def _against(self, text: str, cited: Cited, own: str, basis: Basis) -> list[str]:
        """Return why a wording does not hold: for the event, or for a twin for which our sentence does."""
        held = [twin for twin in self._twins.of(cited) if self._holds(own, basis, twin)]
        refused = [self._check(text, each) for each in (cited, *held)] if self._check else []
        return list(dict.fromkeys(reason for each in refused if each for reason in each.reasons))

    def untold(self, test: Test) -> list[Cited]:
        """Return all events that pass `test` and were not told yet, newest first."""
        return self.choose(test, len(self.material.events))

    def choose(self, test: Test, most: int, *, repeat: bool = False) -> list[Cited]:
        """Return up to `most` events that pass `test`, newest first; told ones only with `repeat`."""
        found: list[Cited] = []
        twins: set[str] = set()
        for cited in reversed(self.material.events):
            if len(found) == most:
                break
            if test(cited) and (repeat or cited.event.event_id not in self._told | twins):
                found.append(cited)
                twins.update(twin.event.event_id for twin in ([] if repeat else self._twins.of(cited)))
        return found

    def counted(self, what: Counted) -> tuple[list[Cited], Figure]:
        """Return the acts that `what` counts, newest first, and their number with its address."""
        found = [cited for cited in reversed(self.material.events) if what.keeps(cited.event)]
        return found, Figure(len(found), what.address)

    @property
    def not_coded(self) -> str:
        """How many documents were not coded or gave no act, "" where all gave one."""
        uncoded, silent = sum(self.material.uncoded.values()), self.material.without_act
        told = [
            *(
                [phrases.count(uncoded, "document was not coded", "documents were not coded")]
                if uncoded
                else []
            ),
            *(
                [phrases.count(silent, "was read without finding an act", "were read without finding an act")]
                if silent
                else []
            ),
        ]
        return f"{phrases.listed(told)}." if told else ""

    @cached_property
    def gap(self) -> Gap | None:
        """The longest time of the last twelve months of which no act is known."""
        days = (c.event.event_date for c in self.material.events if c.event.modality is Modality.ACTUAL)
        return longest_gap(filter(None, days), *self.last_days(365))

    def last_days(self, days: int) -> tuple[dt.date, dt.date]:
        """Return the first and the last of the `days` days before the brief's day, and that day."""
        return self.material.as_of - dt.timedelta(days=days), self.material.as_of

    def group(self, heading: str, events: Iterable[Cited], lead: Sentence | None = None) -> Group:
        """Return a group of sentences about `events`, after an optional leading sentence."""
        told = once(said for cited in events if (said := self.tell(cited, heading)) is not None)
        return Group(heading, ((lead, *told) if lead else told))

    def once_told(
        self, heading: str, events: Iterable[Cited], lead: Sentence | None = None, *, point: bool = False
    ) -> Group:
        """Return a group of sentences about `events`; of those told above only where they stand.

        Without `point` it is empty where all were told above: pointers alone tell nothing.
        """
        known = list(events)
        above = [cited for cited in known if self.was_told(cited)]
        if len(above) == len(known) and not point:
            return Group(heading, ())
        group = self.group(heading, [cited for cited in known if not self.was_told(cited)], lead)
        numbers = [n for cited in above if (said := self.tell(cited)) is not None for n in said.citations]
        told = Sentence("told above:", Basis.STORE, tuple(dict.fromkeys(numbers)), lead="Also")
        return Group(heading, (*group.sentences, told)) if numbers else group

    def beside(
        self, heading: str, events: tuple[Iterable[Cited], Iterable[Cited]], lead: Sentence | None = None
    ) -> Group:
        """Return a group of two columns, one for each state in the order of the dyad."""
        told = [
            replace(said, side=side)
            for side, column in enumerate(events)
            for cited in column
            if (said := self.tell(cited, heading)) is not None
        ]
        return Group(heading, ((lead, *told) if lead else tuple(told)), self.sides)

    @property
    def sides(self) -> tuple[str, ...]:
        """The names of the two states, as titles."""
        return tuple(phrases.capital(self.name(code)) for code in self.material.dyad)

    def name(self, code: str) -> str:
        """Return the name of a state as it reads in a sentence; of "A-B" both, of another code the code."""
        return phrases.listed([self.material.names.get(part, part) for part in code.split("-")])

    def was_told(self, cited: Cited) -> bool:
        """Tell whether an act was told already."""
        return cited.event.event_id in self._told

    @property
    def record(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last curated act that happened, None without one."""
        days = [
            c.event.event_date
            for c in self.material.events
            if c.event.sampling is Sampling.CURATED and c.event.event_date is not None and happened(c)
        ]
        return (min(days), max(days)) if days else None

    def area(self, area_id: str) -> str:
        """Return the title of an area."""
        return self.material.area_titles.get(area_id, area_id)

    def recent(self, days: int) -> Callable[[Cited], bool]:
        """Return a test for events of the last `days` days up to the brief's day."""
        return self.between(*self.last_days(days))

    def between(self, first: dt.date, last: dt.date) -> Callable[[Cited], bool]:
        """Return a test for events dated from `first` to `last`, both included."""
        return lambda cited: cited.event.event_date is not None and first <= cited.event.event_date <= last

    def in_year(self, year: dt.date) -> str:
        """Return "2024", or "2025 so far" for the year of the brief's day."""
        return f"{year.year} so far" if year.year == self.material.as_of.year else str(year.year)


def _date_range(event: Event) -> str:
    if event.date_latest is None or event.date_latest == event.event_date:
        return ""
    return f"dates differ, up to {phrases.day(event.date_latest)}"


def once(told: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences, each once: of acts that are quoted in the same words, one with all citations."""
    found: dict[tuple[object, ...], Sentence] = {}
    for each in told:
        same = (each.text, each.date, each.label)
        cited = (*found[same].citations, *each.citations) if same in found else each.citations
        found[same] = replace(found.get(same, each), citations=cited)
    return tuple(found.values())


def happened(cited: Cited) -> bool:
    """Tell whether an act is actual and asserted or confirmed: what moves the default index."""
    return settled(cited.event)


def figures_sentence(text: str, *figures: Figure | None) -> Sentence:
    """Return a sentence that rests on figures of the index."""
    return Sentence(text, Basis.FIGURES, (), tuple(figure for figure in figures if figure is not None))


def section(section_id: str, title: str, groups: Iterable[Group], empty: str = "") -> Section:
    """Return a section without its empty groups."""
    return Section(section_id, title, tuple(group for group in groups if group.sentences), empty)
