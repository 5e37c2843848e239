"""Files of test cases: the share with everything right by family, and where the errors are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from detente.evaluation.base import Item, Judged, Pair, SetKind, Sure, counts
from detente.evaluation.cases import Case, Match, cases, matches, wrong_details
from detente.evaluation.figures import Average, Count, Figure
from detente.evaluation.files import has_key, parts
from detente.records import CodedEvent

CORE, TYPE_AND_SIDES, SIDES = 3, 2, 1
DETAILS = {
    "by": "claimants",
    "on": "date",
    "precision": "precision",
    "about": "areas",
    "in": "place",
    "where": "location",
    "arena": "arena",
}


def _fits(path: Path) -> bool:
    return any(has_key(file, "cases") for file in parts(path, ".yml"))


def _read(path: Path, _texts: Path | None) -> Iterator[Item]:
    for file in parts(path, ".yml"):
        for number, case in enumerate(cases(file), 1):
            judge = partial(_judge, file.stem, case)
            yield Item(f"{file.stem}:{number}", case.text, judge, date=case.date, title=case.title)


def _judge(family: str, case: Case, events: Sequence[CodedEvent]) -> Judged:
    found = matches(case, events)
    right = all(match.right for match in found)
    told = [count for match in found for count in (*_acts(match), *_details(match))]
    return Judged(
        (*counts("family", [family], [family] if right else []), *told),
        tuple(pair for match in found for pair in _pairs(match)),
        tuple(
            Sure(match.event.confidence, match.agreement >= TYPE_AND_SIDES)
            for match in found
            if match.event and match.event.confidence is not None
        ),
    )


def _acts(match: Match) -> Iterator[Count]:
    """Yield the counts of an act by type, modality and status: wanted, coded, and with the core right."""
    hit = int(match.agreement >= CORE)
    for side, place in ((match.line, 0), (match.event, 1)):
        if side is not None:
            once = (1, 0, hit) if place == 0 else (0, 1, 0)
            for of in ("event_type", "modality", "status"):
                yield Count(of, str(getattr(side, of)), *once)


def _details(match: Match) -> Iterator[Count]:
    """Yield what is right of an act whose type and sides are; each area that must be there by its name."""
    if match.line is None:
        return
    near = match.event if match.agreement >= TYPE_AND_SIDES else None
    for area in match.line.told.get("about", ()):
        yield Count("area", area, 1, 0, int(near is not None and area in near.areas))
    if near is None:
        return
    for of in ("mode", "modality", "status"):
        yield Count("detail", of, 1, 0, int(str(getattr(near, of)) == str(getattr(match.line, of))))
    wrong = wrong_details(match.line, near)
    for name in match.line.told:
        yield Count("detail", DETAILS[name], 1, 0, int(name not in wrong))


def _pairs(match: Match) -> Iterator[Pair]:
    if match.line is not None:
        yield Pair(match.line.event_type, match.event.event_type if match.event else None)
    elif match.event is not None:
        yield Pair(None, match.event.event_type)


KIND = SetKind(
    "cases",
    "test cases with all that must be coded (YAML, a file or a folder of families)",
    _fits,
    _read,
    (
        Figure("cases with everything right", "family", Average.RECALL),
        Figure("acts found right", "event_type", Average.RECALL),
        Figure("coded acts that are right", "event_type", Average.PRECISION),
        Figure("cases right, by family", "family", Average.RECALL, each=True),
        Figure("acts found right, by type", "event_type", Average.RECALL, each=True),
        Figure("coded acts right, by type", "event_type", Average.PRECISION, each=True),
        Figure("acts found right, by modality", "modality", Average.RECALL, each=True),
        Figure("coded acts right, by modality", "modality", Average.PRECISION, each=True),
        Figure("acts found right, by status", "status", Average.RECALL, each=True),
        Figure("coded acts right, by status", "status", Average.PRECISION, each=True),
        Figure("areas named, by area", "area", Average.RECALL, each=True),
        Figure("right where type and sides are", "detail", Average.RECALL, each=True),
    ),
    classes="types",
)
