"""What changed since the last brief, and what was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.outputs.brief.desk import Desk, section
from detente.outputs.brief.gathered import Changes
from detente.outputs.brief.model import Basis, Cited, Group, Section, Sentence
from detente.outputs.brief.phrases import amount, capital, clean, count, day, gloss
from detente.records import Event, Transition

MOST = 8
FIELDS = {
    "status": "status",
    "modality": "whether it happened",
    "event_date": "date",
    "event_type": "kind",
    "mode": "form",
    "direction": "direction",
    "areas": "areas",
    "summary": "words",
}


def changed_fields(before: Event, after: Event) -> list[str]:
    """Return the names of the fields that a reader would see changed, in the order of FIELDS."""
    return [name for name in FIELDS if getattr(before, name) != getattr(after, name)]


def changes(desk: Desk) -> Section:
    """Return acts new, corrected, merged and withdrawn, and steps of trackers, since the earlier instant."""
    found = desk.material.more.changes
    title = "What changed since the last brief"
    if found is None:
        return section("changes", title, [], "Not compared: this brief looks at a past state of knowledge.")
    if found.before is None:
        return section("changes", title, [], "No earlier brief is remembered: this is the first.")
    since = f"{day(found.before.date())}, {found.before:%H:%M} UTC"
    what = f"the last brief of another state of knowledge ({since})" if found.since_last else since
    if not found.held_before:
        text = f"The store held no act on {since}: all that it holds is new since."
        return section("changes", title, [], text)
    if found.none:
        return section("changes", title, [], f"Nothing: the store learned nothing since {what}.")
    groups = [Group("", (_counts(found, what),)), *_groups(desk, found)]
    return section("changes", title, groups)


def _counts(found: Changes, what: str) -> Sentence:
    parts = [
        count(len(found.new), "act is new", "acts are new"),
        f"{amount(len(found.corrected))} corrected",
        f"{amount(len(found.merged))} merged into another",
        f"{amount(len(found.withdrawn))} withdrawn",
        f"{count(len(found.steps), 'step', 'steps')} of trackers new or decided",
    ]
    return Sentence(f"Since {what}: {', '.join(parts)}.", Basis.STORE)


def _groups(desk: Desk, found: Changes) -> list[Group]:
    held = {cited.event.event_id: cited for cited in desk.material.events}
    new = [held[e.event_id] for e in found.new if e.event_id in held]
    return [
        desk.once_told("New here", _last(new), _more(len(new)), point=True),
        Group("Corrected", tuple(_corrected(desk, held, *pair) for pair in found.corrected[:MOST])),
        Group("Merged into another act", tuple(_gone(desk, event) for event in found.merged[:MOST])),
        Group("Withdrawn", tuple(_gone(desk, event) for event in found.withdrawn[:MOST])),
        Group("Steps of trackers", tuple(map(_step, found.steps[-MOST:]))),
    ]


def _last(new: Sequence[Cited]) -> list[Cited]:
    return list(reversed(new))[:MOST]


def _more(number: int) -> Sentence | None:
    return Sentence(f"The {MOST} latest of {amount(number)}:", Basis.STORE) if number > MOST else None


def _corrected(desk: Desk, held: dict[str, Cited], before: Event, after: Event) -> Sentence:
    told = ", ".join(f"{FIELDS[name]} was {_value(before, name)}" for name in changed_fields(before, after))
    cited = held.get(after.event_id)
    said = desk.tell(cited, mark=False) if cited is not None else None
    if said is None:
        text = f"{gloss(after, desk.material.names)} Before: {told}."
        return Sentence(text, Basis.STORE, (), (), after.event_date, after.date_precision)
    return replace(said, label=f"before: {told}")


def _value(event: Event, name: str) -> str:
    value = getattr(event, name)
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"“{clean(value)}”" if name == "summary" else str(value)


def _gone(desk: Desk, event: Event) -> Sentence:
    text = clean(event.summary) if event.summary else gloss(event, desk.material.names)
    into = f"now event {event.merged_into[:12]}" if event.merged_into else ""
    return Sentence(capital(text), Basis.STORE, (), (), event.event_date, event.date_precision, into)


def _step(step: Transition) -> Sentence:
    label = f"{step.decision.value}; {'; '.join(step.documents) or step.basis.value}"
    return Sentence(
        f"{step.title}: {step.what}", Basis.TRACKER, (), (), step.effective, step.precision, label
    )
