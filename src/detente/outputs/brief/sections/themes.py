"""Tensions, diplomacy, disagreement and cooperation, by issue area."""

from __future__ import annotations

from collections import Counter

from detente.outputs.brief.counting import NO_AREA as NONE, Counted, is_warm
from detente.outputs.brief.desk import Desk, Test, figures_sentence, happened, section
from detente.outputs.brief.model import Basis, Cited, Figure, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, count, listed

AREAS, PER_AREA, TALKS = 6, 3, 8
WINDOW = 730
NO_AREA = "Other matters"
TALKING = ("CONSULT", "AGREE", "RETREAT")
ASKING = ("assist", "meet")  # requests that are no quarrel, though PLOVER counts them as verbal conflict


def tensions(desk: Desk) -> Section:
    """Return the hostile deeds of the last two years by area, the busiest area first."""

    def hostile(cited: Cited) -> bool:
        return cited.event.quad_class == 4

    empty = _empty(desk, hostile, "hostile deed", "hostile deeds")
    names = ("hostile_deeds", "hostile deed", "hostile deeds")
    groups = _by_area(desk, hostile, "tension_acts", "of tension", names)
    return section("tensions", "Tensions and conflicts", groups, empty)


def diplomacy(desk: Desk) -> Section:
    """Return talks, agreements and releases, newest first."""

    def talk(cited: Cited) -> bool:
        event = cited.event
        channel = "diplomatic_channels" in event.areas and event.quad_class in (1, 2)
        asked = event.event_type == "REQUEST" and event.mode in ASKING
        return event.event_type in TALKING or channel or asked

    empty = _empty(desk, talk, "diplomatic step", "diplomatic steps")
    groups = [desk.group("", desk.choose(_lately(desk, talk), TALKS))]
    return section("diplomacy", "Diplomatic efforts", groups, empty)


def disagreement(desk: Desk) -> Section:
    """Return the latest words of each side against the other, area by area, side by side."""
    first, second = desk.material.dyad

    def quarrel(cited: Cited) -> bool:
        event = cited.event
        return event.quad_class == 3 and not (event.event_type == "REQUEST" and event.mode in ASKING)

    def of(area: str | None, direction: str) -> Test:
        def test(cited: Cited) -> bool:
            return quarrel(cited) and cited.event.direction == direction

        return _lately(desk, _within(test, area))

    empty = _empty(desk, quarrel, "quarrel in words", "quarrels in words")
    groups = []
    for area in _busiest(desk, _lately(desk, quarrel)):
        theirs, ours = (desk.choose(of(area, way), 1) for way in (f"{first}>{second}", f"{second}>{first}"))
        group = desk.beside(_title(desk, area), (theirs, ours))
        if group.sentences:
            groups.append(_filled(group))
    return section("disagreement", "Areas of disagreement", groups, empty)


def _filled(group: Group) -> Group:
    """Return the group with a line in a column that has none."""
    blank = [
        Sentence(
            "No such words of its own that are not told elsewhere in this brief.", Basis.STORE, side=place
        )
        for place, (_, told) in enumerate(group.columns)
        if not told
    ]
    return Group(group.heading, (*group.sentences, *blank), group.sides)


def cooperation(desk: Desk) -> Section:
    """Return the acts of cooperation of the last two years by area."""

    def warm(cited: Cited) -> bool:
        return is_warm(cited.event)

    beyond = "cooperation beyond talks and channels alone"
    empty = _empty(desk, warm, f"act of {beyond}", f"acts of {beyond}")
    names = ("cooperative_acts", f"act of {beyond}", f"acts of {beyond}")
    groups = _by_area(desk, warm, "cooperation_acts", "of cooperation", names)
    return section("cooperation", "Areas of cooperation", groups, empty)


def _lately(desk: Desk, test: Test) -> Test:
    recent = desk.recent(WINDOW)
    return lambda cited: happened(cited) and recent(cited) and test(cited)


def _empty(desk: Desk, test: Test, one: str, many: str) -> str:
    """Return what is said where nothing is left to tell: it was told above, or none is known."""
    known = len(desk.choose(_lately(desk, test), len(desk.material.events), repeat=True))
    if not known:
        return f"No {one} is recognised in the last two years. {desk.not_coded}".rstrip()
    if known == 1:
        return f"The only {one} known in the last two years is told above."
    return f"All {many} known in the last two years are told above."


def _by_area(desk: Desk, test: Test, measure: str, what: str, names: tuple[str, str, str]) -> list[Group]:
    """Return a group an area: its counts, then the newest acts that were not told above."""
    wanted, groups = _lately(desk, test), []
    for area in _busiest(desk, wanted):
        known, number = desk.counted(Counted(names[0], area or NONE, desk.last_days(WINDOW)))
        left = [cited for cited in known if not desk.was_told(cited)]
        counted = _counted(desk, measure, area, what) if area else None
        group = desk.group(_title(desk, area), left[:PER_AREA])
        listing = _listing(number, len(left), names[1:])
        groups.append(Group(group.heading, (*([counted] if counted else []), listing, *group.sentences)))
    return groups


def _listing(number: Figure, left: int, names: tuple[str, ...]) -> Sentence:
    """Return how many acts of an area there are, and whether those that follow are all of them."""
    text = f"{count(number.value, *names)} in the last two years"
    if not left:
        text += ", told above"
    elif left > PER_AREA or left < number.value:
        text += "; the newest not told above:" if left < number.value else "; the newest:"
    return Sentence(text if text.endswith(":") else f"{text}.", Basis.STORE, figures=(number,))


def _within(test: Test, area: str | None) -> Test:
    def inside(cited: Cited) -> bool:
        areas = cited.event.areas
        return (area in areas if area else not areas) and test(cited)

    return inside


def _title(desk: Desk, area: str | None) -> str:
    return desk.area(area) if area else NO_AREA


def _busiest(desk: Desk, test: Test) -> list[str | None]:
    """Return the areas with most acts, and None last where acts have no area."""
    events = [cited.event for cited in desk.material.events if test(cited)]
    found = Counter(area for event in events for area in event.areas)
    busiest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:AREAS]
    return [*(area for area, _ in busiest), *([None] if any(not event.areas for event in events) else [])]


def _counted(desk: Desk, measure: str, area: str, what: str) -> Sentence | None:
    years = [year for year in desk.years.periods() if year <= desk.material.as_of][-2:]
    figures = [(year, desk.years.at(measure, year, area=area)) for year in years]
    known = [(year, figure) for year, figure in figures if figure is not None]
    if not any(figure.value for _, figure in known):
        return None
    year, figure = known[0]
    told = [f"{count(figure.value, 'act', 'acts')} {what} in {desk.in_year(year)}"]
    told += [f"{amount(figure.value)} in {desk.in_year(year)}" for year, figure in known[1:]]
    text = f"{listed(told)}, words and deeds together."
    return figures_sentence(text, *(figure for _, figure in known))
