"""What coded events propose to the trackers, and what is decided of it."""

from __future__ import annotations

from typing import Annotated

import typer

from detente import tracked
from detente.cli._options import AsPublished, Format, KnownBy, known, opened
from detente.records import Decision

COMMANDS = typer.Typer()

Reference = Annotated[str, typer.Argument(metavar="ID", help="A proposal's id, or its beginning.")]


@COMMANDS.command()
def proposals(
    tracker: Annotated[str | None, typer.Option(help="treaties, sanctions, meetings or people.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also decided, held back and known ones.")] = False,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Format = "text",
) -> None:
    """List the steps that coded events propose, each with its evidence, until they are decided."""
    tracking, by = opened().tracking, known(known_by, as_published)
    found = tracking.proposed(by, tracker=tracker, every=every)
    more = "" if every else tracking.not_asked(by, tracker)
    typer.echo(tracked.proposals(found, format_, more), nl=False)


@COMMANDS.command()
def confirm(reference: Reference) -> None:
    """Confirm a proposal: it stands from now on, with its events as its source."""
    typer.echo(tracked.decided(opened().tracking.decide(reference, Decision.CONFIRMED)))


@COMMANDS.command()
def reject(reference: Reference) -> None:
    """Reject a proposal: it does not stand, and is not proposed again."""
    typer.echo(tracked.decided(opened().tracking.decide(reference, Decision.REJECTED)))
