"""The ledger: nothing in it can be changed unseen, and every entry is scored when its time has come."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.analysis import ledger
from detente.errors import StoreError
from detente.findings import Forecast


def forecast(ahead: int, middle: float = 10.0) -> Forecast:
    """Return a forecast of a week."""
    return Forecast(
        series="tension, all, all",
        freq="week",
        origin=dt.date(2018, 1, 1),
        target=dt.date(2018, 1, 1) + dt.timedelta(weeks=ahead),
        ahead=ahead,
        model="pool",
        levels=(0.05, 0.5, 0.95),
        quantiles=(middle - 5, middle, middle + 5),
    )


def test_a_ledger_is_read_as_it_was_written_and_freezes_each_forecast_once() -> None:
    first = ledger.freeze([], [forecast(1), forecast(4)])
    more = ledger.freeze(first, [forecast(1, 99.0), forecast(12)])
    text = "".join(ledger.line(entry) for entry in [*first, *more])
    assert [entry.forecast.ahead for entry in ledger.read(text, "x")] == [1, 4, 12]
    assert ledger.read(text, "x") == [*first, *more]


@pytest.mark.parametrize("change", ["number", "order", "dropped", "noise"])
def test_a_change_is_seen_and_its_line_named(change: str) -> None:
    lines = [ledger.line(entry) for entry in ledger.freeze([], [forecast(1), forecast(4), forecast(12)])]
    if change == "number":
        lines[1] = lines[1].replace("15.0", "25.0")
    if change == "order":
        lines[1], lines[2] = lines[2], lines[1]
    if change == "dropped":
        del lines[1]
    if change == "noise":
        lines[1] = "{}\n"
    with pytest.raises(StoreError, match=r"forecasts\.jsonl:2"):
        ledger.read("".join(lines), "forecasts.jsonl")


def test_scores_wait_for_the_value() -> None:
    entries = ledger.freeze([], [forecast(1), forecast(4)])
    due, waiting = ledger.score(entries, {("tension, all, all", dt.date(2018, 1, 8)): 12.0})
    assert (due.value, due.inside) == (12.0, True)
    assert due.crps is not None
    assert due.crps > 0
    assert (waiting.value, waiting.crps, waiting.inside) == (None, None, None)
