"""Pairs of mentions judged by a reader: which of them linking takes for one act."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.linking import link
from detente.records import Actor, Mention, Modality, Precision

CASES = Path(__file__).parent / "cases" / "pairs.yml"
PAIRS: list[dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))["pairs"]
NAMES = {"RUS": "Russia", "USA": "United States"}


def mention(name: str, told: dict[str, Any]) -> Mention:
    """Return the mention that one side of a case tells of."""
    joint = told.get("joint", False)
    codes = ["RUS", "USA"] if joint else [told["from"]]
    who = told.get("who") or [NAMES[code] for code in codes]
    day: dt.date = told["date"]
    return Mention(
        mention_id=name,
        source_id="made-up",
        document_id=f"document {name}",
        summary=told["text"],
        event_type=told["type"],
        mode=told.get("mode"),
        actor=tuple(Actor(text=text, code=code) for text, code in zip(who, codes, strict=True)),
        recipient=() if joint else (Actor(text=NAMES[told["to"]], code=told["to"]),),
        direction="RUS-USA" if joint else f"{told['from']}>{told['to']}",
        modality=Modality(told.get("modality", "actual")),
        event_date=day,
        date_precision=Precision(told.get("precision", "day")),
        available_at=dt.datetime.combine(day, dt.time(12), dt.UTC),
    )


def linked(pair: dict[str, Any]) -> bool:
    """Return whether the two sides become one event."""
    sides = [mention(side, {**pair.get("both", {}), **pair[side]}) for side in ("a", "b")]
    return len(link(sides)) == 1


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_pair(pair: dict[str, Any]) -> None:
    assert linked(pair) is pair["same"]


def test_set_holds_both_kinds() -> None:
    same = sum(pair["same"] for pair in PAIRS)
    assert same >= 12
    assert len(PAIRS) - same >= 15
    assert len({pair["name"] for pair in PAIRS}) == len(PAIRS)
