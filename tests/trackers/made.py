"""Made-up events of the two states, for tests of proposals."""

from __future__ import annotations

import datetime as dt
from typing import Any

from detente.records import Actor, Basis, Decision, Event, Precision, Transition
from detente.trackers import load_facts

RUS, USA = Actor(text="Russia", code="RUS"), Actor(text="United States", code="USA")
FACTS = [fact for name in ("treaties", "sanctions", "meetings", "people") for fact in load_facts(name)]


def event(kind: str, summary: str, direction: str = "RUS-USA", **fields: Any) -> Event:
    """Return an event of 3 May 2031, a day without facts."""
    values = {
        "event_id": f"{kind}{summary}{direction}{fields.get('event_date', '')}",
        "event_date": dt.date(2031, 5, 3),
        "date_precision": Precision.DAY,
        "n_reports": 1,
        "n_sources": 1,
        "actor": (RUS, USA),
        **fields,
    }
    code, _, mode = kind.partition("/")
    return Event(event_type=code, mode=mode or None, direction=direction, summary=summary, **values)


def fact(tracker: str, step: str, what: str, day: dt.date, **fields: Any) -> Transition:
    """Return a recorded step of a matter of its own."""
    values: dict[str, Any] = {"party": "USA", "status": None, "matter": what.lower(), "title": what, **fields}
    return Transition(
        transition_id=f"{tracker}{step}{what}{day}",
        tracker=tracker,
        step=step,
        what=what,
        effective=day,
        basis=Basis.COMMON,
        decision=Decision.RECORDED,
        **values,
    )
