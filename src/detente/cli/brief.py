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
    length: Annotated[str, typer.Option(help="short or full.")] = "full",
    format_: Annotated[str, typer.Option("--format", help="text, md, html, json or pdf.")] = "text",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of printing.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the HTML page to this file besides.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the PDF to this file besides.")] = None,
) -> None:
    """Print a sourced brief: how the relationship stands, what is new, what is claimed, what is open."""
    from detente.outputs.formats import render, rendered

    made = opened().brief(
        known(known_by, as_published),
        since=day(since, "--since"),
        as_of=day(as_of, "--as-of"),
        length=length,
    )
    for name, path in (("html", html), ("pdf", pdf)):
        if path is not None:
            tables.save_bytes(rendered(made, name), path, f"--{name}")
    if out is None:
        typer.echo(render(made, format_), nl=False)
        return
    tables.save_bytes(rendered(made, format_), out, "--out")
    if out != tables.PRINTED:
        typer.echo(f"The brief is in {out.resolve()}")
