"""What events say of a proposed step besides its kind: a title of its own, level, form, whose account."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from detente.datafiles import checked, parse_yaml
from detente.records import Event, states_of
from detente.trackers._machine import Data, read

LONGEST = 200


class Told(Data):
    """How a meeting is told: `levels` by the words of an office, the first that fits; `forms` by mode."""

    source: str
    levels: dict[str, tuple[str, ...]]
    forms: dict[str, str]


@cache
def words() -> Told:
    """Return data/told.yml; raises PluginError where it does not fit."""
    found: Told = checked(Told, parse_yaml(read("told.yml"), "told.yml"), "told.yml")
    return found


def within(text: str, longest: int = LONGEST) -> str:
    """Return `text` in one line of at most `longest` characters, cut after a word and then marked so."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0].rstrip(',;:')}…"


def told(tracker: str, events: Sequence[Event]) -> dict[str, str]:
    """Return level and form of a meeting, and whose account a step is where a side alone tells it."""
    found = {"account": " and ".join(_accounts(events))}
    if tracker == "meetings":
        modes = {event.mode for event in events if event.mode}
        found["level"] = next((level for event in events if (level := _level(event))), "")
        found["form"] = ", ".join(words().forms[mode] for mode in sorted(modes) if mode in words().forms)
    return {name: text for name, text in found.items() if text}


def meeting_title(event: Event) -> str:
    """Return who met and how, as far as the event says it; else its summary."""
    sides = {side.code: _short(side.text) for side in reversed(event.actor) if side.code}
    two = states_of(event.direction)
    who = list(dict.fromkeys(sides[code] for code in two if code in sides))
    if len(who) < len(two):
        return within(event.summary)
    form = " by telephone" if event.mode == "phone" else ""
    return within(f"{' and '.join(who)}{form}{f', {event.place}' if event.place else ''}")


def _short(text: str) -> str:
    return text.split(",")[0].strip()


def _level(event: Event) -> str:
    two = states_of(event.direction)
    found = []
    for code in two:
        texts = [side.text.lower() for side in event.actor if side.code == code]
        found.append(next((_office(text) for text in texts if _office(text)), ""))
    return " and ".join(sorted(set(found))) if all(found) else ""


def _office(text: str) -> str:
    return next((level for level, stems in words().levels.items() if any(s in text for s in stems)), "")


def _accounts(events: Sequence[Event]) -> list[str]:
    """Return the sides whose own word the step rests on alone."""
    claimants = [{claimant.code for claimant in event.claimants} for event in events]
    if not all(claimants):
        return []
    return sorted({code for codes in claimants for code in codes if code})
