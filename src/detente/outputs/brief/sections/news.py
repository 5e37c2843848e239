"""What is new, what is only alleged, and what is announced for the days to come."""

from __future__ import annotations

import datetime as dt

from detente.outputs.brief.desk import Desk, happened, section
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import day
from detente.records import Modality, Status

LATEST, ALLEGED, OUTLOOK = 12, 10, 8
OPEN_DAYS = 180


def latest(desk: Desk) -> Section:
    """Return the acts since the window opened, newest first; the last known act if there is none."""
    since, as_of = desk.material.since, desk.material.as_of

    def new(cited: Cited) -> bool:
        date = cited.event.event_date
        return happened(cited) and date is not None and since <= date <= as_of

    events = desk.choose(new, LATEST)
    groups = [desk.group("", events)]
    if not events:
        text = f"No act between the two is known from {day(since)} to {day(as_of)}."
        last = desk.choose(happened, 1)
        follow = " The last one known before that:" if last else ""
        groups = [desk.group("", last, lead=Sentence(text + follow, Basis.STORE))]
    return section("latest", "Latest updates", groups)


def alleged(desk: Desk) -> Section:
    """Return the acts that somebody says happened, or denies, newest first."""

    def unsettled(cited: Cited) -> bool:
        return cited.event.status in (Status.ALLEGED, Status.DENIED, Status.CONTESTED)

    groups = [desk.group("", desk.choose(unsettled, ALLEGED, repeat=True))]
    return section("alleged", "Only alleged, and by whom", groups, "Nothing known here is only alleged.")


def outlook(desk: Desk) -> Section:
    """Return dates to come and what was agreed or threatened lately; no prophecy."""
    as_of = desk.material.as_of

    def to_come(cited: Cited) -> bool:
        date = cited.event.event_date
        return cited.event.modality is Modality.FUTURE and date is not None and date > as_of

    def open_since(event_type: str) -> list[Cited]:
        lately = desk.recent(OPEN_DAYS)
        wanted = [
            c for c in desk.material.events if c.event.event_type == event_type and happened(c) and lately(c)
        ]
        return list(reversed(wanted))[:OUTLOOK]

    groups = [
        desk.group("Dates to come", desk.choose(to_come, OUTLOOK, repeat=True)),
        desk.group("Agreed or announced in the last six months", open_since("AGREE")),
        desk.group("Threatened in the last six months", open_since("THREATEN")),
    ]
    shown = section(
        "outlook", "Outlook: what is announced and open", groups, "No announced step is known here."
    )
    if not shown.groups:
        return shown
    start = as_of - dt.timedelta(days=OPEN_DAYS)
    text = (
        f"Announced or threatened since {day(start)}; whether it was carried out is for later reports to say."
    )
    return section(
        shown.id, shown.title, [Group("", (Sentence(text, Basis.STORE),)), *shown.groups], shown.empty
    )
