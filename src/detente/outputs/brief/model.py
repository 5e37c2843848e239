"""A brief before it is written down: sections of sentences, each with its citations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from detente.findings import Withheld
from detente.outputs.brief.gathered import Gathered
from detente.records import Act, Event, Fetch, Mention, Observation, Precision


class Basis(StrEnum):
    """What a sentence rests on."""

    PASSAGE = "passage"  # our words, checked against a document that the store holds
    QUOTATION = "quotation"  # words of a document that the store holds
    RECORD = "record"  # an act of the bundled record: a citation and a summary, no stored passage
    CODES = "codes"  # a row of coded event data: no text at all
    FIGURES = "figures"  # numbers of the index
    STORE = "store"  # what the store knows of its own sources
    TRACKER = "tracker"  # dated, cited steps of a standing matter
    FORECAST = "forecast"  # a forecast of the series


@dataclass(frozen=True)
class Cited:
    """An event with its mentions, newest first."""

    event: Event
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Phrasing:
    """What another's phrasing came to, where it was asked for.

    `phrased`: sentences that stand in the words of `model`; `refused`: its wordings that did not hold, in
    whose place our own sentence stands; `unasked`: sentences about which it could not be asked.
    """

    model: str
    phrased: int = 0
    refused: tuple[Withheld, ...] = ()
    unasked: int = 0


@dataclass(frozen=True)
class Checked:
    """How many of the acts told rest on what, and the sentences that were withheld.

    `by_passage`: our words, checked against stored passages; `by_quotation`: words of a passage; `by_record`:
    a citation and a summary without a stored passage; `by_codes`: a row of coded data without any text.
    `phrasing` is None where nobody else was asked to phrase.
    """

    by_passage: int = 0
    by_record: int = 0
    by_codes: int = 0
    by_quotation: int = 0
    withheld: tuple[Withheld, ...] = ()
    phrasing: Phrasing | None = None


@dataclass(frozen=True)
class SourceHealth:
    """What is known of one source: who publishes it, its last attempt and last success, its items."""

    source_id: str
    publisher: str
    country: str
    kind: str
    sampling: str
    last: Fetch | None
    last_success: dt.datetime | None
    n_items: int
    warning: str = ""


@dataclass(frozen=True)
class Material:
    """All that a brief is made of, gathered by the watch.

    `events` are the live events up to `as_of`, oldest first; `years` the yearly and `quarters` the
    quarterly observations of the dyad; `since` opens the window of the latest updates. `options` are what
    `detente explain` must be given besides an address to show the same state of knowledge ("" for nothing).
    Where the day was `asked` for, `newest_report` is of what was published by then, `left_out` is how many
    acts of later days are not told, and `learned_later` how many of those told were reported only after it.
    `vantage` is the day that a brief of the past looks from: that asked for, or by whose end all was
    published or learned. `without_act` is how many coded documents gave no act.
    """

    dyad: tuple[str, str]
    names: dict[str, str]
    area_titles: dict[str, str]
    as_of: dt.date
    today: dt.date
    since: dt.date
    newest_report: dt.datetime | None
    events: tuple[Cited, ...]
    years: tuple[Observation, ...]
    quarters: tuple[Observation, ...]
    health: tuple[SourceHealth, ...]
    uncoded: dict[str, int]
    options: str = ""
    more: Gathered = field(default_factory=Gathered)
    asked: bool = False
    left_out: int = 0
    learned_later: int = 0
    vantage: dt.date | None = None
    without_act: int = 0

    @property
    def clock(self) -> dt.date:
        """The day from which ages and days to come are counted: that looked from, if it is past, or today."""
        looked = self.vantage or (self.as_of if self.asked else self.today)
        return min(looked, self.today)


@dataclass(frozen=True)
class Figure:
    """A number in a sentence and the address under which `detente explain` shows what is beneath it."""

    value: float
    address: str


@dataclass(frozen=True)
class Sentence:
    """One sentence, what it rests on, the numbers of its citations and the figures it quotes.

    `date` is the day of the act told, as exact as `precision` says. `lead` is a word or two that the sentence
    answers ("Since when"); `side` the column that it stands in, where its group has any. `phrased_by` names
    the model in whose words it stands, "" for ours or those of a source.
    """

    text: str
    basis: Basis
    citations: tuple[int, ...] = ()
    figures: tuple[Figure, ...] = ()
    date: dt.date | None = None
    precision: Precision | None = None
    label: str = ""
    lead: str = ""
    side: int | None = None
    phrased_by: str = ""

    @property
    def dated(self) -> bool:
        """Whether a date is told before it: its own, or that it is unknown, where it tells an act alone."""
        return self.date is not None or bool(self.citations and not self.lead)

    @property
    def item(self) -> bool:
        """Whether it is one of a list: it tells an act or a dated step, and answers no lead."""
        return bool(self.citations or self.date) and not self.lead


@dataclass(frozen=True)
class Group:
    """Sentences under a small heading ("" for none); `sides` are the titles of its columns, if it has any."""

    heading: str
    sentences: tuple[Sentence, ...]
    sides: tuple[str, ...] = ()

    @property
    def across(self) -> tuple[Sentence, ...]:
        """The sentences that stand in no column."""
        return tuple(sentence for sentence in self.sentences if sentence.side is None)

    @property
    def columns(self) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
        """The title and the sentences of each column."""
        return tuple(
            (title, tuple(each for each in self.sentences if each.side == place))
            for place, title in enumerate(self.sides)
        )


@dataclass(frozen=True)
class Section:
    """One part of the brief; `empty` is what is said where there is nothing to tell."""

    id: str
    title: str
    groups: tuple[Group, ...]
    empty: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the section, in order."""
        return tuple(sentence for group in self.groups for sentence in group.sentences)


@dataclass(frozen=True)
class Citation:
    """One numbered source line: the event, the reports that carry it, what its sentence rests on."""

    number: int
    event_id: str
    act: Act
    mentions: tuple[Mention, ...]
    basis: Basis


@dataclass(frozen=True)
class Brief:
    """A composed brief.

    `plot_rows` are the quarters of its timeline with acts of tension and of cooperation, None
    where nothing was observed. `options` are those of the Material; `checked` says what its acts rest on,
    `length` how much of it there is ("full", "short" or "screen").
    """

    title: str
    as_of: dt.date
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    plot_caption: str
    plot_rows: tuple[tuple[str, int | None, int | None], ...]
    options: str = ""
    checked: Checked = Checked()
    length: str = "full"

    @cached_property
    def plot_svg(self) -> str:
        """The timeline as an SVG element, drawn when it is asked for."""
        from detente.outputs.brief.plot import draw

        return draw(self.plot_rows)

    @cached_property
    def plot_svg_narrow(self) -> str:
        """The same by year, for a narrow screen."""
        from detente.outputs.brief.plot import by_year, draw

        return draw(by_year(self.plot_rows), narrow=True)
