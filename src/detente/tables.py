"""Writes lists for the command line as text tables, JSON or CSV."""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from detente.drafts import draft_of
from detente.errors import Unavailable, WrongUse
from detente.measures import catalogue
from detente.outputs import plots
from detente.outputs.brief import SourceHealth
from detente.outputs.brief.phrases import clean, count, day, deed, said_by
from detente.outputs.format import safe_link
from detente.outputs.safe import cell, json_text, printed
from detente.records import Event, Missing, Modality, Observation, Status, Transition
from detente.watch.gather import display_name
from detente.watch.index import Index
from detente.watch.intake import Took
from detente.watch.questions import Evidence, Explanation

if TYPE_CHECKING:
    from detente.coding import CodingCounts

Row = dict[str, Any]
EVENT = (
    *("id", "date", "precision", "direction", "type", "areas", "status", "what"),
    *("place", "geonames_id", "place_state", "place_precision", "latitude", "longitude"),
)
OBSERVATION = (
    *("time_value", "direction", "area", "measure", "value", "lower", "upper"),
    *("n_events", "n_reports", "missing"),
)
PRINTED = Path("-")
"""The path that stands for standard output."""

MOST_WRAPPED = 500
"""Rows of a text table up to which its cells are wrapped to the width of the screen."""

BESIDES = ("counted", "least", "most", "note")
WHY = {
    Missing.NOT_OBSERVED: "no source is known to have been read in that period",
    Missing.CURATED: "a curated source gives counts and shares, no levels",
    Missing.NO_ACTS: "a share of no acts",
    Missing.INCOMPLETE: "next to nothing of the period is known yet",
}


def write(rows: Sequence[Row], form: str, columns: Sequence[str] | None = None) -> str:
    """Return `rows` as a text table, JSON array or CSV; raises WrongUse for another form."""
    names = list(columns or (rows[0] if rows else ()))
    if form == "json":
        return json_text(rows, 2) + "\n"
    if form == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, names, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
        return buffer.getvalue()
    if form == "text":
        return _table(rows, names)
    raise WrongUse(f"unknown format {form!r}", where="--format", do="choose from text, json, csv")


def _table(rows: Sequence[Row], names: Sequence[str]) -> str:
    if not rows:
        return "nothing\n"
    cells = [[as_cell(row.get(name)) for name in names] for row in rows]
    if len(rows) > MOST_WRAPPED:
        return _padded([list(names), *cells])
    table = Table(*names, box=None, pad_edge=False, header_style="")
    for line in cells:
        table.add_row(*line)
    buffer = io.StringIO()
    Console(file=buffer, width=_width(), markup=False, highlight=False, emoji=False).print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _padded(lines: Sequence[Sequence[str]]) -> str:
    """Return lines in columns, unwrapped: laying out thousands of lines to a width takes minutes."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        " ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def _width() -> int:
    console = Console()
    return max(console.width, 80) if console.is_terminal else 120


def as_cell(value: object) -> str:
    """Return a value as a table has it."""
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else clean(str(value))


def took(done: Took) -> str:
    """Return what an intake did, in two or three lines."""
    said = [
        f"{count(done.got, 'item', 'items')} read, {count(done.new, 'new document', 'new documents')}, "
        f"{count(done.mentions, 'new mention', 'new mentions')}, "
        + (f"{done.corrected:,} corrected, " if done.corrected else "")
        + f"{count(done.events, 'event', 'events')} new or changed, {len(done.rejects):,} rejected."
    ]
    said += [
        f"  {count(number, 'document', 'documents')} kept but not coded: {why}"
        for why, number in done.uncoded.most_common()
    ]
    return "\n".join(said)


def events(found: Iterable[Event], form: str) -> str:
    """Return events: two or three lines each as text, every field as JSON, one row each as CSV."""
    if form == "json":
        return write([event.model_dump(mode="json") for event in found], form)
    rows = [_event(event) for event in found]
    if form == "text":
        return printed("".join(_lines(row) for row in rows)) or "nothing\n"
    return write(rows, form, EVENT)


def _lines(row: Row) -> str:
    head = "  ".join(str(row[name] or "-") for name in ("id", "date", "direction", "type", "status"))
    head += f"\n  {row['deed']}" if row["deed"] else ""
    what = textwrap.wrap(row["what"], 80, initial_indent="  ", subsequent_indent="  ")
    areas = [f"  ({row['areas'].replace(' ', ', ')})"] if row["areas"] else []
    return "\n".join([head, *what, *areas]) + "\n"


def _event(event: Event) -> Row:
    kind = f"{event.event_type}/{event.mode}" if event.mode else event.event_type
    real = event.modality is Modality.ACTUAL
    certain = event.status.value if real else f"{event.status.value}, {event.modality.value}"
    there = event.location
    return {
        "id": event.event_id[:12],
        "date": event.event_date,
        "precision": event.date_precision.value if event.date_precision else "",
        "direction": event.direction,
        "type": kind,
        "areas": " ".join(event.areas),
        "status": certain,
        "what": " ".join(event.summary.split()),
        "deed": f"[{_deed(event)}]" if event.mode else "",
        "place": event.place,
        "geonames_id": there.geonames_id if there else None,
        "place_state": there.state if there else None,
        "place_precision": there.precision.value if there else None,
        "latitude": there.latitude if there else None,
        "longitude": there.longitude if there else None,
    }


def _deed(event: Event) -> str:
    """Return in plain words what the type and mode of an act say."""
    sides = (*event.actor, *event.recipient)
    return deed(event, {side.code: display_name(side.code) for side in sides if side.code})


def index(found: Index, form: str, *, detail: bool = False) -> str:
    """Return the index one number a row, in the columns of the contract and, with `detail`, BESIDES.

    As text it has the marks of the periods and, below, the spread of the duplicate policies.
    """
    own = (*OBSERVATION, *BESIDES) if detail else (*OBSERVATION, *(("note",) if form == "text" else ()))
    rows = [
        {name: _plain(getattr(row if name in BESIDES else row.observation, name)) for name in own}
        for row in found.rows
    ]
    said = [f"No bands: {found.without_bands}."] if found.without_bands else []
    for measure, by_policy in found.spread.items():
        told = ", ".join(f"{policy} {as_cell(value)}" for policy, value in by_policy.items())
        said.append(f"{measure} as counted, mean of a period, by duplicate policy: {told}")
    after = "\n" + "\n".join(said) + "\n" if said and rows and form == "text" else ""
    return write(rows, form, own) + after


def plot(found: Index, path: Path, freq: str) -> None:
    """Draw the index into `path`; raises WrongUse where it is too much, Unavailable where it cannot be."""
    panels: dict[tuple[str, str, str], list[plots.Point]] = {}
    for row in found.rows:
        o = row.observation
        point = plots.Point(o.time_value, o.value, o.lower, o.upper, row.counted)
        panels.setdefault((o.measure, o.direction, o.area), []).append(point)
    marks = [(start, note) for start, note in found.marks.items() if "source" in note]
    drawn = [
        plots.Panel(_title(*key), catalogue()[key[0]].unit, points, marks) for key, points in panels.items()
    ]
    caption = f"By {freq}. Estimate and 90% band: intensity at usual coverage. Dots: as counted."
    if marks:
        caption += " Dotted lines: a source comes or goes."
    plots.save(drawn, path, freq=freq, caption=caption)


def _title(measure: str, direction: str, area: str) -> str:
    where = "" if direction == "all" else f", {direction}"
    return f"{catalogue()[measure].title}{where}" + ("" if area == "all" else f", {area}")


def _plain(value: object) -> object:
    return getattr(value, "value", value)


def health(found: Iterable[SourceHealth], form: str) -> str:
    """Return the health of each source, one a row."""
    rows = [
        {
            "source": each.source_id,
            "publisher": each.publisher,
            "country": each.country,
            "kind": each.kind,
            "items": each.n_items,
            "last attempt": f"{each.last.at:%Y-%m-%d %H:%M} {each.last.outcome.value}"
            if each.last
            else "never",
            "last success": f"{each.last_success:%Y-%m-%d %H:%M}" if each.last_success else "never",
            "note": each.warning or (each.last.reason if each.last else ""),
        }
        for each in found
    ]
    return noted(rows, "note", form)


def noted(rows: Sequence[Row], name: str, form: str) -> str:
    """Return `rows`; as text, what stands in the column `name` of several is told once, below them."""
    often = Counter(row[name] for row in rows if row[name])
    below = [text for text, number in often.items() if number > 1] if form == "text" else []
    marks = {text: f"({place})" for place, text in enumerate(below, start=1)}
    said = write([{**row, name: marks.get(row[name], row[name])} for row in rows], form)
    legend = "".join(f"{mark} {clean(text)}\n" for text, mark in marks.items())
    return said + ("\n" + legend if legend else "")


def coded(counts: CodingCounts) -> str:
    """Return what `detente code` did, in one line."""
    texts, found = count(counts.texts, "text", "texts"), count(counts.events, "event", "events")
    return f"{texts} coded into {found}, {count(counts.rejected, 'line', 'lines')} rejected."


def explanation(found: Explanation, form: str) -> str:
    """Return what stands under an event or a number."""
    if form == "json":
        return json_text(_explained(found), 2) + "\n"
    if form != "text":
        raise WrongUse(f"unknown format {form!r}", where="--format", do="choose from text, json")
    lines = [_number(found.observation)] if found.observation else []
    lines += [f"{found.address}: {found.count}"] if found.count is not None else []
    lines += [f"Near it with a value: {', '.join(found.near)}."] if found.near else []
    lines += [""] if lines else []
    for event, evidence in found.events:
        lines += [_heading(event), *(_report(each) for each in evidence), ""]
    lines += [_stepped(step) for step in found.steps]
    return printed("\n".join(lines or ["nothing"]).rstrip()) + "\n"


def _explained(found: Explanation) -> Row:
    return {
        "address": found.address,
        "observation": found.observation.model_dump(mode="json") if found.observation else None,
        "near": list(found.near),
        "count": found.count,
        "steps": [step.model_dump(mode="json") for step in found.steps],
        "events": [
            {
                "event": event.model_dump(mode="json"),
                "reports": [{**e.mention.model_dump(mode="json"), "passage": e.passage} for e in evidence],
            }
            for event, evidence in found.events
        ],
    }


def _number(row: Observation) -> str:
    value = f"no value ({row.missing.value}: {_why(row)})" if row.value is None else f"{row.value:g}"
    basis = f"{count(row.n_events, 'event', 'events')} in {count(row.n_reports, 'report', 'reports')}"
    return (
        f"{row.measure}, {row.direction}, area {row.area}, {row.freq} of {row.time_value}: {value}, "
        f"from {basis}."
    )


def _why(row: Observation) -> str:
    """Return why there is no value; of a count that a curated source may give, that it holds no such act."""
    if row.missing is Missing.CURATED and catalogue()[row.measure].curated_ok:
        return (
            f"no act is recorded in this {row.freq}, which no source observed; a curated record alone "
            "covers it, and does not tell whether nothing happened"
        )
    return WHY[row.missing]


def _stepped(step: Transition) -> str:
    """Return a step of a tracker: day, matter, what happened, and what it rests on."""
    when = day(step.effective, step.precision)
    cited = "; ".join((*step.documents, *step.lines)) or step.basis.value
    return f"{when}  {step.tracker}: {step.title}, {step.party}: {step.step}\n  {step.what}\n  [{cited}]\n"


def _heading(event: Event) -> str:
    kind = f"{event.event_type}/{event.mode}" if event.mode else str(event.event_type)
    kind += f" ({_deed(event)})" if event.mode else ""
    date = day(event.event_date, event.date_precision)
    return (
        f"{event.event_id[:12]}  {date}  {event.direction or '-'}  {kind}  score {event.score}  "
        f"{said_by(event) or event.status.value}, {event.modality.value}\n  {' '.join(event.summary.split())}"
        f"{_where(event)}"
    )


def _where(event: Event) -> str:
    """Return where an act was, in a line of its own: the words, and what the gazetteer makes of them."""
    there = event.location
    if there is None:
        return f"\n  at: {clean(event.place)}" if event.place else ""
    told = [there.name, there.state or "no one state", there.precision.value]
    told += [f"GeoNames {there.geonames_id}"] if there.geonames_id else []
    told += ["disputed"] if there.disputed else []
    return f"\n  at: {clean(event.place or there.name)} ({clean(', '.join(told))})"


def _report(evidence: Evidence) -> str:
    mention = evidence.mention
    published = f", {mention.published_at:%Y-%m-%d}" if mention.published_at else ""
    told = f"  - {mention.outlet or mention.source_id}{published} {safe_link(mention.url) or ''}".rstrip()
    told += " (withdrawn)" if mention.status is Status.WITHDRAWN else ""
    if evidence.passage:
        return f"{told}\n    “{' '.join(evidence.passage.split())}”"
    return f"{told}\n    (no stored passage: {mention.coder or 'coded data'})"


def save_bytes(content: bytes, path: Path, option: str) -> None:
    """Write `content` to `path` ("-": standard output), which `option` named.

    Raises Unavailable where that cannot be done.
    """
    if path == PRINTED:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Unavailable(
            error.strerror or str(error), where=str(path), do=f"choose another {option}"
        ) from error


def save_lines(lines: Iterable[str], path: Path, option: str) -> int:
    """Write `lines` to `path` ("-": standard output), which `option` named, and return how many there were.

    An earlier file stays until all lines are there. Raises Unavailable where it cannot be written.
    """
    if path == PRINTED:
        return sum(1 for line in lines if sys.stdout.write(f"{line}\n"))
    number = 0
    try:
        with draft_of(path) as file:
            for line in lines:
                file.write(f"{line}\n")
                number += 1
    except OSError as error:
        raise Unavailable(
            error.strerror or str(error), where=str(path), do=f"choose another {option}"
        ) from error
    return number
