"""What stands under anything that a brief or a page cites: numbers, acts, steps, source lines, documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable

from detente import measures
from detente.errors import WrongUse, civil_day
from detente.ontology.states import STATES
from detente.outputs.brief.counting import NO_AREA, SETS, Counted, counted
from detente.record import SOURCE_ID as RECORD_ID, load_record
from detente.records import Event, Transition
from detente.trackers import catalogue, machines
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
    if reference.partition("/")[0] in SETS:
        count = _of_set(questions, reference)
        end = known.as_of or dt.date.max
        found = [e for e in questions.events(Choice(), known) if told_by(e, end) and count.keeps(e)]
        return Explanation(reference, None, questions.evidence(found, known), count=len(found))
    acts, steps = _citing(questions, reference, known), _steps(tracking, reference, known)
    if acts or steps:
        return Explanation(reference, None, questions.evidence(acts, known), steps=steps)
    return questions.explain(reference, known)


def _of_set(questions: Questions, reference: str) -> Counted:
    count = counted(reference)
    if count is None:
        do = "write SET/all/AREA/all, or two days as SET/all/AREA/2025-03-01..2025-03-18"
        raise WrongUse("not the address of a count", where=reference, do=do)
    _choose(count.area or ANY, (ANY, NO_AREA, *questions.areas), "area", reference)
    if count.arena is not None and count.arena not in STATES:
        raise WrongUse(f"{count.arena!r} is no state", where=reference, do="write a code such as about-UKR")
    if count.span and count.span[1] < count.span[0]:
        raise WrongUse("the span ends before it begins", where=reference, do="write FIRST..LAST")
    return count


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
    day = civil_day(when, reference)
    if tracker == "dates":
        _choose(party, (ANY,), "party", reference)
        last = dt.date.max if status == ANY else civil_day(status.removeprefix(".."), reference)
        if last < day:
            raise WrongUse(f"{last} is before {day}", where=reference, do="write dates/all/..LAST/DAY")
        coming = [each for each in tracking.dates(day, known) if each.date <= last]
        return Explanation(reference, None, (), count=len(coming), steps=_once(d.set_by for d in coming))
    parties: dict[str, dict[str, Transition]] = {}
    standing = tracking.standing(tracker, day, known)
    named = dict.fromkeys((ANY, BOTH, *tracking.questions.dyad, *(each.standing.party for each in standing)))
    _choose(party, named, "party", reference)
    _choose(status, (ANY, *machines()[tracker].statuses), "status", reference)
    for each in standing:
        if status in (ANY, each.standing.status):
            parties.setdefault(each.standing.matter, {})[each.standing.party] = each.standing.last
    found = [under for under in parties.values() if _fits(party, list(under))]
    steps = _once(step for under in found for step in under.values())
    return Explanation(reference, None, (), count=len(found), steps=steps)


def _choose(given: str, known: Collection[str], what: str, reference: str) -> None:
    """Raise WrongUse where a part of an address is none of those known; spaces are written as "_"."""
    if given not in known:
        choices = ", ".join(each.replace(" ", "_") for each in known)
        raise WrongUse(f"{given!r} is no {what}", where=reference, do=f"choose from {choices}")


def _fits(party: str, held: list[str]) -> bool:
    return party == ANY or ((len(held) > 1) if party == BOTH else held == [party])
