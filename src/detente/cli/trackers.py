"""Standing matters on any day: treaties, sanctions, meetings, people, dates to come."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from detente import tracked
from detente.cli._options import AsPublished, Format, KnownBy, day, known, opened
from detente.cli._terminal import complain
from detente.outputs.brief.phrases import count

COMMANDS = typer.Typer()

On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="At the end of that day; by default today.")
]
Matter = Annotated[str | None, typer.Argument(metavar="[MATTER]", help="One matter: its id, title or name.")]
Timeline = Annotated[
    bool, typer.Option("--timeline", help="List every step up to the day, with its sources.")
]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _day(on: str | None) -> dt.date:
    return day(on, "--on") or _now().date()


def _show(
    tracker: str,
    matter: str | None,
    on: str | None,
    clocks: tuple[str | None, str | None],
    form: str,
    *,
    steps: bool,
) -> None:
    tracking, end, by = opened().tracking, _day(on), known(*clocks)
    if steps:
        typer.echo(tracked.timeline(tracking.steps(tracker, end, by, matter), form), nl=False)
        if tracking.without_facts:
            complain(tracking.without_facts)
        return
    found = tracking.standing(tracker, end, by, matter)
    under = tracking.steps(tracker, end, by, matter) if matter else None
    typer.echo(tracked.standing(found, tracker, form, under), nl=False)
    if tracking.without_facts:
        complain(tracking.without_facts)
    elif not found and by.known_by:
        complain(
            f"The store had learned nothing of it by {by.known_by}; --as-published asks what the world knew."
        )
    if tracker == "sanctions" and not matter:
        complain("'heard' is the day of the last step known: what was not heard of since may have changed.")
    if waiting := len(tracking.proposed(by, tracker=tracker)):
        complain(
            f"{count(waiting, 'proposal waits', 'proposals wait')}: detente proposals --tracker {tracker}"
        )


@COMMANDS.command()
def treaties(
    matter: Matter = None,
    on: On = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    timeline: Timeline = False,
    format_: Format = "text",
) -> None:
    """Say how each treaty stands for each state at the end of a day; of one treaty, with its history."""
    _show("treaties", matter, on, (known_by, as_published), format_, steps=timeline)


@COMMANDS.command()
def sanctions(
    matter: Matter = None,
    on: On = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    timeline: Timeline = False,
    format_: Format = "text",
) -> None:
    """Say which sanctions of either state were in force at the end of a day, by legal act."""
    _show("sanctions", matter, on, (known_by, as_published), format_, steps=timeline)


@COMMANDS.command()
def meetings(
    matter: Matter = None,
    on: On = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    timeline: Timeline = False,
    format_: Format = "text",
) -> None:
    """List meetings, calls and talks up to a day: level, place, both accounts, also those called off."""
    _show("meetings", matter, on, (known_by, as_published), format_, steps=timeline)


@COMMANDS.command()
def people(
    matter: Matter = None,
    on: On = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    timeline: Timeline = False,
    format_: Format = "text",
) -> None:
    """List ambassadors, expulsions, consulates, detainees and exchanges as they stood on a day."""
    _show("people", matter, on, (known_by, as_published), format_, steps=timeline)


@COMMANDS.command()
def dates(
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Set by that day; by default by that of the newest datum."),
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Annotated[str, typer.Option("--format", help="text, json, csv or ics (iCalendar).")] = "text",
) -> None:
    """List the days to come that were set by a day: deadlines, expiries, elections, conferences.

    The day is that of the newest report or act, as in the brief; those that have passed since are marked.
    """
    watch, by, now = opened(), known(known_by, as_published), _now()
    end = day(on, "--on") or watch.newest_day(by)
    tracking = watch.tracking
    typer.echo(tracked.dates(tracking.dates(end, by), format_, now), nl=False)
    complain(tracked.dates_from(end, now.date(), chosen=on is not None))
    if tracking.without_facts:
        complain(tracking.without_facts)
