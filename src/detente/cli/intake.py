"""Take in: from files, and from the sources of the watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import opened
from detente.cli._terminal import complain, progress
from detente.errors import WrongUse
from detente.watch import formats

COMMANDS = typer.Typer()


@COMMANDS.command("import")
def import_(
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="The layout: see 'detente formats'.")],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="The files to take in.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="The id of the source they come from.")] = None,
) -> None:
    """Take documents or coded events in from files. The same file twice changes nothing."""
    if not files or (layout not in formats() and Path(layout).exists()):
        raise (
            _without_layout(layout)
            if Path(layout).exists()
            else WrongUse("no file given", where="FILE", do=f"write: detente import {layout} FILE")
        )
    watch = opened()
    with progress("reading") as tell:
        took = watch.import_files(layout, files, source, tell)
    typer.echo(tables.took(took))
    for reject in took.rejects:
        complain(f"rejected: {reject.where}: {reject.reason}")
    raise typer.Exit(1 if took.rejects else 0)


def _without_layout(name: str) -> WrongUse:
    """Return what to do where a file stands in the place of the layout."""
    fit = [key for key, each in formats().items() if name.lower().endswith(each.suffixes)] or list(formats())
    return WrongUse(
        "the layout is missing",
        where=name,
        do=f"name the layout first: detente import {'|'.join(fit)} {name}",
    )


@COMMANDS.command()
def update() -> None:
    """Fetch the watch's feeds and the newest GDELT files, and take in what is new.

    A source that fails is recorded as not observed, never as quiet. Exit status 3 where none was reached.
    """
    watch = opened()
    with progress("fetching") as tell:
        lines = watch.update(tell)
    typer.echo(tables.noted([line.row() for line in lines], "why", "text"), nl=False)
    failed = sum(line.failed for line in lines)
    if lines and failed == len(lines):
        typer.echo("No source could be reached; nothing stored was lost. Try again with a network.", err=True)
        raise typer.Exit(3)
    raise typer.Exit(1 if failed or any(line.rejected for line in lines) else 0)
