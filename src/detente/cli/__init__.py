"""The command line: parse, call the watch, print. No logic lives here.

Each module is a group of commands and offers `COMMANDS`, a typer.Typer; a new command is a new file.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.logging import RichHandler
from typer.core import TyperGroup

from detente import __version__
from detente.cli._discovery import commands
from detente.cli._options import State
from detente.cli._terminal import complain, error_console
from detente.errors import DetenteError, Unavailable

UNREAD = 141  # 128 + SIGPIPE
INTERRUPTED = 130  # what typer makes of Ctrl-C


class _Commands(TyperGroup):
    """The commands; a reader of the output that has enough of it ("| head") ends them quietly."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. On a closed pipe, raise Exit with the status of a program that SIGPIPE ends."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), sys.stdout.fileno())  # the rest that is flushed at the end
            raise typer.Exit(UNREAD) from None


app = typer.Typer(
    cls=_Commands,
    help="""Watch the relationship between two states, with every figure leading back to its sources.

    Begin with 'detente init', then 'detente brief'. 'detente update' fetches news, 'detente import'
    takes files.

    Exit status: 0 done, 1 done but some input was rejected, 2 wrong use, 3 could not be done.""",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    watch: Annotated[Path, typer.Option(envvar="DETENTE_WATCH", help="The folder of the watch.")] = Path(),
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on standard error.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that all commands share; without a command, print the help."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit
    State.folder = watch
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", handlers=[RichHandler(console=error_console)])
    for library in ("trafilatura", "htmldate"):  # a page without an article is told as a reject
        logging.getLogger(library).setLevel(logging.CRITICAL)


app.registered_commands += commands(sys.modules[__name__])


def main() -> NoReturn:
    """Run the command line; an error of the tree is one line on standard error and its exit status.

    Ctrl-C goes on as KeyboardInterrupt (see detente.__main__).
    """
    try:
        status = app(standalone_mode=False)
    except DetenteError as error:
        complain(f"detente: {error}")
        status = error.exit_status
    except typer.TyperException as error:
        complain(f"detente: {error.format_message()}{_help_for(error)}")
        status = error.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OSError as error:
        complain(f"detente: {_of_system(error)}")
        status = Unavailable.exit_status
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    sys.exit(status if isinstance(status, int) else 0)


def _help_for(error: typer.TyperException) -> str:
    """Return where the command that was used wrongly is explained; nothing for other errors."""
    context = getattr(error, "ctx", None)
    return f"\n  See '{context.command_path} --help'." if context else ""


def _of_system(error: OSError) -> Unavailable:
    """Return what the system refused, such as a full disk or a folder that may only be read."""
    where = str(error.filename or "output")
    return Unavailable(error.strerror or str(error), where=where, do="make room or choose another place")
