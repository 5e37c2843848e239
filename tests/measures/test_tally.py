"""The sums that models see are those that the table of numbers shows."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from detente.measures import DUPLICATES, Selection, catalogue, observe, tally
from detente.records import Event, Exposure, Precision, Sampling

DYAD = ("RUS", "USA")
START = dt.date(2025, 1, 6)
KINDS = (("ACCUSE", 3, -3.0), ("SANCTION", 4, -6.0), ("CONSULT", 1, 2.5), ("AID", 2, 10.0))


@st.composite
def acts(draw: st.DrawFn) -> list[Event]:
    """Draw up to 20 events of eight weeks."""
    found = []
    for number in range(draw(st.integers(0, 20))):
        kind, quad, score = draw(st.sampled_from(KINDS))
        told: dict[str, Any] = {
            "event_id": f"e{number:02}",
            "event_type": kind,
            "quad_class": quad,
            "score": score - draw(st.sampled_from([0.0, 0.25])),
            "direction": draw(st.sampled_from(["RUS>USA", "USA>RUS", "RUS-USA"])),
            "areas": draw(st.sampled_from([(), ("cyber",), ("cyber", "space")])),
            "event_date": START + dt.timedelta(days=draw(st.integers(0, 55))),
            "date_precision": draw(st.sampled_from([Precision.DAY, Precision.WEEK])),
            "n_reports": draw(st.integers(1, 4)),
            "sampling": Sampling.STREAM,
        }
        found.append(Event.model_validate(told))
    return found


@settings(max_examples=25)
@given(acts(), st.sampled_from(DUPLICATES), st.sampled_from(["week", "month"]))
def test_sums_are_the_numbers(events: list[Event], policy: str, freq: str) -> None:
    last = START + dt.timedelta(days=55)
    seen = [
        Exposure(
            day=START + dt.timedelta(days=d), source_id="w", state="all", batch=str(d), n_seen=1, n_kept=0
        )
        for d in range(56)
    ]
    rows = observe(events, seen, freq=freq, dyad=DYAD, areas=["cyber"], duplicates=policy)
    places = list(dict.fromkeys((row.direction, row.area) for row in rows))
    found = tally(events, Selection(DYAD), freq, (START, last), places)
    assert list(found.starts) == list(dict.fromkeys(row.time_value for row in rows))
    for row in rows:
        measure = catalogue()[row.measure]
        assert measure.weights is not None
        by_period = found.sums[policy].row(
            places.index((row.direction, row.area)),
            measure.weights,
            scored=measure.scored,
            share=measure.share,
        )
        value = float(by_period[found.starts.index(row.time_value)])
        if row.value is None:
            assert math.isnan(value)
        else:
            assert value == pytest.approx(row.value)
