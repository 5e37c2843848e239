"""Which side of the mixture prevails, by a stated threshold, and since when (docs/method.md)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from detente.outputs.brief.counting import Counted
from detente.outputs.brief.desk import Desk, figures_sentence
from detente.outputs.brief.model import Basis, Figure, Sentence
from detente.outputs.brief.phrases import amount, count, day, listed
from detente.records import Sampling

FEW = 10
"""The fewest acts of a time of which a side may be said to prevail."""

Z = 1.645
"""A 90% band leaves out so many standard errors on either side."""

MANY_ABOUT = 1 / 3
LATEST_LANDMARKS = 2
TENSION, COOPERATION = "tension", "cooperation"


def prevailing(tense: float, warm: float) -> str:
    """Return which acts prevail, "" where there are fewer than FEW or the band of the share holds one half.

    The band is that of Wilson (1927) for a share, at 90%.
    """
    number = tense + warm
    if number < FEW:
        return ""
    share, spread = tense / number, Z * Z / number
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / number + spread / (4 * number)) / (1 + spread)
    return TENSION if middle - half > 0.5 else COOPERATION if middle + half < 0.5 else ""


@dataclass(frozen=True)
class _Year:
    """A whole year: which side prevails, its acts, and which of them are of that side."""

    year: int
    verdict: str
    own: Figure
    volume: Figure

    @property
    def told(self) -> str:
        return f"{amount(self.own.value)} of {count(self.volume.value, 'act', 'acts')}"


def balance(desk: Desk) -> list[Sentence]:
    """Return what prevails in the last twelve months beside the year so far, and since when."""
    tense, warm, number = (_counted(desk, name) for name in ("of_tension", "of_cooperation", "of_either"))
    late, side = _so_far(desk), prevailing(tense.value, warm.value)
    text = f"{_now(desk, tense, warm, side)} {late.text}{_mixed(desk)}"
    now = Sentence(text, Basis.FIGURES, figures=(tense, warm, number, *late.figures), lead="Now")
    return [now, *_about(desk), *_since(desk, side), *_landmarks(desk)]


def _counted(desk: Desk, name: str) -> Figure:
    return desk.counted(Counted(name, span=desk.last_days(365)))[1]


def _now(desk: Desk, tense: Figure, warm: Figure, side: str) -> str:
    number, until = tense.value + warm.value, f"the twelve months to {day(desk.material.as_of)}"
    if not number:
        return f"No act between the two is known of {until}."
    parts = f"{amount(tense.value)} of tension, {amount(warm.value)} of cooperation"
    if number < FEW:
        return f"Too few acts are known of {until} to say what prevails: {parts}."
    if not side:
        return f"Neither side prevails in the {amount(number)} acts known of {until}: {parts}."
    own = tense.value if side == TENSION else warm.value
    return f"Acts of {side} prevail: {amount(own)} of the {amount(number)} acts known of {until}."


def _so_far(desk: Desk) -> Sentence:
    """Return how many acts of tension and of cooperation the year of the brief's day has so far."""
    year = dt.date(desk.material.as_of.year, 1, 1)
    tense, warm = (desk.years.at(m, year) for m in ("tension_acts", "cooperation_acts"))
    if tense is None or warm is None:
        return Sentence(f"Nothing was observed in {year.year}.", Basis.STORE)
    told = f"{amount(tense.value)} of tension, {amount(warm.value)} of cooperation"
    return figures_sentence(f"In {year.year} so far: {told}.", tense, warm)


def _mixed(desk: Desk) -> str:
    """Return a caution where curated and other acts are counted together."""
    lately = desk.recent(365)
    kinds = Counter(c.event.sampling is Sampling.CURATED for c in desk.material.events if lately(c))
    return " Curated and coded acts do not count alike." if len(kinds) > 1 else ""


def _about(desk: Desk) -> list[Sentence]:
    """Return which third state the acts of the last twelve months are about, where many are."""
    span = desk.last_days(365)
    found, _ = desk.counted(Counted("happened", span=span))
    arenas = Counter(cited.event.arena for cited in found if cited.event.arena)
    if len(found) < FEW or not arenas:
        return []
    arena, number = arenas.most_common(1)[0]
    if number < MANY_ABOUT * len(found):
        return []
    _, figure = desk.counted(Counted("happened", span=span, arena=arena))
    _, of_all = desk.counted(Counted("happened", span=span))
    of = f"{amount(number)} of the {amount(len(found))}"
    text = f"{of} acts of these months are about {desk.name(arena)}."
    if number > len(found) / 2:
        text = f"Most of the acts of these months are about {desk.name(arena)} ({of.replace('the ', '')})."
    return [Sentence(text, Basis.STORE, figures=(figure, of_all), lead="About")]


def _since(desk: Desk, now: str) -> list[Sentence]:
    """Return since when a side prevails by the whole years, and what prevailed before."""
    years = _whole_years(desk)
    last = _run(years)
    if not last:
        text = "No whole year with enough acts shows either side to prevail."
        return [Sentence(text, Basis.STORE, lead="Since when")]
    before = _run([y for y in years if y.year < last[0].year and y.verdict != last[0].verdict])
    holds = now == last[-1].verdict and last[-1].year >= desk.material.as_of.year - 1
    verb = "have prevailed" if holds else "prevailed"
    text = f"Acts of {last[-1].verdict} {verb} {_years(last, open_end=holds)} ({_told(last)})"
    if before:
        text += f"; acts of {before[-1].verdict} last did so {_years(before)} ({_told(before)})"
    if not holds:
        text = f"By whole years: {text[:1].lower()}{text[1:]}"
    figures = [each for year in (*last, *before) for each in (year.own, year.volume)]
    return [replace(figures_sentence(f"{text}.", *figures), lead="Since when")]


def _whole_years(desk: Desk) -> list[_Year]:
    """Return the whole years up to the brief's day with enough acts, oldest first."""
    ended = [year for year in desk.years.periods() if year.year < desk.material.as_of.year]
    return [found for each in ended if (found := _whole_year(desk, each)) is not None]


def _whole_year(desk: Desk, year: dt.date) -> _Year | None:
    names = ("tension_acts", "cooperation_acts", "volume")
    tense, warm, volume = (desk.years.at(name, year) for name in names)
    if tense is None or warm is None or volume is None or volume.value < FEW:
        return None
    side = prevailing(tense.value, warm.value)
    return _Year(year.year, side, warm if side == COOPERATION else tense, volume)


def _run(years: Sequence[_Year]) -> list[_Year]:
    """Return the last years on end in which the same side prevails, oldest first."""
    clear = [each for each in years if each.verdict]
    run: list[_Year] = []
    for each in reversed(clear):
        if run and (each.verdict != run[0].verdict or each.year != run[0].year - 1):
            break
        run.insert(0, each)
    return run


def _years(run: Sequence[_Year], *, open_end: bool = False) -> str:
    first, last = run[0].year, run[-1].year
    if open_end:
        return f"since {first}" if first == last else f"in each year since {first}"
    return f"in {first}" if first == last else f"in each year from {first} to {last}"


def _told(run: Sequence[_Year]) -> str:
    last = run[-1]
    return last.told if len(run) == 1 else f"{last.told} in {last.year}"


def _landmarks(desk: Desk) -> list[Sentence]:
    """Return the latest landmarks up to the day, each by its name."""
    known = desk.material.more.landmarks
    past = [c for c in desk.material.events if c.event.event_id in known and _by(c.event.event_date, desk)]
    if not past:
        text = "No list of landmarks is bundled for these two; 'detente events' lists what is known."
        return [Sentence(text, Basis.STORE, lead="Landmarks")]
    named, numbers = list[str](), list[int]()
    for cited in past[-LATEST_LANDMARKS:]:
        said = desk.tell(cited, mark=False)
        if said is not None:
            named.append(f"{day(said.date, said.precision)} ({known[cited.event.event_id]})")
            numbers += said.citations
    text = f"Of those under 'How it came to this' the latest are {listed(named)}."
    return [Sentence(text, Basis.RECORD, tuple(numbers), lead="Landmarks")] if named else []


def _by(date: dt.date | None, desk: Desk) -> bool:
    return date is not None and date <= desk.material.as_of
