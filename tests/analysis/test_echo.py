"""Escalation or echo: the parts add up, and coverage alone never raises an alert."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from detente.analysis.echo import WINDOW, Told, rise
from detente.errors import WrongUse

LAST, SINCE = 1000, 1000 - 195


def acts(seed: int, a_day: float = 1.5, more: float = 1.0, severity: float = 4.0) -> list[Told]:
    """Return acts of 28 weeks, in the last 28 days `more` times as many, of `severity` (before: 4)."""
    draw, found = random.Random(seed), []  # noqa: S311 - no secret, a repeatable sample
    for day in range(SINCE, LAST + 1):
        late = day > LAST - WINDOW
        for _ in range(sum(draw.random() < a_day * (more if late else 1) / 10 for _ in range(10))):
            kind = draw.choice(["A>B ACCUSE", "B>A ACCUSE", "A>B THREATEN", "B>A REJECT", "A>B SANCTION"])
            strength = (severity if late else 4.0) + draw.choice([-1, 0, 1])
            found.append(Told(day, kind, strength, (day,)))
    return found


def copied(told: list[Told], seed: int) -> list[Told]:
    """Return the acts with two unlinked copies of each late one, a third of them of another type or day."""
    draw, found = random.Random(seed), list(told)  # noqa: S311 - no secret, a repeatable sample
    for act in told:
        for _ in range(2 if act.day > LAST - WINDOW else 0):
            if draw.random() < 1 / 3:
                wrong = draw.choice(["A>B COERCE", "B>A MOBILIZE", "B>A THREATEN"])
                other = {"day": act.day - draw.randint(1, 3)} if draw.random() < 0.5 else {"kind": wrong}
                found.append(replace(act, **other))
            else:
                found.append(act)
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.3, 4.0), st.floats(2.0, 8.0), st.floats(0.3, 3.0))
def test_the_parts_add_up(seed: int, more: float, severity: float, coverage: float) -> None:
    found = rise(acts(seed, more=more, severity=severity), LAST, SINCE, (coverage, 0.0))
    total = found.new_acts + found.severity + found.coverage
    assert total == pytest.approx(found.after - found.before, abs=1e-6)


def test_copies_that_linking_missed_are_no_escalation() -> None:
    alerts = [rise(copied(acts(seed), seed), LAST, SINCE).escalation for seed in range(30)]
    assert not any(alerts)
    found = rise(copied(acts(3), 3), LAST, SINCE)
    assert found.coverage > 3 * abs(found.new_acts)


def test_reports_of_old_acts_are_coverage() -> None:
    told = [replace(act, reports=(act.day, LAST - 3)) if act.day < LAST - 40 else act for act in acts(2)]
    found = rise(told, LAST, SINCE)
    assert found.coverage > 0.9 * (found.after - found.before - found.new_acts - found.severity)
    assert found.coverage > 5
    assert not found.escalation


def test_more_acts_are_an_escalation_unless_more_is_seen() -> None:
    told = acts(1, more=3.0)
    found = rise(told, LAST, SINCE)
    assert found.escalation
    assert found.new_acts > found.coverage
    assert not rise(told, LAST, SINCE, (3.0, 0.1)).escalation


def test_worse_acts_are_an_escalation() -> None:
    found = rise(acts(1, severity=6.0), LAST, SINCE)
    assert found.escalation
    assert found.p_severity < 0.005 < found.p_new_acts


def test_too_short_a_past_raises_no_alert() -> None:
    assert not rise(acts(1, more=3.0), LAST, LAST - WINDOW - 30).escalation
    assert not rise([], LAST, SINCE).escalation
    with pytest.raises(WrongUse):
        rise([], LAST, SINCE, (0.0, 0.0))
