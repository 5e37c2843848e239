"""Writes what analyses find for the command line: as text, JSON, CSV, or a chart."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.analysis.forecasting import POOL
from detente.analysis.series import Series
from detente.findings import ChanceSkill, Forecast, Response, Rise, ScoredForecast, Skill, TurningPoint
from detente.measures import catalogue
from detente.outputs import charts
from detente.records import Event
from detente.tables import Row, write
from detente.watch.analyses import Foretold, Turn

TURNING_POINT = ("date", "lower", "upper", "direction", "probability", "false_alarm_rate", "events")
SHOWN = (0.05, 0.25, 0.5, 0.75, 0.95)


def turns(found: Sequence[Turn], course: Series, rate: float, form: str) -> str:
    """Return turning points in the columns of the contract; as text with levels, rises and acts."""
    if form == "json":
        rows = [{**_json(turn.point), "rise": _rise(turn.rise)} for turn in found]
        return write(rows, form)
    if form == "csv":
        return write([_row(turn.point) for turn in found], form, TURNING_POINT)
    if not found:
        return (
            write([], form)
            if form != "text"
            else f"{_speaks_of(course)}: no turning point at a false-alarm rate of {rate:g}.\n"
        )
    rows = [
        {
            "date": turn.point.date,
            "from": turn.point.lower,
            "to": turn.point.upper,
            "direction": turn.point.direction,
            "level": f"{turn.point.before:.4g} to {turn.point.after:.4g}",
            "probability": turn.point.probability,
            "p": turn.point.p_value,
        }
        for turn in found
    ]
    said = [f"{_speaks_of(course)}; false-alarm rate {rate:g}", write(rows, form)]
    for turn in found:
        if turn.rise or turn.acts:
            said.append(
                f"{turn.point.date} {turn.point.direction}" + (f", {_told(turn.rise)}" if turn.rise else "")
            )
        said += [f"  {_act(each)}" for each in turn.acts]
    return "\n".join(said).rstrip() + "\n"


def _speaks_of(course: Series) -> str:
    """Return of which measure, in words, and of which days the turning points are."""
    name = course.label.partition(",")[0]
    title = f"{catalogue()[name].title}: " if name in catalogue() else ""
    span = f", periods from {course.times[0]} to {course.times[-1]}" if course.times else ""
    return f"{title}{course.title}{span}"


def _act(event: Event) -> str:
    kind = f"{event.event_type}/{event.mode}" if event.mode else str(event.event_type)
    what = textwrap.shorten(event.summary, 72, placeholder=" …")
    return f"{event.event_id[:12]}  {event.event_date}  {event.direction}  {kind}  {what}".rstrip()


def _row(point: TurningPoint) -> Row:
    return {**{name: getattr(point, name) for name in TURNING_POINT}, "events": " ".join(point.events)}


def _json(record: Any) -> Row:
    made: Row = record.model_dump(mode="json")
    return made


def _rise(found: Rise | None) -> Row | None:
    if found is None:
        return None
    days = {name: str(dt.date.fromordinal(getattr(found, name))) for name in ("first", "last")}
    return {**_json(found), **days}


def _told(found: Rise) -> str:
    kind = "an escalation" if found.escalation else "no escalation"
    since = dt.date.fromordinal(found.first)
    return (
        f"{kind} in the 28 days from {since}: hostility told a day {found.before:.3g} to {found.after:.3g}"
        f" = new acts {found.new_acts:+.3g} (p {found.p_new_acts:.2g}),"
        f" more severe acts {found.severity:+.3g} (p {found.p_severity:.2g}), coverage {found.coverage:+.3g}"
    )


def responses(found: Sequence[Response], form: str) -> str:
    """Return the answers of both sides, one a row; as text "none" where there is none."""
    if form == "json":
        return write([_json(each) for each in found], form)
    rows = [
        {
            "by": each.by,
            "to": each.to,
            "found": each.found,
            "p": each.p_value,
            "returned": each.returned,
            "lower": each.lower,
            "upper": each.upper,
            "delay": each.delay,
            "false_alarm_rate": each.false_alarm_rate,
        }
        for each in found
    ]
    if form != "text":
        return write(rows, form)
    named = [f"{each.by} answers {each.to}" for each in found if each.found]
    verdict = "; ".join(named) if named else "none"
    rate = found[0].false_alarm_rate
    return f"{write(rows, form)}\nReciprocity at a false-alarm rate of {rate:g}: {verdict}.\n"


def forecasts(found: Foretold, form: str) -> str:
    """Return the quantiles of each forecast, one a row, and as text how good the models were."""
    made = found.forecasts
    if form == "json":
        parts: dict[str, Sequence[Any]] = {"forecasts": made, "skill": found.skill, "chances": found.chances}
        lists = {name: [_json(each) for each in part] for name, part in parts.items()}
        return json.dumps(lists, ensure_ascii=False, indent=2) + "\n"
    rows = [
        {"target": each.target, "ahead": each.ahead, "model": each.model}
        | {f"q{level:g}": each.at(level) for level in SHOWN}
        | {"turning_point": each.turning_point}
        for each in made
    ]
    if form != "text" or not made:
        return write(rows, form)
    head = f"{made[0].series}, by {made[0].freq}, from {made[0].origin}\n"
    return head + write(rows, form) + _skill(found.skill) + _chances(found.chances)


def _chances(tried: Sequence[ChanceSkill]) -> str:
    if not tried:
        return ""
    rows = [
        {
            "ahead": each.ahead,
            "chance of a turning point": each.model + (" *" if each.given else ""),
            "Brier score": each.brier,
            "n": each.n,
        }
        for each in tried
    ]
    return "\n" + write(rows, "text")


def _skill(tried: Sequence[Skill]) -> str:
    if not tried:
        return "\nToo short to look back: untried.\n"
    rows = [
        {
            "ahead": each.ahead,
            "model": each.model + (" *" if each.given else ""),
            "crps": each.crps,
            "interval score": each.interval_score,
            "90% held": each.coverage,
            "less the chosen baseline": f"{each.difference:+.3g} [{each.lower:+.3g}, {each.upper:+.3g}]",
            "n": each.n,
        }
        for each in tried
    ]
    said = [f"{each.ahead} ahead ({each.model})" for each in tried if each.given and each.model != POOL]
    told = f"A baseline did better, and is given: {', '.join(said)}.\n" if said else ""
    return f"\nLooking back (* is given; the less the better):\n{write(rows, 'text')}{told}"


def ledger(entries: Sequence[ScoredForecast], form: str) -> str:
    """Return the entries of a ledger, oldest first, with the scores of those whose time has come."""
    if form == "json":
        return write([_json(each) for each in entries], form)
    rows = [
        {
            "hash": each.hash[:12],
            "series": each.forecast.series,
            "origin": each.forecast.origin,
            "target": each.forecast.target,
            "model": each.forecast.model,
            "q0.05": each.forecast.at(0.05),
            "q0.5": each.forecast.at(0.5),
            "q0.95": each.forecast.at(0.95),
            "value": each.value,
            "crps": each.crps,
            "inside": each.inside,
        }
        for each in entries
    ]
    return write(rows, form)


def plot_turns(found: Sequence[Turn], course: Series, path: Path) -> None:
    """Draw the series and its turning points into `path`; raises WrongUse, or Unavailable if it cannot."""
    charts.turning_points(_course(course), [turn.point for turn in found], path)


def plot_responses(found: Sequence[Response], path: Path) -> None:
    """Draw the answers by delay into `path`; raises WrongUse, or Unavailable if it cannot."""
    charts.responses(found, path)


def plot_forecasts(made: Sequence[Forecast], course: Series, path: Path) -> None:
    """Draw the series and its forecasts into `path`; raises WrongUse, or Unavailable if it cannot."""
    charts.forecasts(_course(course), made, path)


def _course(series: Series) -> charts.Course:
    return charts.Course(series.title, series.times, series.adjusted.tolist())
