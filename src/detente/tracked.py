"""Writes what the trackers know for the command line: as text, JSON or CSV."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence

from detente import tables
from detente.outputs.format import machine_day, safe_link
from detente.outputs.safe import printed
from detente.records import Decision, Transition
from detente.tables import Row
from detente.trackers import DateToCome
from detente.watch.tracking import Proposed, Shown

FIRST = {"treaties": "treaty", "sanctions": "measure", "meetings": "meeting", "people": "matter"}
OWN = {
    "treaties": ("limits", "term"),
    "sanctions": ("authority", "targets"),
    "meetings": ("level", "last_day", "russian_account", "american_account"),
    "people": ("host",),
}
SHOWN = {
    "treaties": ("treaty", "RUS", "USA", "next"),
    "sanctions": ("measure", "title", "party", "status", "since", "heard", "next"),
    "meetings": ("since", "title", "level", "place", "status"),
    "people": ("title", "kind", "party", "status", "since"),
}


def standing(
    found: Sequence[Shown], tracker: str, form: str, steps: Sequence[Transition] | None = None
) -> str:
    """Return how matters stand, one matter and party a row.

    As text a narrow table; as JSON every field, with its steps; as CSV every field but the steps. `steps` are
    printed under the table of a text.
    """
    rows = [_standing(each, tracker) for each in found]
    rows = _by_last_step(rows) if tracker == "sanctions" else rows
    rows = sorted(rows, key=lambda row: str(row["since"])) if tracker == "meetings" else rows
    if form == "json":
        return tables.write(rows, form)
    flat = [{name: _flat(value) for name, value in row.items() if name != "timeline"} for row in rows]
    if form == "csv":
        return tables.write(flat, form, list(flat[0]) if flat else [FIRST[tracker], "status"])
    shown = _beside(found) if tracker == "treaties" and form == "text" else flat
    said = tables.write(shown, form, SHOWN[tracker])
    return said if steps is None else f"{said}{printed(_more(found))}\n{timeline(steps, 'text')}"


def _by_last_step(rows: list[Row]) -> list[Row]:
    """Return sanctions by state, those of one legal act together, the last changed first."""
    place = {(row["party"], row["authority"]): "" for row in rows}
    for row in rows:
        key = (row["party"], row["authority"])
        place[key] = max(place[key], row["heard"])
    newest = sorted(rows, key=lambda row: row["heard"], reverse=True)
    newest.sort(key=lambda row: (place[row["party"], row["authority"]], str(row["authority"])), reverse=True)
    return sorted(newest, key=lambda row: str(row["party"]))


def _standing(shown: Shown, tracker: str) -> Row:
    held, matter = shown.standing, shown.matter
    last = held.last
    details = matter.details if matter else {}
    return {
        FIRST[tracker]: held.matter,
        "title": held.title,
        "kind": matter.kind if matter else "by proposal",
        "party": held.party,
        "areas": list(matter.areas) if matter else [],
        "status": held.status,
        "since": machine_day(last.effective, last.precision),
        "heard": machine_day(held.steps[-1].effective, held.steps[-1].precision),
        "announced": str(last.announced or last.effective),
        "unsure": held.unsure,
        "what": last.what,
        "place": last.place,
        **{name: details.get(name) for name in OWN[tracker]},
        "conditions": {each.name: each.text for each in held.conditions},
        "next": [{"date": str(each.date), "what": each.what} for each in held.dates],
        "announced_only": [{"announced": str(p.announced), "step": p.step} for p in shown.pending],
        "basis": last.basis.value,
        "decision": last.decision.value,
        "sources": sources(last),
        "timeline": [_step(step) for step in held.steps],
    }


def _beside(found: Sequence[Shown]) -> list[Row]:
    """Return one row a treaty, with the status and its day in a column for each state."""
    rows: dict[str, Row] = {}
    for held in (each.standing for each in found):
        since = machine_day(held.last.effective, held.last.precision)
        to_come = "; ".join(f"{each.date} {each.what}" for each in held.dates)
        row = rows.setdefault(held.matter, {"treaty": held.matter, "next": to_come})
        row[held.party] = f"{held.status}, {since}"
    return list(rows.values())


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(
            " ".join(map(str, v.values())).rstrip(".") if isinstance(v, dict) else str(v) for v in value
        )
    return value


def _more(found: Sequence[Shown]) -> str:
    """Return what a table has no room for: limits, conditions, what is only announced."""
    lines = []
    if found and found[0].matter:
        for name, text in found[0].matter.details.items():
            lines += [f"{name}: {each}" for each in ([text] if isinstance(text, str) else text)]
    for shown in found:
        party = shown.standing.party
        lines += [f"{party}, {each.name}: {each.text}" for each in shown.standing.conditions]
        lines += [f"{party}, announced {p.announced}, without effect yet: {p.step}" for p in shown.pending]
    return "".join(f"{line}\n" for line in ["", *lines]) if lines else ""


def _step(step: Transition) -> Row:
    return {
        "date": machine_day(step.effective, step.precision),
        "announced": str(step.announced or ""),
        "party": step.party,
        "step": step.step,
        "status": step.status or "",
        "what": step.what,
        "place": step.place or "",
        "basis": step.basis.value,
        "decision": step.decision.value,
        "sources": sources(step),
    }


def sources(step: Transition) -> list[str]:
    """Return what a step rests on: documents, source lines, coded events."""
    events = [f"event {name[:12]}" for name in step.event_ids]
    return [*step.documents, *step.lines, *events]


def timeline(steps: Iterable[Transition], form: str) -> str:
    """Return steps in the order of their effect with their citations, equal ones of both states once."""
    rows: list[Row] = []
    for step in steps:
        row = {"matter": step.matter, **_step(step)}
        twin = next((r for r in rows if {**r, "party": ""} == {**row, "party": ""}), None)
        if twin is None:
            rows.append(row)
        else:
            twin["party"] = ", ".join(sorted([twin["party"], row["party"]]))
    if form != "text":
        return tables.write(
            rows if form == "json" else [{k: _flat(v) for k, v in r.items()} for r in rows], form
        )
    return printed("".join(_lines(row) for row in rows)) or "nothing\n"


def _lines(row: Row) -> str:
    told = f", announced {row['announced']}" if row["announced"] else ""
    cited = "; ".join(row["sources"]) or row["basis"]
    parts = [
        f"{row['date']}  {row['party']}  {row['step']}{told}",
        _wrapped(row["what"]),
        _wrapped(f"[{cited}]"),
    ]
    return "\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 96, initial_indent="    ", subsequent_indent="    ")


DATES = ("date", "passed", "what", "title", "tracker", "matter", "set", "basis", "sources")


def dates(found: Iterable[DateToCome], form: str, now: dt.datetime) -> str:
    """Return dates to come, one a row, or as an iCalendar file stamped `now` (form "ics")."""
    if form == "ics":
        from detente.outputs.calendar import Entry, calendar

        return calendar(
            [Entry(_uid(d), d.date, d.what, f"{d.title}. {'; '.join(sources(d.set_by))}") for d in found], now
        )
    rows = [
        {
            "date": str(each.date),
            "passed": each.date <= now.date(),
            "what": each.what,
            "title": each.title,
            "tracker": each.tracker,
            "matter": each.matter,
            "set": str(each.set_by.known_from),
            "basis": each.set_by.basis.value,
            "sources": sources(each.set_by),
        }
        for each in found
    ]
    if form == "json":
        return tables.write(rows, form)
    flat = [{name: _flat(value) for name, value in row.items()} for row in rows]
    if form == "text":
        flat = [{**row, "date": f"{'was due on ' if row['passed'] else ''}{row['date']}"} for row in flat]
    return tables.write(flat, form, DATES if form == "csv" else ("date", "what", "title"))


def dates_from(day: dt.date, today: dt.date, *, chosen: bool) -> str:
    """Return from which day dates to come are told, and what is not known of those that have passed."""
    which = "the day asked for" if chosen else "the day of the newest report or act"
    passed = f" Of days up to today ({today}) it is not known here whether what was due came about."
    return f"Set by {day}, {which}.{passed if day < today else ''}"


def _uid(each: DateToCome) -> str:
    return f"{each.tracker}-{each.matter}-{each.date}"


PROPOSAL = (
    "id",
    "state",
    "date",
    "tracker",
    "matter",
    "party",
    "step",
    "what",
    "place",
    "level",
    "form",
    "account",
    "rule",
    "events",
    "reports",
    "known",
    "held",
)


def proposals(found: Iterable[Proposed], form: str, more: str = "") -> str:
    """Return proposals with the evidence under each, the newest first; a text ends with `more`."""
    rows = sorted(map(_proposal, found), key=lambda row: str(row["date"]), reverse=True)
    if form == "json":
        return tables.write(rows, form)
    if form == "csv":
        return tables.write([{k: _flat(v) for k, v in row.items()} for row in rows], form, PROPOSAL)
    if form != "text":
        return tables.write([], form)
    said = printed("".join(_proposal_lines(row) for row in rows)) or "nothing\n"
    return f"{said}\nNot listed: {more}. See 'detente proposals --all'.\n" if more else said


def _proposal(each: Proposed) -> Row:
    made, known = each.proposal.transition, each.proposal.known
    held = each.proposal.held
    state = "known already" if known else "held back" if each.proposal.held_back else made.decision.value
    return {
        "id": made.transition_id[:12],
        "state": "open" if each.proposal.open else state,
        "date": machine_day(made.effective, made.precision),
        "precision": made.precision.value,
        "tracker": made.tracker,
        "matter": made.matter,
        "title": made.title,
        "party": made.party,
        "step": made.step,
        "what": made.what,
        "place": made.place or "",
        **{name: each.proposal.details.get(name, "") for name in ("level", "form", "account")},
        "set_for": [str(day.date) for day in made.dates],
        "rule": made.rule,
        "events": [name[:12] for name in made.event_ids],
        "reports": [_report(e.mention.outlet or e.mention.source_id, e.mention.url) for e in each.evidence],
        "passages": [" ".join((e.passage or "").split()) for e in each.evidence],
        "summaries": [" ".join(e.mention.summary.split()) for e in each.evidence],
        "known": f"{known.effective} {known.title}: {known.step}" if known else "",
        "held": held,
    }


def _report(outlet: str, url: str | None) -> str:
    return f"{outlet} {safe_link(url) or ''}".rstrip()


def _proposal_lines(row: Row) -> str:
    by = "by " if row["precision"] == "week" else ""
    head = f"{row['id']}  {row['state']}  {by}{row['date']}  {row['tracker']}: {row['party']} {row['step']}"
    lines = [head, _wrapped(row["title"])]
    besides = [row["level"], row["form"], row["place"] if row["place"] not in row["title"] else ""]
    besides += [f"by the account of {row['account']}"] if row["account"] else []
    besides += [f"set for {day}" for day in row["set_for"]]
    lines += [_wrapped("; ".join(filter(None, besides)))] if any(besides) else []
    lines += [f"    is known: {row['known']}"] if row["known"] else []
    lines += [_wrapped(f"held back: {row['held']}")] if row["held"] else []
    for report, passage, summary in zip(row["reports"], row["passages"], row["summaries"], strict=True):
        told = f"“{passage}”" if passage else f"(in our words) {summary}"
        lines += [f"    - {report}", _wrapped(f"  {told}")]
    return "\n".join(lines) + "\n"


def decided(made: Transition) -> str:
    """Return what was decided, in one line."""
    word = "Confirmed" if made.decision is Decision.CONFIRMED else "Rejected"
    return f"{word}: {made.effective} {made.tracker}, {made.party} {made.step}: {made.title}"
