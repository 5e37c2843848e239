"""Test cases: a sentence with all the acts that a coder must return of it.

A file of cases is YAML: `cases`, a list of {text, date, title, events, undirected}. `events` lists the acts
that have a direction, all of them: "TYPE mode DIRECTION", with "-" for no mode, and after that, where they
differ from "asserted actual", a status and a modality. Told besides, each only where it is to be checked:
"by:CODE,CODE" (claimants, outermost first), "on:DATE", "precision:week", "about:AREA" (once for each area
that must be there), "in:PLACE", "where:PRECISION,STATE,ID" (of the location; "-" for what it
has not, alone for none) and "arena:CODE". `undirected`, where it is given, lists the acts without a
direction alike, with the codes of the sides in its place: "KEN+UGA", "EUR>BLR", "RUS>?".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from detente.errors import BadInput, WrongUse
from detente.evaluation.files import checked, yaml_file
from detente.ontology import plover
from detente.ontology.areas import load_areas
from detente.records import CodedEvent, Modality, Precision, Status

DAY = dt.date(2025, 3, 20)
"""The day of publication of a case that names none (a Thursday)."""

Told = dict[str, str | tuple[str, ...]]


class Case(BaseModel):
    """One text and what must be coded of it; `why` says of a known failure what the coder cannot do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    events: tuple[str, ...]
    undirected: tuple[str, ...] | None = None
    date: dt.date = DAY
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of a case; `told` holds what is to be checked besides the core, by its key."""

    event_type: str
    mode: str | None
    sides: str
    status: str = "asserted"
    modality: str = "actual"
    told: Told = field(default_factory=dict)

    @property
    def core(self) -> tuple[str | None, ...]:
        """What must be right of each act: type, mode, sides, status, modality."""
        return self.event_type, self.mode, self.sides, self.status, self.modality


def cases(path: Path) -> list[Case]:
    """Return the cases of a file; raises BadInput where one does not fit."""
    content = yaml_file(path)
    found: list[Case] = checked(
        list[Case], content.get("cases") if isinstance(content, dict) else None, str(path)
    )
    return found


def expected(line: str) -> Expected:
    """Return a line of a case read; raises BadInput for a word that it cannot hold, or an unknown code."""
    words = line.split()
    if len(words) < 3:
        raise BadInput("not TYPE mode SIDES", where=line, do="mend the line")
    kind, mode, direction, *rest = words
    told: Told = {}
    certain: dict[str, str] = {}
    for word in rest:
        name, colon, value = word.partition(":")
        if not colon:
            certain[_certainty(word, line)] = word
        elif name == "about":
            told[name] = (*told.get(name, ()), value)
        else:
            told[name] = tuple(value.split(",")) if name == "by" else value
    found = Expected(kind, None if mode == "-" else mode, tidy(direction), **certain, told=told)
    _check(found, line)
    return found


def _certainty(word: str, line: str) -> str:
    if word in set(Status):
        return "status"
    if word in set(Modality):
        return "modality"
    raise BadInput(f"{word!r} is no status or modality", where=line, do="mend the line")


def _check(line: Expected, where: str) -> None:
    try:
        plover.score(line.event_type, line.mode)
        if "on" in line.told:
            dt.date.fromisoformat(str(line.told["on"]))
        if unknown := line.told.keys() - {"by", "on", "precision", "about", "in", "arena", "where"}:
            raise ValueError(f"{sorted(unknown)} cannot be told")
        if unknown := set(line.told.get("about", ())) - set(load_areas()):
            raise ValueError(f"{sorted(unknown)} are no areas")
        if line.told.get("precision", "day") not in set(Precision):
            raise ValueError(f"{line.told['precision']!r} is no precision")
    except (WrongUse, ValueError) as error:
        raise BadInput(str(error), where=where, do="mend the line") from error


def tidy(sides: str) -> str:
    """Return the sides of an act with the codes of each in order: "ISL+DNK>BLR" is "DNK+ISL>BLR"."""
    return ">".join("+".join(sorted(part.split("+"))) for part in sides.split(">"))


def _parts(sides: str) -> list[str]:
    """Return the codes of those who take part in an act, in order, whoever does what to whom."""
    return sorted(re.split("[>+-]", sides))


def sides(event: CodedEvent) -> str:
    """Return the direction of an event, or the codes of its sides where it has none."""
    if event.direction:
        return event.direction
    actor, recipient = ("+".join(s.code or "?" for s in each) for each in (event.actor, event.recipient))
    return tidy(f"{actor}>{recipient}" if recipient else actor)


def core(event: CodedEvent) -> tuple[str | None, ...]:
    """Return of an event what `Expected.core` is of a line."""
    return event.event_type, event.mode, sides(event), str(event.status), str(event.modality)


def wrong_details(line: Expected, event: CodedEvent) -> set[str]:
    """Return the keys of what a line tells besides its core and the event has otherwise."""
    has: Told = {
        "by": tuple(claimant.code or claimant.text for claimant in event.claimants),
        "on": str(event.event_date),
        "precision": str(event.date_precision),
        "in": event.place or "",
        "arena": event.arena or "",
        "where": _where(event),
    }
    wrong = {name for name, value in line.told.items() if name != "about" and has[name] != value}
    return wrong | ({"about"} if set(line.told.get("about", ())) - set(event.areas) else set())


def _where(event: CodedEvent) -> str:
    there = event.location
    if there is None:
        return "-"
    return ",".join((there.precision.value, there.state or "-", str(there.geonames_id or "-")))


def _agreement(line: Expected, event: CodedEvent) -> int:
    """Return 4 where all is right, 3 the core, 2 type and sides, 1 those who take part, else 0."""
    if _parts(sides(event)) != _parts(line.sides):
        return 0
    if sides(event) != line.sides or event.event_type != line.event_type:
        return 1
    if core(event) != line.core:
        return 2
    return 3 if wrong_details(line, event) else 4


@dataclass(frozen=True, slots=True)
class Match:
    """A line and the event that answers it (either may be missing), and how far they agree (0..4)."""

    line: Expected | None
    event: CodedEvent | None
    agreement: int

    @property
    def right(self) -> bool:
        """Whether all is right."""
        return self.agreement == 4


def matches(case: Case, events: Sequence[CodedEvent]) -> list[Match]:
    """Return the lines of a case with the events that answer them, the closest first, and what is left over.

    Events without a direction count only where the case lists those too.
    """
    lines = [expected(line) for line in (*case.events, *(case.undirected or ()))]
    left = [event for event in events if event.direction or case.undirected is not None]
    return list(_matched(lines, left))


def _matched(lines: list[Expected], left: list[CodedEvent]) -> Iterator[Match]:
    for wanted in (4, 3, 2, 1):
        for line in list(lines):
            event = next((each for each in left if _agreement(line, each) == wanted), None)
            if event is not None:
                lines.remove(line)
                left.remove(event)
                yield Match(line, event, wanted)
    yield from (Match(line, None, 0) for line in lines)
    yield from (Match(None, event, 0) for event in left)


def faults(case: Case, events: Sequence[CodedEvent]) -> list[str]:
    """Return what is wrong with the events of a case, in words; empty where everything is right."""
    return [_fault(match) for match in matches(case, events) if not match.right]


def _fault(match: Match) -> str:
    wanted = " ".join(str(part or "-") for part in match.line.core) if match.line else "nothing"
    found = " ".join(str(part or "-") for part in core(match.event)) if match.event else "nothing"
    details = wrong_details(match.line, match.event) if match.line and match.event else set()
    return f"{wanted}: coded {found}" + (f" (wrong: {', '.join(sorted(details))})" if details else "")
