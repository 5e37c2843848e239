"""The sourced brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import AsPublished, Day, KnownBy, day, known, opened

COMMANDS = typer.Typer()


@COMMANDS.command()
def brief(
    since: Day = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day the brief speaks from.")
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Annotated[str, typer.Option("--format", help="text, md, html or json.")] = "text",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of printing.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the HTML page to this file besides.")] = None,
) -> None:
    """Print a sourced brief: how the relationship stands, what is new, what is claimed, what is open."""
    from detente.outputs.formats import render

    made = opened().brief(
        known(known_by, as_published), since=day(since, "--since"), as_of=day(as_of, "--as-of")
    )
    text = render(made, format_)
    if html is not None:
        tables.save(render(made, "html"), html, "--html")
    if out is None:
        typer.echo(text, nl=False)
        return
    tables.save(text, out, "--out")
    typer.echo(f"The brief is in {out.resolve()}")
