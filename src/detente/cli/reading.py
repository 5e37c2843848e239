"""Read what is stored: the events, and what stands under an event or a number."""

from __future__ import annotations

from typing import Annotated

import typer

from detente import tables
from detente.cli._options import Area, AsOf, AsPublished, Day, Direction, Format, KnownBy, day, known, opened
from detente.watch.questions import Choice

COMMANDS = typer.Typer()


@COMMANDS.command()
def events(
    since: Day = None,
    until: Day = None,
    direction: Direction = None,
    area: Area = None,
    event_type: Annotated[str | None, typer.Option("--type", help="A PLOVER type, such as SANCTION.")] = None,
    status: Annotated[
        str | None, typer.Option(help="asserted, alleged, denied, contested, confirmed.")
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Format = "text",
) -> None:
    """List the events, oldest first; each id can be given to 'detente explain'."""
    watch = opened()
    choice = Choice(direction, area, event_type, status, day(since, "--since"), day(until, "--until"))
    choice.check(watch.dyad, watch.areas)
    found = watch.questions.events(choice, known(known_by, as_published))
    typer.echo(tables.events(found, format_), nl=False)


@COMMANDS.command()
def explain(
    reference: Annotated[
        str, typer.Argument(help="An event id, a number's address, a source line, a document.")
    ],
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Show what stands under an event (its reports and passages), a number (its events) or a citation."""
    found = opened().explain(reference, known(known_by, as_published, as_of))
    typer.echo(tables.explanation(found, format_), nl=False)
