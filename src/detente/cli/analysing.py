"""What the numbers mean: turning points, reciprocity, forecasts; of the watch, or of any series in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente import findings_tables as tables
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
from detente.cli._targets import Plot
from detente.errors import WrongUse

if TYPE_CHECKING:
    from detente.watch.analyses import Analyses
    from detente.watch.outside import Outside

COMMANDS = typer.Typer()

Freq = Annotated[str, typer.Option(help="day, week, month, quarter or year.")]
Measure = Annotated[str, typer.Option(help="The measure to look at; see 'detente index'.")]
Rate = Annotated[
    float,
    typer.Option("--false-alarm-rate", help="The chance of a finding where there is nothing to find."),
]
OfFile = Annotated[
    Path | None,
    typer.Option("--series", metavar="FILE", help="A CSV: time_value, value, optionally n and exposure."),
]


def _asked(
    series: Path | None,
    freq: str,
    direction: str | None,
    area: str | None,
    days: tuple[str | None, str | None],
    clocks: tuple[str | None, str | None, str | None],
) -> Outside | Analyses:
    """Return the analyses of the file `series`, or of the watch without one."""
    from detente.watch.outside import Outside

    if series is None:
        return _of_watch(freq, direction, area, days, clocks)
    _alone(direction, area, *days, *clocks)
    return Outside(series)


def _alone(*options: str | None) -> None:
    """Raise WrongUse where an option that chooses from a watch stands beside a file of one's own."""
    if any(option is not None for option in options):
        what = "a file is taken whole: no direction, area, days or clocks"
        raise WrongUse(what, where="--series", do="leave the other options out")


def _of_watch(
    freq: str,
    direction: str | None,
    area: str | None,
    days: tuple[str | None, str | None],
    clocks: tuple[str | None, str | None, str | None],
) -> Analyses:
    from detente.watch.asked import Choice

    since, until = (day(each, option) for each, option in zip(days, ("--since", "--until"), strict=True))
    return opened().analyses(Choice(freq, direction, area, since=since, until=until), known(*clocks))


@COMMANDS.command("turning-points")
def turning_points(
    freq: Freq = "week",
    measure: Measure = "tension",
    direction: Direction = None,
    area: Area = None,
    false_alarm_rate: Rate = 0.05,
    since: Day = None,
    until: Day = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    series: OfFile = None,
    plot: Plot = None,
    format_: Format = "text",
) -> None:
    """Print when a level changed, at a stated rate of false alarms, with the acts that carry each change.

    A rise is split into new acts, more severe acts and more coverage of old ones; only the first two are
    called an escalation.
    """
    asked = _asked(series, freq, direction, area, (since, until), (known_by, as_published, as_of))
    found = asked.turning_points(measure, false_alarm_rate)
    course = asked.series(measure)
    typer.echo(tables.turns(found, course, false_alarm_rate, format_), nl=False)
    if plot is not None:
        tables.plot_turns(found, course, plot)


@COMMANDS.command()
def reciprocity(
    freq: Freq = "week",
    measure: Measure = "tension_acts",
    area: Area = None,
    false_alarm_rate: Rate = 0.05,
    since: Day = None,
    until: Day = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    series: Annotated[
        list[Path] | None,
        typer.Option("--series", metavar="FILE", help="A CSV for each side: give it twice."),
    ] = None,
    plot: Plot = None,
    format_: Format = "text",
) -> None:
    """Print what each state returns of what the other does, and after how long; or that it returns
    nothing."""
    from detente.watch import outside

    if series:
        if len(series) != 2:
            raise WrongUse(f"{len(series)} given", where="--series", do="give one file for each side")
        _alone(area, since, until, known_by, as_published, as_of)
        found = outside.responses(series[0], series[1], false_alarm_rate)
    else:
        asked = _of_watch(freq, None, area, (since, until), (known_by, as_published, as_of))
        found = asked.responses(measure, false_alarm_rate)
    typer.echo(tables.responses(found, format_), nl=False)
    if plot is not None:
        tables.plot_responses(found, plot)


@COMMANDS.command()
def forecast(
    freq: Freq = "week",
    measure: Measure = "tension",
    direction: Direction = None,
    area: Area = None,
    false_alarm_rate: Rate = 0.05,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Freeze the forecasts, and show all that were, scored where due.")
    ] = False,
    since: Day = None,
    until: Day = None,
    known_by: KnownBy = None,
    as_published: AsPublished = None,
    as_of: AsOf = None,
    series: OfFile = None,
    plot: Plot = None,
    format_: Format = "text",
) -> None:
    """Print the distribution 1, 4 and 12 periods ahead, the chance of a turning point, and how good they
    were.

    Where a baseline did better than the model, the baseline is given.
    """
    from detente.watch.ledger import FILE, kept

    asked = _asked(series, freq, direction, area, (since, until), (known_by, as_published, as_of))
    path = series.with_suffix(".forecasts.jsonl") if series else opened().settings.folder / FILE
    made = asked.forecasts(measure, false_alarm_rate)
    course = asked.series(measure)
    if plot is not None:
        tables.plot_forecasts(made.forecasts, course, plot)
    if ledger:
        typer.echo(tables.ledger(kept(path, made.forecasts, course.known_values), format_), nl=False)
    else:
        typer.echo(tables.forecasts(made, format_), nl=False)
