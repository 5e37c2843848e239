"""What the tests of the store share: records of every kind, and a store's content to compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.records import (
    Basis,
    Document,
    Event,
    Exposure,
    Fetch,
    Mention,
    Observation,
    Outcome,
    Transition,
)
from detente.store import Store
from detente.store.layout import TABLES
from detente.store.run import Storable

DAY = dt.datetime(2025, 2, 12, 9, tzinfo=dt.UTC)


class Records:
    """Records made from a number: the same number gives the same record."""

    day = DAY

    def document(self, number: int, **fields: object) -> Document:
        text = f"Послы встретились в {number}-й раз."
        fields = {"published_at": DAY + dt.timedelta(days=number), **fields}
        return Document.of("gazette", f"https://example.org/{number}", f"Meeting {number}", text, **fields)

    def mention(self, number: int, **fields: Any) -> Mention:
        fields = {"available_at": DAY + dt.timedelta(days=number), **fields}
        return Mention(mention_id=f"m{number}", source_id="gazette", event_type="CONSULT", **fields)

    def event(self, number: int, **fields: Any) -> Event:
        fields = {"first_published": DAY + dt.timedelta(days=number), "event_type": "CONSULT", **fields}
        fields = {"event_date": DAY.date() + dt.timedelta(days=number), "direction": "RUS>USA", **fields}
        return Event(event_id=f"e{number}", mention_ids=(f"m{number}",), **fields)

    def observation(self, number: int, **fields: Any) -> Observation:
        fields = {"value": float(number), "measure": "tension", **fields}
        day = DAY.date() + dt.timedelta(days=number)
        return Observation(time_value=day, freq="day", direction="RUS>USA", area="all", **fields)

    def exposure(self, number: int, n_seen: int = 5) -> Exposure:
        day = DAY.date() + dt.timedelta(days=number)
        return Exposure(day=day, source_id="gazette", state="all", batch="b", n_seen=n_seen, n_kept=2)

    def fetch(self, number: int, **fields: Any) -> Fetch:
        fields = {"outcome": Outcome.OK, "source_id": "gazette", **fields}
        return Fetch(url="https://example.org/feed", at=DAY + dt.timedelta(hours=number), **fields)

    def transition(self, number: int, **fields: Any) -> Transition:
        day = DAY.date() + dt.timedelta(days=number)
        told = {"step": "held", "status": "held", "what": "They met.", "basis": Basis.EVENTS, **fields}
        told = {"tracker": "meetings", "matter": "talks", "title": "Talks", "party": "RUS-USA", **told}
        at = DAY + dt.timedelta(days=number)
        return Transition(transition_id=f"t{number}", effective=day, available_at=at, **told)

    def every_kind(self, number: int) -> list[Storable]:
        return [
            self.document(number),
            self.mention(number),
            self.event(number),
            self.observation(number),
            self.exposure(number),
            self.fetch(number),
            self.transition(number),
        ]


@pytest.fixture(scope="session")
def make() -> Records:
    return Records()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def content() -> Callable[[Store], dict[str, list[str]]]:
    """Return a function: the tables of a store, sorted, without the stamps that differ between runs."""

    def dump(store: Store) -> dict[str, list[str]]:
        view = store.view()
        tables = {}
        for name in TABLES:
            rows = view.table(name).drop("run_id", "recorded_at")
            rows = rows.drop("started_at") if name == "runs" else rows
            tables[name] = sorted(map(repr, rows.to_pyarrow().to_pylist()))
        return tables

    return dump
