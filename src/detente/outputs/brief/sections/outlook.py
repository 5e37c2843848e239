"""What is announced and open, and how likely a turn is where there are forecasts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.findings import Forecast
from detente.outputs.brief.desk import Desk, happened, section
from detente.outputs.brief.gathered import DateAhead
from detente.outputs.brief.model import Basis, Cited, Figure, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, count, day, likelihood
from detente.outputs.brief.sections.holding import address
from detente.records import Modality, Precision, Status

OUTLOOK, DATES = 8, 10
OPEN_DAYS = 180


def foreseen(desk: Desk) -> list[Sentence]:
    """Return what is likely by the forecasts, each chance with its word; or that there are none, and why."""
    found = desk.material.more.foreseen
    odds = [f for f in found.forecasts if f.turning_point is not None]
    if not odds:
        why = found.why_none or "the series is too short"
        return [Sentence(f"No likelihood is given, for there is no forecast: {why}.", Basis.STORE)]
    return [Sentence(_chances(odds), Basis.FORECAST), *_levels(odds), *_skill(desk)]


def _chances(odds: list[Forecast]) -> str:
    told = [f"within {_ahead(f)}, {likelihood(f.turning_point or 0)} ({f.turning_point:.0%})" for f in odds]
    return f"A turning point of tension, counted from {day(odds[0].origin)}: {'; '.join(told)}."


def _ahead(forecast: Forecast) -> str:
    return count(forecast.ahead, forecast.freq, f"{forecast.freq}s")


def _levels(odds: list[Forecast]) -> list[Sentence]:
    told = [f"{f.at(0.5):.2g} ({f.at(0.05):.2g} to {f.at(0.95):.2g}) in {_ahead(f)}" for f in odds]
    return [Sentence(f"Level of tension, median and 90% range: {', '.join(told)}.", Basis.FORECAST)]


def _skill(desk: Desk) -> list[Sentence]:
    given = [s for s in desk.material.more.foreseen.skill if s.given]
    if not given:
        return []
    told = ", ".join(f"{s.brier:.2f} at {s.ahead} (of {s.n})" for s in given)
    text = (
        f"How good such chances were, as Brier score by weeks ahead (0 best, 1 worst): {told}. "
        "They were counted as often as turns came so far, or as never."
    )
    return [Sentence(text, Basis.FORECAST)]


def outlook(desk: Desk) -> Section:
    """Return likelihoods, dates to come, the nearest first, and what was agreed or threatened lately."""
    as_of = desk.material.as_of

    def to_come(cited: Cited) -> bool:
        event = cited.event
        ahead = event.modality is Modality.FUTURE and event.status is not Status.WITHDRAWN
        return ahead and event.event_date is not None and event.event_date > as_of

    def lately(event_type: str) -> list[Cited]:
        recent = desk.recent(OPEN_DAYS)
        return desk.choose(
            lambda cited: cited.event.event_type == event_type and happened(cited) and recent(cited),
            OUTLOOK,
            repeat=True,
        )

    coming = [cited for cited in desk.material.events if to_come(cited)][:OUTLOOK]
    start = as_of - dt.timedelta(days=OPEN_DAYS)
    agreed, threatened = lately("AGREE"), lately("THREATEN")
    text = f"Since {day(start)}; whether it was carried out is for later reports to say."
    caution = Sentence(text, Basis.STORE)
    groups = [
        Group("How likely", tuple(foreseen(desk))),
        _dates(desk),
        desk.group("Announced acts to come", coming),
        desk.once_told("Agreed or announced", agreed, caution if agreed else None),
        desk.once_told("Threatened", threatened, caution if threatened else None),
    ]
    return section("outlook", "Outlook: what is likely, dated and open", groups)


def upcoming(desk: Desk) -> list[Sentence]:
    """Return the next day to come with what happens then, and what is likely where there is a forecast."""
    first = desk.material.clock
    ahead = [each for each in desk.material.more.dates if each.day > first]
    odds = desk.material.more.foreseen.forecasts
    told = [replace(foreseen(desk)[0], lead="Likely")] if odds else []
    if not ahead:
        return [Sentence(f"No day to come after {day(first)} is known.", Basis.STORE, lead="Next"), *told]
    text = f"{_when(desk, ahead[0])}: {_what(desk, ahead[0])}"
    return [Sentence(text, Basis.TRACKER, lead="Next"), *told]


def _when(desk: Desk, each: DateAhead) -> str:
    return f"{'was due on ' if each.day <= desk.material.today else ''}{day(each.day)}"


def _what(desk: Desk, each: DateAhead) -> str:
    """Return what is due, in which matter, and whose that is where it is one state's alone."""
    whose = f" of {desk.name(each.party)}" if each.party and each.party in desk.material.dyad else ""
    matter = f"{each.title}{whose}"
    if each.title in each.what and not whose:
        return each.what
    return f"{each.what.rstrip('.')} ({matter})."


def _dates(desk: Desk) -> Group:
    """Return the days to come after the brief's day, those that are past today marked as passed."""
    dates, material = desk.material.more.dates, desk.material
    passed = [each for each in dates if each.day <= material.today]
    told = [_dated(desk, each, "") for each in [e for e in dates if e not in passed][:DATES]]
    was = [_dated(desk, each, "Was due on this day: ") for each in passed[-DATES:]]
    number = Figure(len(dates), address("dates", "all", "all", material.as_of))
    text = f"{count(len(dates), 'day was', 'days were')} to come after {day(material.as_of)}"
    if passed:
        text += f"; {amount(len(passed))} of them passed by today ({day(material.today)})"
        text += ", and whether what was due came about is not known here"
    text += ". 'detente dates' lists all."
    figures = [number]
    if passed:
        figures.append(Figure(len(passed), address("dates", "all", f"..{material.today}", material.as_of)))
    lead = [Sentence(text, Basis.STORE, figures=tuple(figures))] if dates else []
    return Group("Dates to come", (*lead, *told, *was))


def _dated(desk: Desk, each: DateAhead, before: str) -> Sentence:
    rests = "; ".join(each.sources)
    return Sentence(f"{before}{_what(desk, each)}", Basis.TRACKER, (), (), each.day, Precision.DAY, rests)
