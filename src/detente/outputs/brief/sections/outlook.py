"""What is announced and open, and how likely a turn is where there are forecasts."""

from __future__ import annotations

import datetime as dt

from detente.findings import Forecast
from detente.outputs.brief.desk import Desk, happened, section
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, count, day, likelihood
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
    told = [f"{likelihood(f.turning_point or 0)} ({f.turning_point:.0%}) within {_ahead(f)}" for f in odds]
    return f"A turning point of tension is {', '.join(told)}, counted from {day(odds[0].origin)}."


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
    agreed, threatened = lately("AGREE"), lately("THREATEN")
    start = as_of - dt.timedelta(days=OPEN_DAYS)
    caution = f"From {day(start)} on; whether it was carried out is for later reports to say."
    groups = [
        Group("How likely", tuple(foreseen(desk))),
        _dates(desk),
        desk.group("Announced acts to come", coming),
        desk.group("Agreed or announced", agreed, Sentence(caution, Basis.STORE) if agreed else None),
        desk.group("Threatened", threatened, Sentence(caution, Basis.STORE) if threatened else None),
    ]
    return section("outlook", "Outlook: what is likely, dated and open", groups)


def _dates(desk: Desk) -> Group:
    dates = desk.material.more.dates
    told = [
        Sentence(
            f"{each.what} ({each.title})",
            Basis.TRACKER,
            (),
            (),
            each.day,
            Precision.DAY,
            "; ".join(each.sources),
        )
        for each in dates[:DATES]
    ]
    if len(dates) > DATES:
        text = f"The next {DATES} of {amount(len(dates))} days; 'detente dates' lists all."
        told.insert(0, Sentence(text, Basis.STORE))
    return Group("Dates to come", tuple(told))
