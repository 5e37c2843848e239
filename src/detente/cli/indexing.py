"""The index of the relationship, and simulated relationships to try it on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente import tables
from detente.cli._options import (
    Area,
    AsOf,
    AsPublished,
    Day,
    Direction,
    Format,
    KnownBy,
    day,
    known,
    opened,
)
from detente.cli._targets import Plot, target
from detente.errors import WrongUse
from detente.records import Modality, Status

COMMANDS = typer.Typer()
MAIN = ("tension_acts", "cooperation_acts", "tension", "cooperation")


@COMMANDS.command()
def index(
    freq: Annotated[str | None, typer.Option(help="day, week, month (the default), quarter or year.")] = None,
    direction: Direction = None,
    area: Area = None,
    arena: Annotated[
        str | None, typer.Option(help="The third state that acts are about, such as UKR.")
    ] = None,
    measure: Annotated[list[str] | None, typer.Option(help="A measure; may be repeated.")] = None,
    severity: Annotated[
        str, typer.Option(metavar="SCALE|FILE", help="plover, goldstein, counts, or a CSV file of yours.")
    ] = "plover",
    duplicates: Annotated[str, typer.Option(help="reports, one-a-day or clustered.")] = "clustered",
    status: Annotated[
        list[Status] | None, typer.Option(help="Count these; asserted and confirmed by default.")
    ] = None,
    modality: Annotated[list[Modality] | None, typer.Option(help="Count these; actual by default.")] = None,
    joint: Annotated[
        bool, typer.Option("--joint-in-directions", help="Count joint acts in both directions too.")
    ] = False,
    since: Day = None,
    until: Day = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    plot: Plot = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Add what was counted, its least and most, and notes.")
    ] = False,
    format_: Format = "text",
) -> None:
    """Print tension, cooperation and their kin by period, with 90% bands.

    No data is no number, with the reason. As text, without a frequency, direction, area or measure: the main
    measures by year, of both states and all areas together.
    """
    from detente.watch import index as ask

    watch, defaults = opened(), ask.Choice()
    overview = format_ == "text" and not (freq or direction or area or measure or plot)
    if overview:
        freq, direction, area, measure = "year", "all", "all", list(MAIN)
    choice = ask.Choice(
        freq or "month",
        direction,
        area,
        arena,
        tuple(measure) if measure else None,
        duplicates,
        severity,
        frozenset(status) if status else defaults.statuses,
        frozenset(modality) if modality else defaults.modalities,
        joint,
        day(since, "--since"),
        day(until, "--until"),
    )
    found = watch.questions.estimated(choice, known(known_by, as_published, as_of), watch.settings)
    typer.echo(tables.index(found, format_, detail=detail), nl=False)
    if overview:
        typer.echo(
            "By year and in all: --freq, --direction, --area or --measure show more, --format csv all."
        )
    if plot is not None:
        tables.plot(found, plot, choice.freq)


@COMMANDS.command()
def simulate(
    setting: Annotated[
        str | None,
        typer.Argument(metavar="[SETTING]", help="A bundled setting or a YAML file; none lists them."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A folder for files to import, one for each source.", callback=target)
    ] = None,
    series: Annotated[
        Path | None,
        typer.Option(help="A CSV file for the weekly counts, with the truth beside them.", callback=target),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another course of events.")] = 0,
    format_: Format = "text",
) -> None:
    """Simulate a relationship with known truth, to see what this program makes of it."""
    from detente import simulation

    known_settings = simulation.settings()
    if setting is None:
        rows = [
            {"setting": s.id, "weeks": s.weeks, "what": s.title, "breaks": "; ".join(s.breaks)}
            for s in known_settings.values()
        ]
        typer.echo(tables.write(rows, format_), nl=False)
        return
    if tables.PRINTED in (out, series):
        raise WrongUse("files and folders are not printed", where="simulate", do="name a FOLDER or FILE")
    if out is None and series is None:
        raise WrongUse("nothing is asked for", where="simulate", do="give --out FOLDER or --series FILE")
    chosen = known_settings.get(setting) or simulation.load_setting(Path(setting))
    world = simulation.simulate(chosen, seed)
    if series is not None:
        simulation.write_series(world, series)
        typer.echo(f"The series is in {series}")
    if out is not None:
        for path in simulation.write_lines(world, out):
            typer.echo(f"detente import detente {path} --source {path.stem}")
