"""Standard error: messages and, on a terminal, a bar of progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from detente.outputs.safe import printed

error_console = Console(stderr=True)


@contextmanager
def progress(at_first: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar while the block runs; give the function that takes (what, done, total)."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    with Progress(
        *columns, console=error_console, transient=True, disable=not error_console.is_terminal
    ) as bar:
        task = bar.add_task(at_first, total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


def complain(message: str) -> None:
    """Print one line on standard error, without signs that command a terminal."""
    error_console.print(printed(message), markup=False, highlight=False, soft_wrap=True)
