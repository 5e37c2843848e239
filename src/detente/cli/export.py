"""Give out what is stored, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import AsPublished, KnownBy, known, opened
from detente.cli._targets import target
from detente.outputs.brief.phrases import count
from detente.watch.exporting import export as exported

COMMANDS = typer.Typer()


@COMMANDS.command()
def export(
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="The layout: see 'detente formats'.")],
    out: Annotated[
        Path, typer.Option(help="Write to this file; - prints.", callback=target)
    ] = tables.PRINTED,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
) -> None:
    """Write the documents (jsonl) or the coded events (detente) of the watch, one JSON object a line."""
    lines = exported(opened().questions, layout, known(known_by, as_published))
    number = tables.save_lines(lines, out, "--out")
    if out != tables.PRINTED:
        typer.echo(f"{count(number, 'line is', 'lines are')} in {out.resolve()}")
