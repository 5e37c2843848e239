"""The index with its bands: what it covers, what it withholds, and what does not move it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from detente.errors import WrongUse
from detente.records import Missing, Modality, Observation, Sampling, SourceCode
from detente.settings import IndexSection
from detente.simulation import World, settings, simulate
from detente.watch.index import Choice, Index, Material, index
from detente.watch.simulated import material, tripled, with_source

DYAD = ("RUS", "USA")
SETTINGS = IndexSection(coder_weight=1)
TENSION = Choice("week", "all", "all", measures=("tension",))
WEEKS = 150


@cache
def world(name: str = "steady", seed: int = 7) -> World:
    """Return a world of 150 weeks."""
    return simulate(settings()[name].model_copy(update={"weeks": WEEKS}), seed)


@cache
def held(name: str = "steady", seed: int = 7) -> Material:
    """Return that world as a store holds it."""
    return material(world(name, seed))


def ask(what: Material, choice: Choice = TENSION, **update: object) -> Index:
    """Return the index of `choice`, changed by `update`."""
    return index(what, dataclasses.replace(choice, **update), DYAD, ["cyber"], SETTINGS)  # type: ignore[arg-type]


def observations(found: Index) -> list[Observation]:
    """Return the observations alone."""
    return [row.observation for row in found.rows]


@pytest.mark.parametrize("name", ["steady", "coder-error", "sources-change"])
def test_the_band_covers_the_latent_intensity(name: str) -> None:
    inside = []
    for seed in (7, 8):
        rows = observations(ask(held(name, seed)))
        truth = world(name, seed).truth({3, 4}, scored=True)
        inside += [(row.lower or 0) <= t <= (row.upper or 0) for row, t in zip(rows, truth, strict=True)]
    assert np.mean(inside) > 0.8


def test_the_estimate_lies_in_its_band_and_what_was_counted_beside_it() -> None:
    found = ask(held(), measures=("tension", "cooperation", "net", "tension_share", "volume"))
    for row in found.rows:
        o = row.observation
        assert o.value is not None
        if o.measure == "volume":
            assert (o.value, o.lower, row.counted) == (o.n_events, None, o.n_events)
        else:
            assert o.lower is not None
            assert o.upper is not None
            assert o.lower <= o.value <= o.upper
        assert row.least is not None
        assert row.most is not None
        assert row.least <= row.most
    assert set(found.spread) == {"tension", "cooperation", "net", "tension_share", "volume"}
    by_policy = found.spread["volume"]
    assert (by_policy["one-a-day"] or 0) <= (by_policy["clustered"] or 0) <= (by_policy["reports"] or 0)


def test_a_gap_has_no_value_its_reason_and_a_wider_band() -> None:
    rows = observations(ask(held("gaps")))
    gap = [row for row in rows if row.missing is Missing.NOT_OBSERVED]
    assert len(gap) == 11
    assert all(row.value is None and row.lower is not None for row in gap)
    width = {row.time_value: np.log((row.upper or 1) / (row.lower or 1)) for row in rows if row.lower}
    usual = np.median([width[row.time_value] for row in rows if row.value is not None])
    assert min(width[row.time_value] for row in gap) > usual


CHANGES: dict[str, Callable[[Material, World], Material]] = {
    "tripled": lambda what, _: tripled(what, dt.date(2019, 1, 7), 1),
    "added": lambda what, of: with_source(what, of, 1, first=False),
    "dropped": lambda what, of: with_source(what, of, 1, first=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_more_coverage_without_a_new_act_leaves_the_index_in_its_band(change: str) -> None:
    before, after = observations(ask(held())), ask(CHANGES[change](held(), world()))
    inside = [
        (old.lower or 0) <= (new.value or 0) <= (old.upper or 0)
        for old, new in zip(before, observations(after), strict=True)
    ]
    assert np.mean(inside) >= 0.9
    if change == "added":
        assert any("source new comes" in mark for mark in after.marks.values())


def test_the_latest_week_says_that_it_is_incomplete() -> None:
    found = ask(held())
    last = max(found.marks)
    assert "incomplete" in found.marks[last]
    assert last == world().days[-1]


def test_a_week_of_which_next_to_nothing_is_known_has_no_value() -> None:
    early = dt.date(2019, 1, 7) + dt.timedelta(weeks=100)
    cut = [row for row in held().exposure if row.day <= early]
    events = []
    for event in held().events:
        if event.event_date and event.event_date <= early:
            told = dt.datetime.combine(event.event_date, dt.time(), dt.UTC) + dt.timedelta(days=9)
            events.append(event.model_copy(update={"first_published": told}))
    row = observations(ask(dataclasses.replace(held(), events=events, exposure=cut)))[-1]
    assert (row.value, row.missing) == (None, Missing.INCOMPLETE)
    assert row.lower is not None


def test_few_periods_give_no_band_and_the_plain_sum() -> None:
    days = [row for row in held().exposure if row.day < dt.date(2019, 2, 1)]
    found = ask(dataclasses.replace(held(), exposure=days), until=dt.date(2019, 2, 1))
    assert "a band takes 8" in found.without_bands
    assert all(row.observation.value == row.counted and row.observation.lower is None for row in found.rows)


def test_curated_sources_give_no_level_and_no_band() -> None:
    events = [event.model_copy(update={"sampling": Sampling.CURATED}) for event in held().events]
    curated = {row.source_id for row in held().exposure}
    found = ask(dataclasses.replace(held(), events=events, curated=curated))
    assert found.without_bands
    assert all(row.observation.value is None and row.observation.lower is None for row in found.rows)


def test_severity_is_a_switch() -> None:
    counts = ask(held(), severity="counts")
    conflict = ask(held(), measures=("tension_acts",))
    assert [row.counted for row in counts.rows] == [row.counted for row in conflict.rows]
    plover, goldstein = ask(held()), ask(held(), severity="goldstein")
    assert [row.counted for row in plover.rows] != [row.counted for row in goldstein.rows]
    with pytest.raises(WrongUse, match="richter"):
        ask(held(), severity="richter")


def test_a_row_that_came_with_a_goldstein_value_keeps_it() -> None:
    code = SourceCode(scheme="CAMEO", code="1", score=-9.5)
    mentions = [mention.model_copy(update={"source_code": code}) for mention in held().mentions]
    found = ask(dataclasses.replace(held(), mentions=mentions), severity="goldstein")
    for row in found.rows:
        assert row.counted == pytest.approx(9.5 * row.observation.n_events)


def test_modality_is_a_filter() -> None:
    future = [event.model_copy(update={"modality": Modality.FUTURE}) for event in held().events]
    what = dataclasses.replace(held(), events=future)
    assert sum(row.counted or 0 for row in ask(what).rows) == 0
    told = ask(what, modalities=frozenset({Modality.FUTURE}))
    assert sum(row.counted or 0 for row in told.rows) > 0


def test_what_is_asked_for_does_not_change_a_number() -> None:
    alone = observations(ask(held(), since=dt.date(2020, 1, 6), until=dt.date(2020, 3, 2)))
    among = observations(ask(held(), direction=None, area=None))
    same = {r.time_value: r for r in among if (r.direction, r.area) == ("all", "all")}
    for row in alone:
        assert same[row.time_value].value == pytest.approx(row.value)
        assert same[row.time_value].upper == pytest.approx(row.upper)


def test_items_that_are_the_dyads_own_acts_are_no_attention() -> None:
    own = [row.model_copy(update={"n_kept": row.n_seen}) for row in held().exposure]
    tenfold = [row.model_copy(update={"n_seen": 10 * row.n_seen, "n_kept": 10 * row.n_seen}) for row in own]
    one = observations(ask(dataclasses.replace(held(), exposure=own)))
    other = observations(ask(dataclasses.replace(held(), exposure=[*own[:700], *tenfold[700:]])))
    assert [row.value for row in one] == pytest.approx([row.value for row in other])
