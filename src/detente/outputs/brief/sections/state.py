"""How things stand: age of the data, tension and cooperation side by side, since when, how sure."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.desk import Desk, figures_sentence, happened, section
from detente.outputs.brief.model import Basis, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, count, day, listed, within
from detente.records import Modality, Sampling, Status

TOP_AREAS = 3
FEW = 10


def standing(desk: Desk) -> Section:
    """Return the opening section: what a reader must know before anything else."""
    said = [_age(desk), *_balance(desk), *_earlier(desk), *_where(desk), *_sureness(desk)]
    return section("standing", "How things stand", [Group("", tuple(said))])


def _age(desk: Desk) -> Sentence:
    material = desk.material
    if material.newest_report is None:
        text = "This store holds no dated report yet, so nothing can be said about the relationship."
        return Sentence(text, Basis.STORE)
    newest = material.newest_report.date()
    days = (material.today - newest).days
    age = f"{count(abs(days), 'day', 'days')} {'before' if days > 0 else 'after'} today" if days else "today"
    text = f"The newest report known here is of {day(newest)}, {age} ({day(material.today)})."
    if days < 0:
        text += " A date to come on a report is an error of its source."
    if days > 14:
        text += " What has happened since is not in this brief."
    return Sentence(text, Basis.STORE)


def _balance(desk: Desk) -> list[Sentence]:
    year = dt.date(desk.material.as_of.year, 1, 1)
    tense, warm, share = (
        desk.years.at(m, year) for m in ("tension_acts", "cooperation_acts", "tension_share")
    )
    if tense is None or warm is None:
        return [Sentence(f"Nothing was observed in {year.year}.", Basis.STORE)]
    total = tense.value + warm.value
    if total == 0:
        return [figures_sentence(f"No act between the two is known in {year.year} so far.", tense, warm)]
    part = f", {share.value:.0%} of them of tension" if share and total >= FEW else ""
    text = (
        f"From {day(year)} to {day(desk.material.as_of)}, {count(tense.value, 'act', 'acts')} of tension "
        f"and {amount(warm.value)} of cooperation {'is' if total == 1 else 'are'} known{part}."
    )
    if tense.value and warm.value:
        text += " The two stand side by side; neither cancels the other."
    return [figures_sentence(text, tense, warm, share)]


def _earlier(desk: Desk) -> list[Sentence]:
    this = dt.date(desk.material.as_of.year, 1, 1)
    past = [year for year in desk.years.periods() if year < this]
    found = [(y, desk.years.at("tension_share", y), desk.years.at("volume", y)) for y in past]
    enough = [(y, share, volume) for y, share, volume in found if share and volume and volume.value >= FEW]
    if not enough:
        return []
    last = enough[-2:]
    told = [f"{share.value:.0%} of the {amount(volume.value)} known in {y.year}" for y, share, volume in last]
    figures = [figure for _, share, volume in last for figure in (share, volume)]
    said = [figures_sentence(f"Acts of tension made up {_all_acts(told)}.", *figures)]
    known = [(y, share) for y, share, _ in enough]
    start = known[-1][0].year
    for year, share in reversed(known):
        if share.value <= 0.5 or year.year < start - 1:
            break
        start = year.year
    if known[-1][1].value > 0.5 and start < known[-1][0].year:
        last_year = known[-1][0].year
        text = f"They were more than half of the acts known in each year from {start} to {last_year}."
        said.append(figures_sentence(text, *(share for year, share in known if year.year >= start)))
    return said


def _all_acts(shares: list[str]) -> str:
    return listed([shares[0].replace(" known in", " acts known in"), *shares[1:]])


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
    lately = desk.recent(365)
    recent = [c for c in desk.material.events if lately(c) and c.event.modality is Modality.ACTUAL]
    if not recent:
        return []
    single = sum(cited.event.n_sources <= 1 for cited in recent if happened(cited))
    unsure = sum(c.event.status in (Status.ALLEGED, Status.DENIED, Status.CONTESTED) for c in recent)
    text = (
        f"How sure is this: {count(len(recent), 'act is', 'acts are')} known of the last twelve months; "
        f"{count(single, 'of them rests', 'of them rest')} on a single outlet, "
        f"{count(unsure, 'is', 'are')} alleged, denied or contested."
    )
    said = [Sentence(text, Basis.STORE)]
    if all(cited.event.sampling is Sampling.CURATED for cited in recent):
        text = (
            "All of them come from a curated record, which shows what happened, not how much: "
            "counts and shares are given, levels of tension are not."
        )
        said.append(Sentence(text, Basis.STORE))
    return said
