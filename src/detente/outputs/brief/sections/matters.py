"""Standing matters from the trackers: treaties, sanctions, missions and people, as they stood on the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from detente.outputs.brief.desk import Desk, section
from detente.outputs.brief.gathered import Matter
from detente.outputs.brief.model import Basis, Figure, Group, Section, Sentence
from detente.outputs.brief.phrases import capital, count, day, listed
from detente.outputs.brief.sections.holding import address

ENDED_YEARS = 10
HELD = ("in force", "applied provisionally", "signed", "ratified")
HALTED = ("suspended", "withdrawal notified")
QUIET = ("never in force", "completed", "superseded")
CURRENT = ("in force", "eased", "waived")
LATELY = 730
STALE = dt.timedelta(days=365)
HELD_NOW = ("detained", "convicted")
GONE = ("left post", "none", "at liberty")

Keep = Callable[[Matter], bool]


def matters(desk: Desk) -> Section:
    """Return how treaties, sanctions, missions and detainees stand, each with its last dated step."""
    held = desk.material.more.matters
    if not desk.material.more.tracked:
        text = f"No facts on treaties, sanctions, missions and people are bundled for {_both(desk)}."
        return section("matters", "Standing matters", [], text)
    treaties, sanctions, people = (_of(held, name) for name in ("treaties", "sanctions", "people"))
    old = desk.material.as_of - dt.timedelta(days=365 * ENDED_YEARS)
    groups = [
        _group(desk, "Treaties ended or suspended in the last ten years", _ended(treaties, old)),
        _in_force(desk, [m for m in treaties if m.status in HELD]),
        *_sanctions(desk, [m for m in sanctions if m.status in CURRENT]),
        _group(desk, "Ambassadors", _newest([m for m in people if _ambassador(m) and _is_late(desk, m)])),
        _group(desk, "Consulates", _newest([m for m in people if m.kind == "consulate"])),
        _group(desk, "People held, expelled or exchanged in the last two years", _lately(desk, people)),
        *_waiting(desk),
    ]
    return section(
        "matters",
        "Standing matters: treaties, sanctions, missions, people",
        groups,
        "None is known by this day.",
    )


def _both(desk: Desk) -> str:
    return listed([desk.name(code) for code in desk.material.dyad])


def _of(held: Sequence[Matter], tracker: str) -> list[Matter]:
    return [matter for matter in held if matter.tracker == tracker]


def _ended(treaties: list[Matter], old: dt.date) -> list[Matter]:
    ended = [
        m for m in treaties if m.status not in (*HELD, *QUIET) and (m.since >= old or m.status in HALTED)
    ]
    return sorted(ended, key=lambda m: (m.since, m.title), reverse=True)


def _in_force(desk: Desk, treaties: list[Matter]) -> Group:
    """Return one sentence a status and party: the titles of what stands."""
    sides: dict[tuple[str, str], list[str]] = {}
    for matter in treaties:
        sides.setdefault((matter.status, matter.title), []).append(matter.party)
    found: dict[tuple[str, str], list[str]] = {}
    for (status, title), parties in sides.items():
        found.setdefault((status, parties[0] if len(parties) == 1 else ""), []).append(title)
    ordered = sorted(found.items(), key=lambda pair: (HELD.index(pair[0][0]), pair[0][1]))
    told = tuple(_stands(desk, *key, titles) for key, titles in ordered)
    if not told:
        return Group("Treaties that stand", ())
    hint = Sentence("'detente treaties NAME' tells each step of one with its source.", Basis.STORE)
    return Group("Treaties that stand", (*told, hint))


def _stands(desk: Desk, status: str, party: str, titles: list[str]) -> Sentence:
    who = f" for {desk.name(party)} alone" if party else ""
    number = count(len(titles), "treaty or arrangement is", "treaties and arrangements are")
    figure = Figure(len(titles), address("treaties", party or "each", status, desk.material.as_of))
    return Sentence(f"{number} {status}{who}: {'; '.join(titles)}.", Basis.TRACKER, figures=(figure,))


def _sanctions(desk: Desk, current: list[Matter]) -> list[Group]:
    """Return a group for each state, the matters by their last step; of one authority they stand together."""
    groups = []
    for code in desk.material.dyad:
        own = [m for m in current if m.party == code]
        latest = {m.authority: max(o.heard for o in own if o.authority == m.authority) for m in own}
        own.sort(key=lambda m: (latest[m.authority], m.authority, m.heard), reverse=True)
        told = tuple(_sanction(desk, matter) for matter in own)
        groups.append(Group(f"Sanctions of {desk.name(code)}, the last changed first", told))
    return groups


def _sanction(desk: Desk, matter: Matter) -> Sentence:
    """Return how a sanction stands by its last step; one not heard of for a year is marked so."""
    stale = desk.material.as_of - matter.heard > STALE
    since = f" since {day(matter.since, matter.precision)}"
    begun = f" (imposed {day(matter.begun)})" if matter.begun < matter.since else ""
    status = f"{matter.status}{since}{begun}{', and nothing newer is known' if stale else ''}"
    if matter.lapsed is not None:
        status = f"in force{begun}; the easing{since} ended on {day(matter.lapsed)}, by its own term"
    text = f"{capital(matter.title)}: {status}. {matter.heard_what}"
    rests = "; ".join(matter.heard_sources) or "common knowledge"
    under = "" if matter.authority in f"{matter.title} {rests}" else f"under {matter.authority}"
    label = " · ".join(filter(None, [under, *matter.conditions, rests]))
    return Sentence(text, Basis.TRACKER, (), (), matter.heard, matter.heard_precision, label)


def _ambassador(matter: Matter) -> bool:
    return matter.kind.startswith("ambassador")


def _is_late(desk: Desk, matter: Matter) -> bool:
    start = desk.material.as_of - dt.timedelta(days=LATELY)
    return matter.since >= start or matter.status not in GONE


def _newest(matters: list[Matter]) -> list[Matter]:
    return sorted(matters, key=lambda m: (m.since, m.title), reverse=True)


def _lately(desk: Desk, people: list[Matter]) -> list[Matter]:
    start = desk.material.as_of - dt.timedelta(days=LATELY)
    chosen = [m for m in people if not _ambassador(m) and m.kind != "consulate"]
    return _newest([m for m in chosen if m.since >= start or m.status in HELD_NOW])


def _group(desk: Desk, heading: str, chosen: list[Matter]) -> Group:
    return Group(heading, tuple(_sentence(desk, matter) for matter in chosen))


def _sentence(desk: Desk, matter: Matter) -> Sentence:
    who = f" for {desk.name(matter.party)}" if matter.party and matter.tracker == "treaties" else ""
    what = "" if matter.what.startswith(matter.title) else f" {matter.what}"
    text = f"{capital(matter.title)}: {matter.status}{who}.{what}"
    label = " · ".join([*matter.conditions, "; ".join(matter.sources) or "common knowledge"])
    return Sentence(text, Basis.TRACKER, (), (), matter.since, matter.precision, label)


def _waiting(desk: Desk) -> list[Group]:
    waiting = desk.material.more.waiting
    if not waiting:
        return []
    told = count(
        waiting,
        "further step that coded events propose waits",
        "further steps that coded events propose wait",
    )
    listed_not = f"{'is' if waiting == 1 else 'are'} not in this list: 'detente proposals'"
    text = f"{told} for somebody to confirm or reject, and {listed_not}."
    return [Group("Not decided", (Sentence(text, Basis.STORE),))]
