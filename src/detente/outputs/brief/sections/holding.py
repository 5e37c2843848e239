"""What holds now: sanctions and treaties in a sentence each, since when, and the last change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from detente.outputs.brief.desk import Desk
from detente.outputs.brief.gathered import Matter
from detente.outputs.brief.model import Basis, Figure, Sentence
from detente.outputs.brief.phrases import amount, capital, day, listed

APPLIED = ("in force", "eased")
ENDS = ("suspended", "withdrawal notified", "withdrawn", "terminated", "expired")
LONG = 40


def held(desk: Desk) -> list[Sentence]:
    """Return the sanctions that stand and the treaties in force for both states, none where none is known."""
    matters = desk.material.more.matters
    sanctions = [m for m in matters if m.tracker == "sanctions" and m.status in APPLIED]
    treaties = [m for m in matters if m.tracker == "treaties"]
    return [*_sanctions(desk, sanctions), *_treaties(desk, treaties)]


def _sanctions(desk: Desk, applied: list[Matter]) -> list[Sentence]:
    if not applied:
        return []
    told, figures = [], list[Figure]()
    for code in desk.material.dyad:
        own = [m for m in applied if m.party == code]
        if own:
            oldest = min(own, key=lambda m: m.begun)
            told.append(
                f"{amount(len(own))} by {desk.name(code)}{_eased(own)}, the oldest since {_since(oldest)}"
            )
            figures += _by_status(desk, "sanctions", code, own)
    last = max(applied, key=lambda m: m.heard)
    text = f"{listed(told)}; last change {day(last.heard, last.heard_precision)}."
    return [Sentence(text, Basis.TRACKER, (), tuple(figures), lead="Sanctions")]


def _eased(own: list[Matter]) -> str:
    """Return how many of a state's sanctions are eased, and how many of these easings have run out."""
    eased = [m for m in own if m.status == "eased"]
    ended = sum(m.lapsed is not None for m in eased)
    if not eased:
        return ""
    over = f", {amount(ended)} of these easings since ended" if ended else ""
    return f" ({amount(len(eased))} eased{over})"


def _by_status(desk: Desk, tracker: str, party: str, own: Iterable[Matter]) -> list[Figure]:
    found: defaultdict[str, int] = defaultdict(int)
    for matter in own:
        found[matter.status] += 1
    return [Figure(n, address(tracker, party, status, desk.material.as_of)) for status, n in found.items()]


def address(tracker: str, party: str, status: str, on: dt.date) -> str:
    """Return the address of how many matters of a tracker have a status on a day; "each" is both states."""
    return f"{tracker}/{party}/{status.replace(' ', '_')}/{on}"


def _treaties(desk: Desk, treaties: list[Matter]) -> list[Sentence]:
    sides: defaultdict[str, list[Matter]] = defaultdict(list)
    for matter in treaties:
        sides[matter.title].append(matter)
    in_force = [rows for rows in sides.values() if both(rows, "in force")]
    said, figures = [], list[Figure]()
    if in_force:
        oldest = min((row for rows in in_force for row in rows), key=lambda m: m.since)
        said.append(f"{amount(len(in_force))} in force for both, the oldest since {_since(oldest)}")
        figures.append(Figure(len(in_force), address("treaties", "each", "in force", desk.material.as_of)))
    ended = max((m for m in treaties if m.status in ENDS), key=lambda m: m.since, default=None)
    if ended is not None:
        who = f" for {desk.name(ended.party)}" if ended.party else ""
        said.append(f"{_short(ended.title)} {ended.status}{who} since {day(ended.since)}")
    text = capital("; ".join(said))
    return [Sentence(f"{text}.", Basis.TRACKER, (), tuple(figures), lead="Treaties")] if said else []


def both(rows: list[Matter], status: str) -> bool:
    """Tell whether a treaty has a status for either state."""
    return all(row.status == status for row in rows) and (len(rows) > 1 or not rows[0].party)


def _since(matter: Matter) -> str:
    return f"{day(min(matter.begun, matter.since), matter.precision)} ({_short(matter.title)})"


def _short(title: str) -> str:
    """Return a title without what it has in brackets; of a long one that alone."""
    head, _, inner = title.partition(" (")
    return inner.rstrip(")") if len(head) > LONG and inner else head
