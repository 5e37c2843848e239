"""At a glance: how things stand, since when, what holds, what is new, how sure and how old that is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.outputs.brief.confidence import LONG_GAP, confidence, told
from detente.outputs.brief.counting import Counted
from detente.outputs.brief.desk import Desk, figures_sentence, section
from detente.outputs.brief.model import Basis, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, capital, count, day, listed, within
from detente.outputs.brief.sections.balance import FEW, balance
from detente.outputs.brief.sections.holding import held
from detente.outputs.brief.sections.news import ALLEGED_TITLE
from detente.outputs.brief.sections.outlook import upcoming
from detente.records import Sampling

TOP_AREAS = 3


def glance(desk: Desk) -> Section:
    """Return what a reader must know before anything else."""
    return section("standing", "How things stand", [Group("", tuple(_first(desk)))])


def standing(desk: Desk) -> Section:
    """Return the opening section: what a reader must know before anything else, then the figures behind."""
    first, behind = _first(desk), [*_where(desk), *_sureness(desk)]
    return section(
        "standing", "How things stand", [Group("", tuple(first)), Group("In figures", tuple(behind))]
    )


def _first(desk: Desk) -> list[Sentence]:
    return [
        *balance(desk),
        *held(desk),
        *_new(desk),
        _sure(desk),
        *upcoming(desk),
        *_age(desk),
        *_gap(desk),
    ]


def _gap(desk: Desk) -> list[Sentence]:
    """Return of which time nothing is known, where it is long."""
    gap = desk.gap
    if gap is None or gap.days <= LONG_GAP:
        return []
    text = f"Nothing is known from {day(gap.first)} to {day(gap.last)} ({count(gap.days, 'day', 'days')})."
    return [Sentence(text, Basis.STORE, lead="Gap")]


def _age(desk: Desk) -> list[Sentence]:
    material, clock = desk.material, desk.material.clock
    if material.newest_report is None:
        text = "This store holds no dated report yet, so nothing can be said about the relationship."
        return [Sentence(text, Basis.STORE, lead="How old")]
    newest = material.newest_report.date()
    days = (clock - newest).days
    on = f"today ({day(clock)})" if clock == material.today else "that day"
    age = f"{count(abs(days), 'day', 'days')} {'before' if days > 0 else 'after'} {on}" if days else on
    by = f" by {day(material.as_of)}" if material.asked else ""
    text = f"The newest report known{by} of an act between the two is of {day(newest)}, {age}."
    if days < 0:
        text += " A date to come on a report is an error of its source."
    if days > 14:
        text += " What came after is not in this brief."
    return [Sentence(text, Basis.STORE, lead="How old"), *_left_out(desk)]


def _left_out(desk: Desk) -> list[Sentence]:
    """Return, of a brief of a chosen day, what the store knows besides that is not of that day."""
    material = desk.material
    if not material.asked:
        return []
    after = material.as_of + dt.timedelta(days=1)
    told = list[str]()
    if material.left_out:
        later = count(material.left_out, "act of later days is", "acts of later days are")
        told.append(f"{later} not told ('detente events --since {after}').")
    if material.learned_later:
        known = count(material.learned_later, "act told was", "acts told were")
        told.append(
            f"{known} reported only after that day: '--as-published {material.as_of}' leaves them out."
        )
    return [Sentence(" ".join(told), Basis.STORE, lead="Left out")] if told else []


def _new(desk: Desk) -> list[Sentence]:
    """Return how many acts are new and the newest of them, and how many more are only alleged."""
    since, span = desk.material.since, (desk.material.since, desk.material.as_of)
    found, number = desk.counted(Counted("happened", span=span))
    _, disputed = desk.counted(Counted("disputed", span=span))
    verb = "is" if disputed.value == 1 else "are"
    unsure = f"{amount(disputed.value)} more {verb} only alleged or denied ('{ALLEGED_TITLE}')."
    besides = [Sentence(unsure, Basis.STORE, figures=(disputed,), lead="Besides")] if disputed.value else []
    if not found:
        text = f"No act between the two is known since {day(since)}."
        return [Sentence(text, Basis.STORE, lead="New"), *besides]
    said = desk.tell(found[0], mark=False)
    told = f"{count(len(found), 'act', 'acts')} since {day(since)}"
    if said is None:
        return [Sentence(f"{told}.", Basis.STORE, figures=(number,), lead="New"), *besides]
    lead = f"New ({told}{', the newest' if len(found) > 1 else ''})"
    return [replace(said, lead=lead, label="", figures=(number,)), *besides]


def _sure(desk: Desk) -> Sentence:
    found = confidence(desk)
    return Sentence(capital(told(found)), Basis.STORE, figures=found.figures, lead="How sure")


def _where(desk: Desk) -> list[Sentence]:
    year = _telling_year(desk)
    if year is None:
        return []
    said = []
    for measure, word in (("tension_acts", "Tension"), ("cooperation_acts", "Cooperation")):
        counted = [(area, desk.years.at(measure, year, area=area)) for area in desk.years.areas()]
        found = [(area, figure) for area, figure in counted if figure is not None and figure.value > 0]
        top = sorted(found, key=lambda pair: (-pair[1].value, pair[0]))[:TOP_AREAS]
        if top:
            told = listed([f"{within(desk.area(area))} ({amount(figure.value)})" for area, figure in top])
            text = f"{word} in {desk.in_year(year)} showed most in {told}; an act may have several areas."
            said.append(figures_sentence(text, *(figure for _, figure in top)))
    return said


def _telling_year(desk: Desk) -> dt.date | None:
    for year in reversed(desk.years.periods()):
        volume = desk.years.at("volume", year)
        if volume is not None and volume.value >= FEW and year <= desk.material.as_of:
            return year
    return None


def _sureness(desk: Desk) -> list[Sentence]:
    year = desk.last_days(365)
    recent, _ = desk.counted(Counted("acts", span=year))
    if not recent:
        return []
    _, unsure = desk.counted(Counted("disputed", span=year))
    text = (
        f"Of the last twelve months {count(unsure.value, 'act is', 'acts are')} alleged, denied or contested."
    )
    said = [Sentence(text, Basis.STORE, figures=(unsure,))]
    if all(cited.event.sampling is Sampling.CURATED for cited in recent):
        text = (
            "All acts of that time come from a curated record, which shows what happened, not how much: "
            "counts and shares are given, levels of tension are not."
        )
        said.append(Sentence(text, Basis.STORE))
    return said
