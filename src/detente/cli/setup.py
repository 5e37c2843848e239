"""Make a watch, and see what it is fed with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import Format, opened
from detente.errors import WrongUse
from detente.outputs.brief.phrases import count
from detente.watch import Known, Watch, formats as known_formats
from detente.watch.exporting import exports
from detente.watch.questions import Choice

COMMANDS = typer.Typer()


@COMMANDS.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where the watch is made.")] = Path(),
    dyad: Annotated[str, typer.Option(help="Two ISO 3166-1 alpha-3 codes.")] = "RUS,USA",
    record: Annotated[bool, typer.Option(help="Take in the bundled Russia-US record.")] = True,
) -> None:
    """Make a watch of two states in a folder: its settings (detente.toml) and its data."""
    codes = [code.strip().upper() for code in dyad.split(",")]
    if len(codes) != 2:
        raise WrongUse(f"{dyad!r} is not two codes", where="--dyad", do="give two codes such as RUS,USA")
    watch = Watch.init(folder, (codes[0], codes[1]), record=record)
    typer.echo(f"The watch of {codes[0]} and {codes[1]} is in {folder.resolve()} (settings: detente.toml).")
    acts = len(watch.questions.events(Choice(), Known()))
    typer.echo(
        f"{count(acts, 'act', 'acts')} of the bundled record taken in. Next: detente --watch {folder} brief"
        if acts
        else f"It is empty. Next: detente --watch {folder} update, or import files."
    )


@COMMANDS.command()
def formats(format_: Format = "text") -> None:
    """List the file layouts that can be imported, and those that can be exported."""
    taken, given = known_formats(), exports()
    rows = [
        {
            "format": name,
            "import": " ".join(taken[name].suffixes) if name in taken else "no",
            "export": "yes" if name in given else "no",
            "what": (taken.get(name) or given[name]).description,
        }
        for name in sorted({*taken, *given})
    ]
    typer.echo(tables.write(rows, format_), nl=False)


@COMMANDS.command()
def sources(format_: Format = "text") -> None:
    """List the watch's sources: who publishes them, last attempt, last success, items taken in."""
    typer.echo(tables.health(opened().health(), format_), nl=False)
