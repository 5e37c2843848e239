"""Groups of places that are one act.

Pairs are joined from the most alike on, by a fixed order of ties. Two groups become one only where no
pair of their places says otherwise (complete linkage of the contradictions, so that a chain A~B~C never
joins an A and a C that cannot be one act) and enough of the pairs are linked themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.linking._compare import evidence, may_link
from detente.linking._points import Place
from detente.linking._rules import rules


def groups(places: Sequence[Place], tied: Iterable[Sequence[int]] = ()) -> list[list[int]]:
    """Return the indices of `places` in groups; every index is in exactly one.

    `tied` are indices that belong together whatever they say (one external id).
    """
    owner = list(range(len(places)))
    members = {index: [index] for index in owner}
    for together in tied:
        for index in together[1:]:
            _join(owner, members, owner[together[0]], owner[index])
    links = {pair: weight for pair in _pairs(places) if (weight := _weight(places, pair))}
    for a, b in sorted(links, key=lambda pair: (-links[pair], pair)):
        here, there = owner[a], owner[b]
        if here != there and _agree(members[here], members[there], places, links):
            _join(owner, members, here, there)
    return [sorted(group) for _, group in sorted(members.items())]


def _join(owner: list[int], members: dict[int, list[int]], here: int, there: int) -> None:
    if here == there:
        return
    keep, gone = min(here, there), max(here, there)
    for index in members[gone]:
        owner[index] = keep
    members[keep] += members.pop(gone)


def _weight(places: Sequence[Place], pair: tuple[int, int]) -> float:
    a, b = places[pair[0]], places[pair[1]]
    return evidence(a, b) if may_link(a.point, b.point) else 0.0


def _agree(
    here: list[int], there: list[int], places: Sequence[Place], links: dict[tuple[int, int], float]
) -> bool:
    linked = 0
    for a in here:
        for b in there:
            if (min(a, b), max(a, b)) in links:
                linked += 1
            elif not may_link(places[a].point, places[b].point):
                return False
    return linked >= rules().group_share * len(here) * len(there)


def _pairs(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield each pair (low, high) once that can link: days meet, and something is shared."""
    narrow: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    wide: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        if (span := place.point.span) is None:
            continue
        shared: dict[int, int] = defaultdict(int)
        keys = list(_keys(place))
        slack = rules().day_tolerance if span[2] else 0
        for day in range(span[0] - slack, span[1] + slack + 1):
            if postings := narrow.get(day):
                _count(postings, keys, shared)
        _count(wide, keys, shared)
        for name, _ in keys:
            (narrow[span[0]] if span[2] else wide)[name].append(index)
        least = rules().least_shared
        yield from ((other, index) for other, weight in shared.items() if weight >= least)


def _count(postings: dict[str, list[int]], keys: list[tuple[str, int]], shared: dict[int, int]) -> None:
    for name, weight in keys:
        for other in postings.get(name, ()):
            shared[other] += weight


def _keys(place: Place) -> Iterator[tuple[str, int]]:
    """Yield what a place can share, with a weight that is at least what sharing it counts."""
    enough = rules().least_shared
    yield from place.marks.items()
    yield from ((f"report:{name}", enough) for name in place.reports)
    if rules().identifies(place.point.event_type, place.point.mode):
        yield from ((f"person:{name}", enough) for _, ids in place.point.persons for name in ids)
