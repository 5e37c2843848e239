"""What is new, and what is only alleged."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.desk import Desk, happened, section
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, count, day
from detente.records import Status

LATEST, ALLEGED = 12, 10


def latest(desk: Desk) -> Section:
    """Return the acts since the window opened, newest first; the last known act if there is none."""
    since, as_of = desk.material.since, desk.material.as_of

    window, before = desk.between(since, as_of), desk.between(dt.date.min, since)

    def new(cited: Cited) -> bool:
        return happened(cited) and window(cited)

    found = desk.untold(new)
    groups = [desk.group("", found[:LATEST], _newest(len(found), LATEST, f"known since {day(since)}"))]
    if not found:
        text = f"No act between the two is known from {day(since)} to {day(as_of)}."
        last = desk.choose(lambda cited: happened(cited) and before(cited), 1)
        follow = " The last one known before that:" if last else ""
        groups = [desk.group("", last, lead=Sentence(text + follow, Basis.STORE))]
    return section("latest", "Latest updates", groups)


def alleged(desk: Desk) -> Section:
    """Return the acts that somebody says happened, or denies, newest first."""

    def unsettled(cited: Cited) -> bool:
        return cited.event.status in (Status.ALLEGED, Status.DENIED, Status.CONTESTED)

    found = desk.untold(unsettled)
    above = len(desk.choose(unsettled, len(desk.material.events), repeat=True)) - len(found)
    newest = _newest(len(found), ALLEGED, "alleged, denied or contested" + (", besides" if above else ""))
    told = [Sentence(_above(above), Basis.STORE)] if above else []
    group = desk.group("", found[:ALLEGED], newest)
    groups = [Group("", (*told, *group.sentences))]
    return section("alleged", "Only alleged, and by whom", groups, "Nothing known here is only alleged.")


def _above(number: int) -> str:
    told = count(number, "disputed act stands", "disputed acts stand")
    return f"{told} above, beside what the other side said."


def _newest(known: int, told: int, which: str) -> Sentence | None:
    if known <= told:
        return None
    return Sentence(f"{amount(known)} acts are {which}; the {told} newest follow.", Basis.STORE)
