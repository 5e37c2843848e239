"""Where a command may write: never over the watch's own files, and no two outputs to one place.

The options that name a file to be written have one of these functions as their callback.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from detente import settings
from detente.cli._options import State
from detente.errors import WrongUse
from detente.outputs import plots
from detente.tables import PRINTED
from detente.watch import ledger, remembering

_TAKEN = "detente.targets"


def target(context: typer.Context, option: typer.CallbackParam, path: Path | None) -> Path | None:
    """Return `path`, if the option may write there ("-": standard output).

    Raises WrongUse for a file of the watch itself, and for the place of another output.
    """
    if path is None:
        return None
    name = f"--{option.name}".replace("_", "-")
    if path != PRINTED and (what := _own(path)):
        raise WrongUse(f"{path} is {what} of the watch", where=name, do="choose another file")
    for other, place in context.meta.setdefault(_TAKEN, {}).items():
        if other != name and _same(path, place):
            raise WrongUse(f"{other} goes to {path} too", where=name, do="choose another file")
    context.meta[_TAKEN][name] = path
    return path


def besides(context: typer.Context, option: typer.CallbackParam, path: Path | None) -> Path | None:
    """Return `path` as `target` does; raises WrongUse for standard output too: other text goes there."""
    if path == PRINTED:
        what = "a file besides what is printed cannot be printed itself"
        raise WrongUse(what, where=f"--{option.name}", do="name a file")
    return target(context, option, path)


def drawn(context: typer.Context, option: typer.CallbackParam, path: Path | None) -> Path | None:
    """Return `path` as `besides` does, if it can be that of a plot; raises as detente.outputs.plots.check."""
    return plots.check(besides(context, option, path))


def _same(path: Path, other: Path) -> bool:
    if PRINTED in (path, other):
        return path == other
    return path.resolve() == other.resolve() or (path.exists() and other.exists() and path.samefile(other))


def _own(path: Path) -> str:
    """Return what of the watch that State names stands at `path`, "" for anything else."""
    if not os.path.lexists(State.folder / settings.FILE):
        return ""
    if _same(path, State.folder / settings.FILE):
        return "the settings file"
    known = settings.Settings.load(State.folder)
    if path.resolve().is_relative_to(known.data.resolve()):
        return "in the data folder"
    ledgers = [Path(name) for name in (remembering.FILE, ledger.FILE, known.llm.cache) if name]
    read = (known.watch.areas, known.sources.promises)
    files = (*ledgers, *(file.with_suffix(".lock") for file in ledgers), *read)
    return "a file" if any(file and _same(path, known.folder / file) for file in files) else ""


Plot = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Draw it into a .png or .svg file besides.", callback=drawn),
]
