"""Explain the relationship from the bundled record: terms, areas, and what the record rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from detente import tables
from detente.cli._options import Format, State
from detente.errors import WrongUse
from detente.ontology.areas import Area, load_areas
from detente.outputs import explanations
from detente.record import load_backgrounds, load_glossary, load_record
from detente.record.counts import by_area, by_basis, by_year
from detente.record.explained import acts_by_id, find_term
from detente.settings import Settings

COMMANDS = typer.Typer()
COUNTS = {"basis": by_basis, "area": by_area, "year": by_year}
Page = Annotated[str, typer.Option("--format", help="text, md or json.")]


@COMMANDS.command()
def background(
    area: Annotated[
        str | None, typer.Argument(help="An issue area, by its id or title; all of them without it.")
    ] = None,
    format_: Page = "text",
) -> None:
    """Explain an area on a page to a reader who knows nothing of it, or list the areas.

    Every sentence cites its acts. Areas of the watch's own taxonomy that the record does not explain are
    told as the taxonomy tells them.
    """
    pages, own = load_backgrounds(), _areas_of_the_watch()
    areas = {**{name: load_areas()[name] for name in pages}, **own}
    titles = {name: each.title for name, each in areas.items()}
    if area is None:
        typer.echo(explanations.areas(titles, format_), nl=False)
        return
    known = {**{title.casefold(): name for name, title in titles.items()}, **{name: name for name in areas}}
    chosen = known.get(area) or known.get(area.strip().casefold())
    if chosen is None:
        raise WrongUse(f"no background on {area!r}", where="AREA", do=f"choose from {', '.join(areas)}")
    if chosen in pages:
        typer.echo(explanations.background(pages[chosen], titles[chosen], acts_by_id(), format_), nl=False)
    else:
        typer.echo(explanations.area(areas[chosen], format_), nl=False)


def _areas_of_the_watch() -> dict[str, Area]:
    """Return the areas of the watch in the folder, or the default ones where there is none."""
    settings = Settings.load_if_there(State.folder)
    return load_areas(settings.folder / settings.watch.areas if settings.watch.areas else None)


@COMMANDS.command()
def glossary(
    term: Annotated[
        str | None, typer.Argument(help="A term, such as 'New START'; all names without it.")
    ] = None,
    format_: Page = "text",
) -> None:
    """Explain a term, or list the names of all; every sentence cites its acts."""
    terms = load_glossary()
    if term is None and format_ == "text":
        typer.echo(explanations.names(terms), nl=False)
        return
    chosen = terms if term is None else (find_term(term, terms),)
    typer.echo(explanations.glossary(chosen, acts_by_id(), format_), nl=False)


@COMMANDS.command()
def record(
    by: Annotated[str, typer.Option(help="basis, area (by decade) or year.")] = "basis",
    format_: Format = "text",
) -> None:
    """Count the acts of the bundled record: what they rest on, and where they lie."""
    if by not in COUNTS:
        raise WrongUse(f"cannot count by {by!r}", where="--by", do=f"choose from {', '.join(COUNTS)}")
    typer.echo(tables.write(COUNTS[by](load_record()), format_), nl=False)
