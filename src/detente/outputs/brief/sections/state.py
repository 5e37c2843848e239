"""At a glance: how things stand, since when, what is new, how sure that is, how old it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.outputs.brief.confidence import confidence, told
from detente.outputs.brief.desk import Desk, figures_sentence, happened, section
from detente.outputs.brief.gathered import Matter
from detente.outputs.brief.model import Basis, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, capital, count, day, listed, within
from detente.outputs.brief.sections.outlook import foreseen
from detente.records import Sampling, Status

TOP_AREAS = 3
FEW = 10


def standing(desk: Desk) -> Section:
    """Return the opening section: what a reader must know before anything else, then the figures behind."""
    glance = [
        _balance(desk),
        *_since_when(desk),
        _new(desk),
        *_matter(desk),
        _sure(desk),
        _ahead(desk),
        _age(desk),
    ]
    behind = [*_earlier(desk), *_where(desk), *_sureness(desk)]
    return section(
        "standing", "How things stand", [Group("", tuple(glance)), Group("In figures", tuple(behind))]
    )


def _age(desk: Desk) -> Sentence:
    material = desk.material
    if material.newest_report is None:
        text = "This store holds no dated report yet, so nothing can be said about the relationship."
        return Sentence(text, Basis.STORE, lead="How old")
    newest = material.newest_report.date()
    days = (material.today - newest).days
    age = f"{count(abs(days), 'day', 'days')} {'before' if days > 0 else 'after'} today" if days else "today"
    text = f"The newest report known is of {day(newest)}, {age} ({day(material.today)})."
    if days < 0:
        text += " A date to come on a report is an error of its source."
    if days > 14:
        text += " What has happened since is not in this brief."
    return Sentence(text, Basis.STORE, lead="How old")


def _balance(desk: Desk) -> Sentence:
    year = dt.date(desk.material.as_of.year, 1, 1)
    tense, warm = (desk.years.at(m, year) for m in ("tension_acts", "cooperation_acts"))
    if tense is None or warm is None:
        return Sentence(f"Nothing was observed in {year.year}.", Basis.STORE, lead="Now")
    total = tense.value + warm.value
    if total == 0:
        text = f"No act between the two is known in {year.year} so far."
        return replace(figures_sentence(text, tense, warm), lead="Now")
    text = (
        f"{count(tense.value, 'act', 'acts')} of tension and {amount(warm.value)} of cooperation "
        f"{'is' if total == 1 else 'are'} known from {day(year)} to {day(desk.material.as_of)}."
    )
    before = dt.date(year.year - 1, 1, 1)
    past = [desk.years.at(m, before) for m in ("tension_acts", "cooperation_acts")]
    if past[0] is not None and past[1] is not None:
        text += f" In {before.year} it was {amount(past[0].value)} and {amount(past[1].value)}."
    return replace(figures_sentence(text, tense, warm, *past), lead="Now")


def _since_when(desk: Desk) -> list[Sentence]:
    """Return the last act of the list of turns up to the day, and the last one of tension among them."""
    turns = desk.material.more.turns
    past = [c for c in desk.material.events if c.event.event_id in turns and _by(c.event.event_date, desk)]
    if not past:
        text = "No list of turning points is bundled for these two; 'detente turning-points' looks for them."
        return [Sentence(text, Basis.STORE, lead="Since when")]
    last = past[-1]
    hard = next((c for c in reversed(past) if c.event.quad_class == 4 and c is not last), None)
    found = []
    for lead, cited in (("Last break", hard), ("Last turn", last)):
        said = desk.tell(cited, mark=False) if cited is not None else None
        if cited is not None and said is not None:
            found.append(replace(said, lead=lead, label=turns[cited.event.event_id]))
    return found


def _by(date: dt.date | None, desk: Desk) -> bool:
    return date is not None and date <= desk.material.as_of


def _new(desk: Desk) -> Sentence:
    since, window = desk.material.since, desk.between(desk.material.since, desk.material.as_of)
    found = desk.choose(lambda c: happened(c) and window(c), len(desk.material.events), repeat=True)
    if not found:
        text = f"No act between the two is known since {day(since)}."
        return Sentence(text, Basis.STORE, lead="New")
    said = desk.tell(found[0], mark=False)
    number = f"{count(len(found), 'act', 'acts')} since {day(since)}"
    if said is None:
        return Sentence(f"{number}.", Basis.STORE, lead="New")
    return replace(said, lead=f"New ({number}{', the newest' if len(found) > 1 else ''})", label="")


def _matter(desk: Desk) -> list[Sentence]:
    """Return the standing matter whose status changed last, treaties first."""
    changed = [m for m in desk.material.more.matters if m.tracker in ("treaties", "sanctions")]
    last = max((m for m in changed if m.tracker == "treaties"), key=_changed, default=None)
    if last is None:
        return []
    both = {m.status for m in changed if m.title == last.title}
    who = "" if len(both) == 1 else f" for {desk.name(last.party)}"
    text = f"{capital(last.title)}: {last.status}{who} since {day(last.since, last.precision)}."
    return [Sentence(text, Basis.TRACKER, lead="Treaties")]


def _changed(matter: Matter) -> dt.date:
    return matter.since


def _sure(desk: Desk) -> Sentence:
    return Sentence(capital(told(confidence(desk))), Basis.STORE, lead="How sure")


def _ahead(desk: Desk) -> Sentence:
    return replace(foreseen(desk)[0], lead="Next")


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
    recent = [c for c in desk.material.events if lately(c)]
    if not recent:
        return []
    unsure = sum(c.event.status in (Status.ALLEGED, Status.DENIED, Status.CONTESTED) for c in recent)
    text = f"Of the last twelve months {count(unsure, 'act is', 'acts are')} alleged, denied or contested."
    said = [Sentence(text, Basis.STORE)]
    if all(cited.event.sampling is Sampling.CURATED for cited in recent):
        text = (
            "All acts of that time come from a curated record, which shows what happened, not how much: "
            "counts and shares are given, levels of tension are not."
        )
        said.append(Sentence(text, Basis.STORE))
    return said
