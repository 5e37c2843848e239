"""The command line: parse, call the watch, print. No logic lives here."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from detente import __version__, tables
from detente.errors import DetenteError, WrongUse
from detente.watch import Known, Watch
from detente.watch.questions import Choice

app = typer.Typer(
    help="""Watch the relationship between two states, with every figure leading back to its sources.

    Begin with 'detente init', then 'detente brief'. 'detente update' fetches news, 'detente import'
    takes files.

    Exit status: 0 done, 1 done but some input was rejected, 2 wrong use, 3 could not be done.""",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
error_console = Console(stderr=True)


class State:
    """The options that stand before the command."""

    folder = Path()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def options(
    watch: Annotated[Path, typer.Option(envvar="DETENTE_WATCH", help="The folder of the watch.")] = Path(),
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on standard error.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that all commands share."""
    State.folder = watch
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", handlers=[RichHandler(console=error_console)])


Day = Annotated[str | None, typer.Option(metavar="DATE", help="A day, such as 2025-03-18.")]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="Only what this store had learned by that day."),
]
AsPublished = Annotated[
    str | None,
    typer.Option("--as-published", metavar="DATE", help="Only what the world could know by that day."),
]
Format = Annotated[str, typer.Option("--format", help="text, json or csv.")]
Direction = Annotated[
    str | None, typer.Option(help="RUS>USA, USA>RUS, or RUS-USA for joint acts (quote it in a shell).")
]
Area = Annotated[str | None, typer.Option(help="An issue area, such as cyber; docs/codebook.md lists them.")]


@app.command()
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
        f"{acts} acts of the bundled record are in it. Next: detente --watch {folder} brief"
        if acts
        else f"It is empty. Next: detente --watch {folder} update, or import files."
    )


@app.command("import")
def import_(
    layout: Annotated[str, typer.Argument(metavar="FORMAT", help="The layout: see 'detente formats'.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files to take in.")],
    source: Annotated[str | None, typer.Option(help="The id of the source they come from.")] = None,
) -> None:
    """Take documents or coded events in from files. The same file twice changes nothing."""
    watch = Watch.open(State.folder)
    with _progress() as bar:
        task = bar.add_task("reading", total=None)
        took = watch.import_files(
            layout,
            files,
            source,
            lambda what, done, total: bar.update(task, description=what, completed=done, total=total),
        )
    typer.echo(tables.took(took))
    for reject in took.rejects:
        told = f"rejected: {reject.where}: {reject.reason}"
        error_console.print(told, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1 if took.rejects else 0)


@app.command()
def formats(format_: Format = "text") -> None:
    """List the file layouts that can be imported."""
    from detente.watch import formats as known

    rows = [
        {"format": f.name, "files": " ".join(f.suffixes), "what": f.description} for f in known().values()
    ]
    typer.echo(tables.write(rows, format_), nl=False)


@app.command()
def update() -> None:
    """Fetch the watch's feeds and the newest GDELT files, and take in what is new.

    A source that fails is recorded as not observed, never as quiet. Exit status 3 where none was reached.
    """
    watch = Watch.open(State.folder)
    with _progress() as bar:
        task = bar.add_task("fetching", total=None)
        lines = watch.update(
            lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
        )
    typer.echo(tables.write([line.row() for line in lines], "text"), nl=False)
    failed = sum(line.failed for line in lines)
    if lines and failed == len(lines):
        typer.echo("No source could be reached; nothing stored was lost. Try again with a network.", err=True)
        raise typer.Exit(3)
    raise typer.Exit(1 if failed or any(line.rejected for line in lines) else 0)


@app.command()
def events(
    since: Day = None,
    until: Day = None,
    direction: Direction = None,
    area: Area = None,
    event_type: Annotated[str | None, typer.Option("--type", help="A PLOVER type, such as SANCTION.")] = None,
    status: Annotated[
        str | None, typer.Option(help="asserted, alleged, denied, contested, confirmed.")
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Format = "text",
) -> None:
    """List the events, oldest first; each id can be given to 'detente explain'."""
    watch = Watch.open(State.folder)
    choice = Choice(direction, area, event_type, status, _day(since, "--since"), _day(until, "--until"))
    choice.check(watch.dyad, watch.areas)
    found = watch.questions.events(choice, _known(known_by, as_published))
    typer.echo(tables.events(found, format_), nl=False)


AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Count acts up to this day only.")]


@app.command()
def index(
    freq: Annotated[str, typer.Option(help="day, week, month, quarter or year.")] = "month",
    direction: Direction = None,
    area: Area = None,
    arena: Annotated[
        str | None, typer.Option(help="The third state that acts are about, such as UKR.")
    ] = None,
    measure: Annotated[list[str] | None, typer.Option(help="A measure; may be repeated.")] = None,
    duplicates: Annotated[str, typer.Option(help="reports, one-a-day or clustered.")] = "clustered",
    since: Day = None,
    until: Day = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    format_: Format = "text",
) -> None:
    """Print tension and cooperation by period, direction and area; a number without data says why."""
    watch = Watch.open(State.folder)
    rows = watch.questions.index(
        freq,
        _known(known_by, as_published, as_of),
        direction=direction,
        area=area,
        arena=arena,
        measures=measure,
        duplicates=duplicates,
        since=_day(since, "--since"),
        until=_day(until, "--until"),
    )
    typer.echo(tables.observations(rows, format_), nl=False)


@app.command()
def explain(
    reference: Annotated[str, typer.Argument(help="An event id (or its beginning), or a number's address.")],
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Show what stands under an event (its reports and passages) or a number (its events)."""
    watch = Watch.open(State.folder)
    found = watch.questions.explain(reference, _known(known_by, as_published, as_of))
    typer.echo(tables.explanation(found, format_), nl=False)


@app.command()
def brief(
    since: Day = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day the brief speaks from.")
    ] = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    format_: Annotated[str, typer.Option("--format", help="text, md, html or json.")] = "text",
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of printing.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the HTML page to this file besides.")] = None,
) -> None:
    """Print a sourced brief: how the relationship stands, what is new, what is claimed, what is open."""
    from detente.outputs.formats import render

    made = Watch.open(State.folder).brief(
        _known(known_by, as_published), since=_day(since, "--since"), as_of=_day(as_of, "--as-of")
    )
    text = render(made, format_)
    if html is not None:
        tables.save(render(made, "html"), html, "--html")
    if out is None:
        typer.echo(text, nl=False)
        return
    tables.save(text, out, "--out")
    typer.echo(f"The brief is in {out.resolve()}")


@app.command()
def sources(format_: Format = "text") -> None:
    """List the watch's sources: who publishes them, last attempt, last success, items taken in."""
    watch = Watch.open(State.folder)
    typer.echo(tables.health(watch.health(), format_), nl=False)


@app.command()
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


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    return Progress(*columns, console=error_console, transient=True, disable=not error_console.is_terminal)


def _day(text: str | None, option: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongUse(f"{text!r} is not a day", where=option, do="write it as 2025-03-18") from None


def _known(known_by: str | None, as_published: str | None, as_of: str | None = None) -> Known:
    return Known(_day(known_by, "--known-by"), _day(as_published, "--as-published"), _day(as_of, "--as-of"))


def main() -> NoReturn:
    """Run the command line; an error of the tree is one line on standard error and its exit status."""
    try:
        app(standalone_mode=True)
    except DetenteError as error:
        error_console.print(f"detente: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(error.exit_status)
    sys.exit(0)
