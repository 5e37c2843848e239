"""What stands under anything that a brief or a page cites: numbers, acts, steps, source lines, documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from detente import measures
from detente.errors import WrongUse
from detente.outputs.brief.counting import counted
from detente.record import SOURCE_ID as RECORD_ID, load_record
from detente.records import Event, Transition
from detente.trackers import catalogue
from detente.watch.gather import told_by
from detente.watch.questions import Choice, Explanation, Known, Questions
from detente.watch.tracking import Tracking

BOTH, ANY = "each", "all"
EVENT = re.compile(r"[0-9a-f]{6,24}")


def explain(questions: Questions, tracking: Tracking, reference: str, known: Known) -> Explanation:
    """Return what stands under `reference`.

    It is an event id (or its beginning); the address of a number of the index
    (MEASURE/DIRECTION/AREA/PERIOD), of a count of acts (detente.outputs.brief.counting), or of a tracker
    (TRACKER/PARTY/STATUS/DAY; for days to come after DAY dates/all/all/DAY, up to another one
    dates/all/..LAST/DAY); or what an act or a step cites: the id of a source line or of an act of the record,
    a document. Raises WrongUse for anything else.
    """
    if reference.partition("/")[0] in measures.catalogue() or EVENT.fullmatch(reference):
        return questions.explain(reference, known)
    if reference.partition("/")[0] in (*catalogue(), "dates") and reference.count("/") == 3:
        return _of_tracker(tracking, reference, known)
    count = counted(reference)
    if count is not None:
        end = known.as_of or dt.date.max
        found = [e for e in questions.events(Choice(), known) if told_by(e, end) and count.keeps(e)]
        return Explanation(reference, None, questions.evidence(found, known), count=len(found))
    acts, steps = _citing(questions, reference, known), _steps(tracking, reference, known)
    if acts or steps:
        return Explanation(reference, None, questions.evidence(acts, known), steps=steps)
    return questions.explain(reference, known)


def _citing(questions: Questions, reference: str, known: Known) -> list[Event]:
    """Return the events of the record that bear `reference` as their id, or cite it."""
    acts = {act.id for act in load_record() if reference in (act.id, act.document, *act.cites)}
    if not acts:
        return []
    held = questions.mentions(known)
    own = {m.mention_id for m in held if m.source_id == RECORD_ID and m.external_event_id in acts}
    return [e for e in questions.events(Choice(), known) if own.intersection(e.mention_ids)]


def _steps(tracking: Tracking, reference: str, known: Known) -> tuple[Transition, ...]:
    held = tracking.transitions(known)
    return _once(t for t in held if reference in (*t.lines, *t.documents))


def _once(steps: Iterable[Transition]) -> tuple[Transition, ...]:
    """Return steps by day, one that is the same for both states once and with both as its party."""
    found: dict[tuple[object, ...], Transition] = {}
    for step in sorted(steps, key=lambda t: (t.effective, t.matter, t.order, t.party)):
        same = (step.tracker, step.matter, step.effective, step.step, step.what)
        held = found.setdefault(same, step)
        if step.party not in held.party.split(", "):
            found[same] = held.model_copy(update={"party": f"{held.party}, {step.party}"})
    return tuple(found.values())


def _of_tracker(tracking: Tracking, reference: str, known: Known) -> Explanation:
    tracker, party, status, when = reference.split("/")
    status = status.replace("_", " ")
    day = _day(when, reference)
    if tracker == "dates":
        last = _day(status.removeprefix(".."), reference) if status != ANY else dt.date.max
        coming = [each for each in tracking.dates(day, known) if each.date <= last]
        return Explanation(reference, None, (), count=len(coming), steps=_once(d.set_by for d in coming))
    parties: dict[str, dict[str, Transition]] = {}
    for each in tracking.standing(tracker, day, known):
        if status in (ANY, each.standing.status):
            parties.setdefault(each.standing.matter, {})[each.standing.party] = each.standing.last
    found = [under for under in parties.values() if _fits(party, list(under))]
    steps = _once(step for under in found for step in under.values())
    return Explanation(reference, None, (), count=len(found), steps=steps)


def _day(text: str, reference: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text!r} is not a day", where=reference, do="write it as 2025-03-18") from None


def _fits(party: str, held: list[str]) -> bool:
    return party == ANY or ((len(held) > 1) if party == BOTH else held == [party])
