"""Tensions, diplomacy, disagreement and cooperation, by issue area."""

from __future__ import annotations

from collections import Counter

from detente.outputs.brief.desk import Desk, Test, figures_sentence, happened, section
from detente.outputs.brief.model import Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import count

AREAS, PER_AREA, TALKS = 6, 3, 8
WINDOW = 730
TALKING = ("CONSULT", "AGREE", "RETREAT")


def tensions(desk: Desk) -> Section:
    """Return the hostile deeds of the last two years by area, the busiest area first."""
    groups = _by_area(desk, lambda cited: cited.event.quad_class == 4, "tension_acts", "of tension")
    return section(
        "tensions", "Tensions and conflicts", groups, "No hostile deed is known in the last two years."
    )


def diplomacy(desk: Desk) -> Section:
    """Return talks, agreements and releases, newest first."""

    def talk(cited: Cited) -> bool:
        event = cited.event
        channel = "diplomatic_channels" in event.areas and event.quad_class in (1, 2)
        return happened(cited) and desk.recent(WINDOW)(cited) and (event.event_type in TALKING or channel)

    groups = [desk.group("", desk.choose(talk, TALKS))]
    return section("diplomacy", "Diplomatic efforts", groups, "No talks are known in the last two years.")


def disagreement(desk: Desk) -> Section:
    """Return the latest words of each side against the other, area by area, side by side."""
    first, second = desk.material.dyad
    groups = []
    for area in _busiest(desk, _verbal_conflict(desk, None), AREAS):
        said = []
        for direction in (f"{first}>{second}", f"{second}>{first}"):
            said += desk.choose(_verbal_conflict(desk, area, direction), 1)
        groups.append(desk.group(desk.area(area), said))
    return section(
        "disagreement", "Areas of disagreement", groups, "No quarrel in words is known in two years."
    )


def cooperation(desk: Desk) -> Section:
    """Return the acts of cooperation of the last two years by area."""

    def warm(cited: Cited) -> bool:
        return cited.event.quad_class in (1, 2) and cited.event.areas != ("diplomatic_channels",)

    groups = _by_area(desk, warm, "cooperation_acts", "of cooperation")
    return section(
        "cooperation", "Areas of cooperation", groups, "No cooperation is known in the last two years."
    )


def _verbal_conflict(desk: Desk, area: str | None, direction: str | None = None) -> Test:
    recent = desk.recent(WINDOW)

    def test(cited: Cited) -> bool:
        event = cited.event
        fits = (area is None or area in event.areas) and (direction is None or event.direction == direction)
        return fits and event.quad_class == 3 and happened(cited) and recent(cited)

    return test


def _by_area(desk: Desk, test: Test, measure: str, what: str) -> list[Group]:
    recent = desk.recent(WINDOW)

    def wanted(cited: Cited) -> bool:
        return happened(cited) and recent(cited) and test(cited)

    groups = []
    for area in _busiest(desk, wanted, AREAS):
        events = desk.choose(_within(wanted, area), PER_AREA)
        lead = _counted(desk, measure, area, what) if events else None
        groups.append(desk.group(desk.area(area), events, lead))
    return groups


def _within(test: Test, area: str) -> Test:
    return lambda cited: area in cited.event.areas and test(cited)


def _busiest(desk: Desk, test: Test, most: int) -> list[str]:
    found = Counter(area for cited in desk.material.events if test(cited) for area in cited.event.areas)
    return [area for area, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]


def _counted(desk: Desk, measure: str, area: str, what: str) -> Sentence | None:
    years = [year for year in desk.years.periods() if year <= desk.material.as_of][-2:]
    figures = [(year, desk.years.at(measure, year, area=area)) for year in years]
    known = [(year, figure) for year, figure in figures if figure is not None]
    if not known:
        return None
    told = ", ".join(f"{count(figure.value, 'act', 'acts')} {what} in {year.year}" for year, figure in known)
    return figures_sentence(f"{told[0].upper()}{told[1:]}.", *(figure for _, figure in known))
