"""Code texts without a watch, and measure how well that is done."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import Format, State
from detente.cli._targets import besides, drawn, target
from detente.cli._terminal import complain, progress
from detente.errors import WrongUse
from detente.settings import Settings

COMMANDS = typer.Typer()


@COMMANDS.command()
def code(
    texts: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help="A text a line: id, text; optional lang, date ...")
    ],
    out: Annotated[
        Path, typer.Option(help="Where the events go, one a line; - prints them.", callback=target)
    ],
) -> None:
    """Code texts into events without a watch: who did what to whom. Bad lines go to OUT.rejects.jsonl."""
    from detente.coders import coder
    from detente.coding import code_file, code_stream

    make = partial(coder, Settings.load_if_there(State.folder))
    if out == tables.PRINTED:
        counts, bad = code_stream(texts, sys.stdout, make)
        for reject in bad:
            complain(f"{reject.where}: {reject.reason}")
        complain(tables.coded(counts))
        raise typer.Exit(1 if counts.rejected else 0)
    for written in (out, out.with_name(f"{out.name}.rejects.jsonl")):
        if written.exists() and texts.exists() and written.samefile(texts):
            raise WrongUse(f"{written} is the file to be read", where="--out", do="choose another one")
    counts = code_file(texts, out, make)
    typer.echo(tables.coded(counts))
    raise typer.Exit(1 if counts.rejected else 0)


@COMMANDS.command()
def evaluate(
    path: Annotated[
        Path, typer.Argument(metavar="SET", help="A test set, a file or folder: docs/evaluation.md.")
    ],
    kind: Annotated[
        str | None, typer.Option(help="The kind of set, where several fit: see the guide.")
    ] = None,
    texts: Annotated[Path | None, typer.Option(help="The file of texts that a set of labels is of.")] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the reliability plot into this .png or .svg.", callback=drawn)
    ] = None,
    confusion: Annotated[
        Path | None,
        typer.Option(
            help="Write the confusion table of types into this .csv, for the index.", callback=besides
        ),
    ] = None,
    behaviour: Annotated[
        bool, typer.Option("--behaviour", help="Check that definitions decide instead.")
    ] = False,
    format_: Format = "text",
) -> None:
    """Measure the coder on a test set: figures with 95% intervals, confusion table, calibration."""
    from detente import evaluation_tables
    from detente.coders import coder, reading
    from detente.evaluation import evaluate as measure

    settings = Settings.load_if_there(State.folder)
    with progress("reading the set") as told:
        if behaviour:
            from detente.evaluation.behaviour import behaviour as check

            found = check(path, lambda book: reading(settings, book), kind=kind, texts=texts, progress=told)
        else:
            measured = measure(path, coder(settings), kind=kind, texts=texts, progress=told)
    if behaviour:
        typer.echo(evaluation_tables.figures(found, format_), nl=False)
        return
    typer.echo(evaluation_tables.evaluation(measured, format_), nl=False)
    if plot is not None:
        from detente.evaluation.plot import draw

        draw(measured.calibration, plot, f"{measured.set_name}, {measured.kind}")
    if confusion is not None:
        from detente.evaluation.confusion import data_file

        source = f"detente evaluate {measured.set_name}, {measured.kind}, {measured.texts} texts"
        tables.save_lines(data_file(measured.confusion, measured.coder, source), confusion, "--confusion")
    for reject in measured.rejects:
        complain(f"{reject.where}: {reject.reason}")
    raise typer.Exit(1 if measured.rejects else 0)
