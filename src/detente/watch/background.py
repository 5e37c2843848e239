"""What a brief is given besides events and numbers: trackers, turns, forecasts, changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.analysis.series import later
from detente.errors import WrongUse
from detente.outputs.brief.gathered import Account, Changes, DateAhead, Foreseen, Gathered, Matter
from detente.record import DYAD as RECORD_DYAD, SOURCE_ID as RECORD_ID
from detente.record.landmarks import load_landmarks
from detente.records import Mention, Sampling, Transition
from detente.settings import Settings
from detente.trackers import DYAD as FACTS_DYAD, DateToCome
from detente.watch.denials import denials
from detente.watch.index import Choice as IndexChoice
from detente.watch.questions import Known, Questions
from detente.watch.tracking import Shown, Tracking

ACCOUNTS = ("russian_account", "american_account")
RATE = 0.05


def background(
    questions: Questions,
    tracking: Tracking,
    settings: Settings,
    known: Known,
    day: dt.date,
    changes: Changes | None,
) -> Gathered:
    """Return what trackers, turns and forecasts say at the end of `day`."""
    held = {name: tracking.standing(name, day, known) for name in ("treaties", "sanctions", "people")}
    met = tracking.standing("meetings", day, known)
    return Gathered(
        tracked=set(questions.dyad) == set(FACTS_DYAD),
        matters=tuple(m for name, shown in held.items() for m in _matters(name, shown, day)),
        dates=tuple(
            DateAhead(each.date, each.what, each.title, _sources(each.set_by), _whose(each))
            for each in tracking.dates(day, known)
        ),
        accounts=tuple(_accounts(met, questions.dyad)),
        landmarks=_landmarks(questions.mentions(known), questions, known),
        denials=_denials(questions, known, day),
        foreseen=_foreseen(questions, settings, known, day),
        changes=changes,
        waiting=sum(proposal.open for proposal in tracking.proposals(known)),
    )


def _whose(each: DateToCome) -> str:
    """Return the state whose measure a day to come belongs to; treaties and elections name theirs."""
    return each.set_by.party if each.tracker == "sanctions" else ""


def _matters(tracker: str, shown: Sequence[Shown], day: dt.date) -> list[Matter]:
    """Return one row a matter and party, or one for both where their last steps are the same."""
    rows: dict[tuple[str, str, dt.date], list[Shown]] = {}
    for each in shown:
        held = each.standing
        rows.setdefault((held.matter, held.status, held.last.effective), []).append(each)
    return [replace(_matter(tracker, same), lapsed=_lapsed(same[0], day)) for same in rows.values()]


def _matter(tracker: str, same: list[Shown]) -> Matter:
    held, matter = same[0].standing, same[0].matter
    return Matter(
        tracker=tracker,
        kind=matter.kind if matter else "by proposal",
        title=matter.title if matter else held.title,
        party=held.party if len(same) == 1 else "",
        status=held.status,
        since=held.last.effective,
        precision=held.last.precision,
        what=held.last.what,
        sources=_sources(held.last),
        conditions=tuple(f"{each.name}: {each.text}" for each in held.conditions),
        begun=next((s.effective for s in held.steps if s.status == "in force"), held.last.effective),
        heard=held.steps[-1].effective,
        heard_precision=held.steps[-1].precision,
        heard_what=held.steps[-1].what,
        heard_sources=_sources(held.steps[-1]),
        authority=_text(matter.details.get("authority", "")) if matter else "",
    )


def _lapsed(shown: Shown, day: dt.date) -> dt.date | None:
    """Return the last of the terms that steps of easing set, where all have passed by `day`."""
    held = shown.standing
    if held.status != "eased":
        return None
    since = held.steps[held.steps.index(held.last) :]
    eased = [[term.date for term in step.dates if term.date] for step in since if step.status == "eased"]
    ends = [date for dates in eased for date in dates]
    return max(ends) if all(eased) and ends and max(ends) <= day else None


def _sources(step: Transition) -> tuple[str, ...]:
    return (*step.documents, *step.lines, *(f"event {name[:12]}" for name in step.event_ids))


def _accounts(met: Iterable[Shown], dyad: tuple[str, str]) -> list[Account]:
    """Return the meetings of which a side's own account is held, newest first."""
    order = ACCOUNTS if dyad == FACTS_DYAD else ACCOUNTS[::-1]
    found = []
    for each in met:
        details = each.matter.details if each.matter else {}
        told = [_text(details.get(name, "")) for name in order]
        if any(told):
            last = each.standing.last
            found.append(
                Account(
                    last.effective, last.precision, each.standing.title, (told[0], told[1]), _sources(last)
                )
            )
    return sorted(found, key=lambda account: (all(account.told), account.day), reverse=True)


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _denials(questions: Questions, known: Known, day: dt.date) -> dict[str, str]:
    held = questions.knowledge(known)
    return denials(held.view, held.events, held.mentions, questions.dyad, day)


def _landmarks(mentions: Iterable[Mention], questions: Questions, known: Known) -> dict[str, str]:
    if set(questions.dyad) != set(RECORD_DYAD):
        return {}
    names = {each.act: each.name for each in load_landmarks()}
    named = {
        m.mention_id: names[m.external_event_id]
        for m in mentions
        if m.source_id == RECORD_ID and m.external_event_id in names
    }
    events = questions.knowledge(known).events
    return {e.event_id: named[m] for e in events for m in e.mention_ids if m in named}


def _foreseen(questions: Questions, settings: Settings, known: Known, day: dt.date) -> Foreseen:
    """Return the forecasts of the weekly level of tension; where there are none, why."""
    mentions = questions.mentions(known)
    if not mentions:
        return Foreseen(why_none="nothing is known")
    if all(mention.sampling is Sampling.CURATED for mention in mentions):
        return Foreseen(why_none="a curated record has counts and no levels, and a forecast needs levels")
    try:
        asked = questions.analyses(IndexChoice("week", until=day), known, settings)
        made = asked.forecasts("tension", RATE)
    except WrongUse as error:
        return Foreseen(why_none=f"{error.what} (weekly levels of tension)")
    return Foreseen(tuple(made.forecasts), tuple(made.chances))


def still_ahead(found: Foreseen, day: dt.date) -> Foreseen:
    """Return the forecasts of periods that end after `day`; where all are past, why none is given."""
    ahead = tuple(each for each in found.forecasts if later(each.target, 1, each.freq) > day)
    if ahead or not found.forecasts:
        return replace(found, forecasts=ahead)
    last = found.forecasts[-1]
    newest = f"the {last.freq} of {last.origin.day} {last.origin:%B %Y}"
    return Foreseen(why_none=f"the newest reports are of {newest}, and what was foreseen from there is past")
