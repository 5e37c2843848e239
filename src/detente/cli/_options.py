"""What the commands share: the option types, the options before the command, days and clocks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from detente.errors import civil_day
from detente.watch import Known, Watch

Day = Annotated[str | None, typer.Option(metavar="DATE", help="A day, such as 2025-03-18.")]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="Only what this store had learned by that day."),
]
AsPublished = Annotated[
    str | None,
    typer.Option("--as-published", metavar="DATE", help="Only what the world could know by that day."),
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Count acts up to this day only.")]
Format = Annotated[str, typer.Option("--format", help="text, json or csv.")]
Direction = Annotated[
    str | None, typer.Option(help="RUS>USA, USA>RUS, or RUS-USA for joint acts (quote it in a shell).")
]
Area = Annotated[str | None, typer.Option(help="An issue area, such as cyber; docs/codebook.md lists them.")]


class State:
    """The options that stand before the command."""

    folder = Path()


def opened() -> Watch:
    """Return the watch of the folder that --watch names; raises SettingsError where there is none."""
    return Watch.open(State.folder)


def day(text: str | None, option: str) -> dt.date | None:
    """Return the day that `option` was given, None where it was not; raises WrongUse."""
    return None if text is None else civil_day(text, option)


def known(known_by: str | None, as_published: str | None, as_of: str | None = None) -> Known:
    """Return what may be counted as known; raises WrongUse for what is not a day."""
    return Known(day(known_by, "--known-by"), day(as_published, "--as-published"), day(as_of, "--as-of"))
