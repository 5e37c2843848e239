"""The analyses of a watch: acts behind every point, attention kept apart, only what was known then."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from detente.errors import StoreError, WrongUse
from detente.findings import Forecast
from detente.simulation import World, settings, simulate
from detente.simulation._setting import Shift
from detente.watch.analyses import Analyses
from detente.watch.asked import Choice, Material
from detente.watch.ledger import kept
from detente.watch.outside import Outside, responses
from detente.watch.simulated import material, tripled, with_source

WEEKS, TURN = 80, 40
WEEKLY = Choice("week")


@cache
def world(size: float = 1.2, seed: int = 3) -> World:
    """Return 80 weeks in which conflict grows `size` (log) from week 40 on."""
    cut = settings()["steady"].model_copy(update={"weeks": WEEKS})
    calm = cut.hostility.model_copy(update={"memory": 0.3, "noise": 0.15})
    shifts = (Shift(week=TURN, size=size, unit="log"),) if size else ()
    return simulate(cut.model_copy(update={"hostility": calm, "shifts": shifts}), seed)


@cache
def held(size: float = 1.2, seed: int = 3) -> Material:
    """Return that world as a store holds it."""
    return material(world(size, seed))


def asked(what: Material, choice: Choice = WEEKLY) -> Analyses:
    """Return the analyses of `what`."""
    return Analyses(what, choice, ("RUS", "USA"), ["cyber"], 0.33)


def test_a_turning_point_names_the_acts_that_carry_it() -> None:
    [turn] = asked(held()).turning_points("tension", 0.05)
    planted = world().days[TURN]
    assert abs((turn.point.date - planted).days) <= 21
    assert turn.point.direction == "up"
    known = {event.event_id: event for event in held().events}
    cited = [known[each] for each in turn.point.events]
    assert cited == list(turn.acts)
    assert cited
    for event in cited:
        assert event.event_date is not None
        assert turn.point.lower <= event.event_date < turn.point.upper + dt.timedelta(days=7)
        assert event.quad_class in (3, 4)


def test_its_rise_is_new_acts_and_an_escalation() -> None:
    [turn] = asked(held()).turning_points("tension", 0.05)
    assert turn.rise is not None
    assert turn.rise.escalation
    assert turn.rise.new_acts > 2 * abs(turn.rise.coverage)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_more_coverage_is_no_escalation(seed: int) -> None:
    calm, of = held(0.0, seed), world(0.0, seed)
    last = of.days[-1] + dt.timedelta(days=6)
    copied = tripled(calm, of.days[-4], seed)
    told = asked(copied).rise(last)
    assert not told.escalation
    assert told.coverage > 0.3 * (told.after - told.before) > 1
    after = of.days[WEEKS // 2] + dt.timedelta(days=27)
    for first in (True, False):
        assert not asked(with_source(calm, of, seed, first=first)).rise(after).escalation


def test_a_direction_and_its_days_can_be_chosen() -> None:
    series = asked(held(), Choice("week", "RUS>USA")).series("tension_acts")
    own = sum(event.direction == "RUS>USA" and event.quad_class in (3, 4) for event in held().events)
    assert 0 < np.nansum(series.values) <= own
    until = world().days[50]
    short = asked(held(), dataclasses.replace(WEEKLY, until=until)).series("tension")
    assert short.times[-1] == until
    with pytest.raises(WrongUse):
        asked(held()).series("heat")


def test_responses_are_of_both_directions() -> None:
    there, back = asked(held(0.0)).responses("tension_acts", 0.05)
    assert (there.by, there.to) == (back.to, back.by)
    assert there.by.startswith("tension_acts, USA>RUS")


def test_versions_hold_back_what_was_published_later() -> None:
    what = held()
    late = [
        event.model_copy(update={"first_published": event.first_published + dt.timedelta(days=7)})
        if event.first_published
        else event
        for event in what.events
    ]
    asking = asked(dataclasses.replace(what, events=late))
    series = asking.series("tension")
    versions = asking.versions("tension", series)
    assert versions is not None
    now = series.adjusted[series.known]
    assert versions[30].size == 31
    assert versions[30][-1] == pytest.approx(0, abs=1e-9)
    assert versions[30][:20] == pytest.approx(now[:20])
    assert asking.versions("tension_share", asking.series("tension_share")) is None


def test_forecasts_say_how_good_they_were() -> None:
    found = asked(held()).forecasts("tension", 0.05)
    assert [each.ahead for each in found.forecasts] == [1, 4, 12]
    assert {each.model for each in found.skill} >= {"pool", "no-change", "ar1"}
    assert {each.model for each in found.chances} == {"so far", "never"}


def test_nothing_seen_is_said() -> None:
    nothing = asked(Material([], [], [], ()))
    with pytest.raises(WrongUse):
        nothing.series("tension")
    with pytest.raises(WrongUse):
        nothing.rise()


def outside(folder: Path, name: str = "gpr.csv") -> Path:
    """Write a weekly series with a step and return its path."""
    path = folder / name
    rows = [f"{day},{10 + 8 * (week >= 30) + week % 5}" for week, day in enumerate(world().days[:60])]
    path.write_text("time_value,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_any_series_can_be_analysed(tmp_path: Path) -> None:
    path = outside(tmp_path)
    [turn] = Outside(path).turning_points("", 0.05)
    assert turn.point.date == world().days[30]
    assert (turn.rise, turn.acts) == (None, ())
    assert len(Outside(path).forecasts("", 0.05).forecasts) == 3
    assert responses(path, outside(tmp_path, "b.csv"), 0.05)[0].by == "b"


def test_a_ledger_is_kept_once_and_guarded(tmp_path: Path) -> None:
    made = [
        Forecast(
            series="x",
            freq="week",
            origin=dt.date(2018, 1, 1),
            target=dt.date(2018, 1, 8),
            ahead=1,
            model="pool",
            levels=(0.05, 0.95),
            quantiles=(1.0, 2.0),
        )
    ]
    path = tmp_path / "forecasts.jsonl"
    assert kept(path, made, {})[0].value is None
    frozen = path.read_bytes()
    [scored] = kept(path, made, {("x", dt.date(2018, 1, 8)): 1.5})
    assert scored.inside
    assert path.read_bytes() == frozen
    path.write_text(path.read_text(encoding="utf-8").replace("2.0", "9.0"), encoding="utf-8")
    with pytest.raises(StoreError):
        kept(path, made, {})
