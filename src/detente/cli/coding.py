"""Code texts without a watch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables

COMMANDS = typer.Typer()


@COMMANDS.command()
def code(
    texts: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help="A text a line: id, text; optional lang, date ...")
    ],
    out: Annotated[Path, typer.Option(help="Where the events go, one a line.")],
) -> None:
    """Code texts into events without a watch: who did what to whom. Bad lines go to OUT.rejects.jsonl."""
    from detente.coding import code_file

    counts = code_file(texts, out)
    typer.echo(tables.coded(counts))
    raise typer.Exit(1 if counts.rejected else 0)
