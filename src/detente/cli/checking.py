"""Check sentences of one's own against the passages that they cite."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from detente import checked_tables
from detente.cli._options import Format, opened
from detente.errors import WrongUse, of_reading
from detente.findings import Withheld
from detente.watch.receipts import CitedLine

COMMANDS = typer.Typer()


@COMMANDS.command()
def check(
    file: Annotated[str, typer.Argument(help="Lines of sentence, tab, ids; or JSON lines; '-': the input.")],
    format_: Format = "text",
) -> None:
    """Check each sentence against the stored passages of the events or documents that it cites.

    A line is the sentence, a tab, and one or more ids with spaces between; or an object with "text" and
    "ids".
    What does not hold is withheld, with the reasons; the exit status is then 1. A sentence about acts of
    which the record has a citation alone cannot be checked; it is counted apart.
    """
    verdicts = opened().check(_lines(file))
    typer.echo(checked_tables.verdicts(verdicts, format_), nl=False)
    if any(isinstance(verdict, Withheld) for verdict in verdicts):
        raise typer.Exit(1)


def _lines(file: str) -> list[CitedLine]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = f"it cannot be read: {of_reading(error)}"
        raise WrongUse(what, where=file, do="give a text file, or '-'") from None
    return list(_parsed(text, file))


def _parsed(text: str, file: str) -> Iterator[CitedLine]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            where = f"{file}, line {number}"
            yield _object(line, where) if line.lstrip().startswith("{") else _tabbed(line)


def _tabbed(line: str) -> CitedLine:
    text, _, ids = line.partition("\t")
    return CitedLine(text.strip(), tuple(ids.replace(",", " ").split()))


def _object(line: str, where: str) -> CitedLine:
    try:
        found: Any = json.loads(line)
        return CitedLine(str(found["text"]), tuple(map(str, found["ids"])))
    except (ValueError, KeyError, TypeError):
        raise WrongUse(
            "no sentence with ids", where=where, do='write {"text": "...", "ids": ["..."]}'
        ) from None
