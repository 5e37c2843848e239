"""The sourced brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import AsPublished, Day, KnownBy, day, known, opened
from detente.cli._targets import besides, target
from detente.cli._terminal import progress

COMMANDS = typer.Typer()


@COMMANDS.command()
def brief(
    since: Day = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day the brief speaks from.")
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    length: Annotated[str, typer.Option(help="What is printed: screen, short or full.")] = "full",
    phrase: Annotated[
        bool | None,
        typer.Option("--phrase/--no-phrase", help="Have a model word sentences; each is checked (guide)."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="text, md, html, json or pdf.")] = "text",
    out: Annotated[
        Path | None, typer.Option(help="Write to this file instead of printing.", callback=target)
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the whole HTML page to this file besides.", callback=besides)
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Write the whole PDF to this file besides.", callback=besides)
    ] = None,
) -> None:
    """Print a sourced brief: how the relationship stands, what is new, what is claimed, what is open."""
    from detente.outputs.formats import render, rendered

    with progress("writing the brief") as told:
        wanted = [length, "full"] if length != "full" and (html or pdf) else [length]
        briefs = opened().briefs(
            wanted,
            known(known_by, as_published),
            since=day(since, "--since"),
            as_of=day(as_of, "--as-of"),
            phrase=phrase,
            progress=told,
        )
    made, whole = briefs[0], briefs[-1]
    for name, path in (("html", html), ("pdf", pdf)):
        if path is not None:
            tables.save_bytes(rendered(whole, name), path, f"--{name}")
    if out is None:
        typer.echo(render(made, format_), nl=False)
    else:
        tables.save_bytes(rendered(made, format_), out, "--out")
        if out != tables.PRINTED:
            typer.echo(f"The brief is in {out.resolve()}")
    phrasing = made.checked.phrasing
    raise typer.Exit(1 if phrasing and phrasing.unasked else 0)
