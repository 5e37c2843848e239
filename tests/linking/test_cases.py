"""Pairs of mentions judged by a reader: which of them linking takes for one act."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.linking import link
from detente.records import Actor, Mention, Modality, Precision

CASES = Path(__file__).parent / "cases"


def pairs(name: str) -> list[dict[str, Any]]:
    """Return the labelled pairs of a file."""
    found: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))["pairs"]
    return found


PAIRS = pairs("pairs.yml")
HELD_OUT = pairs("held_out.yml")
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


@pytest.mark.parametrize("told", [PAIRS, HELD_OUT], ids=["pairs", "held_out"])
def test_set_holds_both_kinds(told: list[dict[str, Any]]) -> None:
    same = sum(pair["same"] for pair in told)
    assert same >= 14
    assert len(told) - same >= 15
    assert len({pair["name"] for pair in told}) == len(told)


def test_pairs_held_out_are_judged_no_worse_than_documented() -> None:
    joined = [pair["same"] for pair in HELD_OUT if linked(pair)]
    assert sum(joined) / len(joined) >= 0.85
    assert sum(joined) / sum(pair["same"] for pair in HELD_OUT) >= 0.80


def test_both_sides_of_a_pair_may_come_first() -> None:
    for pair in (*PAIRS, *HELD_OUT):
        assert linked({**pair, "a": pair["b"], "b": pair["a"]}) is linked(pair), pair["name"]
