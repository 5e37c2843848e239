"""Numbers by period, direction and area: what counts where, what is withheld, and what stands under each."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, strategies as st

from detente.errors import WrongUse
from detente.measures import DUPLICATES, FREQS, Counted, catalogue, explain, observe
from detente.ontology.areas import load_areas
from detente.ontology.plover import EVENT_TYPES
from detente.records import Event, Exposure, Missing, Modality, Observation, Precision, Sampling, Status

DYAD = ("RUS", "USA")
START = dt.date(2025, 1, 1)


def act(name: str, day: dt.date | None, event_type: str = "ACCUSE", **fields: Any) -> Event:
    """Return an event of `event_type` with the quad class and score of the type."""
    kind = EVENT_TYPES[event_type]
    values: dict[str, Any] = {
        "event_id": name,
        "mention_ids": (name,),
        "event_type": event_type,
        "quad_class": kind.quad_class,
        "score": kind.score,
        "direction": "RUS>USA",
        "event_date": day,
        "date_precision": Precision.DAY,
        "n_reports": 1,
        "n_sources": 1,
    }
    return Event.model_validate({**values, **fields})


def seen(day: dt.date, source: str = "wire", n_seen: int = 10) -> Exposure:
    """Return an exposure row of `source` on `day`."""
    return Exposure(day=day, source_id=source, state="all", batch=f"{source}{day}", n_seen=n_seen, n_kept=0)


@st.composite
def acts(draw: st.DrawFn) -> list[Event]:
    """Draw up to 25 events of 90 days, of all kinds that a filter looks at."""
    found = []
    for number in range(draw(st.integers(0, 25))):
        day = START + dt.timedelta(days=draw(st.integers(0, 89)))
        event_type = draw(st.sampled_from(sorted(EVENT_TYPES)))
        found.append(
            act(
                f"e{number:02}",
                day,
                event_type,
                direction=draw(st.sampled_from(["RUS>USA", "USA>RUS", "RUS-USA", "RUS>UKR"])),
                areas=tuple(draw(st.sets(st.sampled_from(["cyber", "space"]), max_size=2))),
                arena=draw(st.sampled_from([None, "UKR"])),
                status=draw(st.sampled_from(Status)),
                modality=draw(st.sampled_from([Modality.ACTUAL, Modality.ACTUAL, Modality.FUTURE])),
                sampling=draw(st.sampled_from(Sampling)),
                date_precision=draw(st.sampled_from(Precision)),
                n_reports=draw(st.integers(1, 5)),
            )
        )
    return found


def numbers(rows: list[Observation], **cell: object) -> dict[str, float | Missing | None]:
    """Return {measure: value, or the reason why there is none} of one cell ("all" unless told)."""
    wanted = {"direction": "all", "area": "all", **cell}
    found = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    assert len({row.time_value for row in found}) == 1, "name one period"
    return {row.measure: row.missing or row.value for row in found}


DAY = dt.date(2025, 2, 12)
OBSERVED = [seen(DAY)]


def test_formulas_by_hand() -> None:
    acts = [
        act("a", DAY, "ACCUSE", score=-2.0),
        act("b", DAY, "SANCTION", score=-6.0, direction="USA>RUS"),
        act("c", DAY, "REQUEST", score=0.0),
        act("d", DAY, "REQUEST", score=0.5, mode="assist"),
        act("e", DAY, "CONSULT", score=1.5, direction="RUS-USA"),
        act("f", DAY, "AID", score=10.0),
    ]
    rows = observe(acts, OBSERVED, freq="month", dyad=DYAD)
    assert numbers(rows) == {
        "tension": 8.0,  # a request, and one for help above all, adds nothing
        "tension_acts": 4.0,  # but each counts as an act of conflict
        "cooperation": 11.5,
        "cooperation_acts": 2.0,
        "tension_share": 4 / 6,
        "volume": 6.0,
        "net": 3.5,
        "verbal_conflict": 2.0,
        "material_conflict": 6.0,
        "verbal_cooperation": 1.5,
        "material_cooperation": 10.0,
    }
    assert numbers(rows, direction="USA>RUS")["tension"] == 6.0
    assert numbers(rows, direction="RUS-USA")["cooperation"] == 1.5
    assert {row.n_events for row in rows if row.measure == "tension" and row.direction == "all"} == {4, 0}


def test_table_is_whole() -> None:
    rows = observe([act("a", DAY)], OBSERVED, freq="week", dyad=DYAD, until=DAY + dt.timedelta(days=20))
    cells = itertools.product(
        [dt.date(2025, 2, 10), dt.date(2025, 2, 17), dt.date(2025, 2, 24), dt.date(2025, 3, 3)],
        ["RUS>USA", "USA>RUS", "RUS-USA", "all"],
        [*load_areas(), "all"],
        catalogue(),
    )
    assert [(row.time_value, row.direction, row.area, row.measure) for row in rows] == list(cells)


def test_quiet_is_zero_and_unobserved_is_not() -> None:
    quiet = seen(dt.date(2025, 3, 5))
    rows = observe([act("a", DAY)], [*OBSERVED, quiet], freq="month", dyad=DYAD, until=dt.date(2025, 4, 1))
    assert numbers(rows, time_value=dt.date(2025, 3, 1)) == {
        "tension": 0.0,
        "tension_acts": 0.0,
        "cooperation": 0.0,
        "cooperation_acts": 0.0,
        "tension_share": Missing.NO_ACTS,
        "volume": 0.0,
        "net": 0.0,
        "verbal_conflict": 0.0,
        "material_conflict": 0.0,
        "verbal_cooperation": 0.0,
        "material_cooperation": 0.0,
    }
    april = numbers(rows, time_value=dt.date(2025, 4, 1))
    assert set(april.values()) == {Missing.NOT_OBSERVED}


def test_source_that_gave_nothing_observed_nothing() -> None:
    rows = observe([], [seen(DAY, n_seen=0)], freq="day", dyad=DYAD, since=DAY, until=DAY)
    assert set(numbers(rows).values()) == {Missing.NOT_OBSERVED}


@pytest.mark.parametrize(
    ("since", "until"),
    [(None, dt.date(9999, 12, 31)), (dt.date(1, 1, 1), None), (dt.date(1, 1, 1), dt.date(9999, 12, 31))],
)
@pytest.mark.parametrize("known", [True, False])
def test_days_far_from_all_that_is_known_are_refused(
    since: dt.date | None, until: dt.date | None, known: bool
) -> None:
    exposure = [seen(DAY)] if known else []
    if not known and None in (since, until):
        assert observe([], exposure, freq="day", dyad=DYAD, since=since, until=until) == []
        return
    with pytest.raises(WrongUse, match="more than 5 years"):
        observe([], exposure, freq="day", dyad=DYAD, since=since, until=until)


def test_curated_source_gives_counts_and_shares_but_no_level() -> None:
    acts = [
        act("a", DAY, "SANCTION", sampling=Sampling.CURATED, areas=("cyber",)),
        act("b", DAY, "AID", sampling=Sampling.CURATED),
    ]
    exposure = [seen(DAY, source="record")]
    rows = observe(acts, exposure, freq="month", dyad=DYAD, curated_sources={"record"})
    assert numbers(rows) == {
        "tension": Missing.CURATED,
        "tension_acts": 1.0,
        "cooperation": Missing.CURATED,
        "cooperation_acts": 1.0,
        "tension_share": 0.5,
        "volume": 2.0,
        "net": Missing.CURATED,
        "verbal_conflict": Missing.CURATED,
        "material_conflict": Missing.CURATED,
        "verbal_cooperation": Missing.CURATED,
        "material_cooperation": Missing.CURATED,
    }
    assert set(numbers(rows, area="space").values()) == {Missing.CURATED}, "no act listed is not no act"
    (level,) = [row for row in rows if (row.measure, row.direction, row.area) == ("tension", "all", "all")]
    assert level.n_events == 1
    assert [event.event_id for event in explain(level, acts, dyad=DYAD)] == ["a"]


def test_levels_of_an_observed_period_leave_curated_acts_out() -> None:
    acts = [act("a", DAY, "SANCTION", sampling=Sampling.CURATED), act("b", DAY, "ACCUSE")]
    found = numbers(observe(acts, OBSERVED, freq="day", dyad=DYAD))
    assert found["tension"] == -acts[1].score if acts[1].score else None
    assert found["tension_acts"] == 2.0


def test_joint_act_counts_once_and_in_each_direction_on_request() -> None:
    acts = [act("a", DAY, "CONSULT", direction="RUS-USA")]
    once = observe(acts, OBSERVED, freq="day", dyad=DYAD, measures=["volume"], area="all")
    assert {row.direction: row.value for row in once} == {
        "RUS>USA": 0.0,
        "USA>RUS": 0.0,
        "RUS-USA": 1.0,
        "all": 1.0,
    }
    both = observe(
        acts, OBSERVED, freq="day", dyad=DYAD, measures=["volume"], area="all", joint_in_directions=True
    )
    assert {row.direction: row.value for row in both} == {
        "RUS>USA": 1.0,
        "USA>RUS": 1.0,
        "RUS-USA": 1.0,
        "all": 1.0,
    }


@pytest.mark.parametrize(("policy", "volume"), [("clustered", 3.0), ("reports", 7.0), ("one-a-day", 2.0)])
def test_duplicate_policies(policy: str, volume: float) -> None:
    acts = [
        act("a", DAY, n_reports=4),
        act("b", DAY, n_reports=1, score=-3.5),
        act("c", DAY, direction="USA>RUS", n_reports=2),
    ]
    rows = observe(acts, OBSERVED, freq="day", dyad=DYAD, duplicates=policy)
    assert numbers(rows)["volume"] == volume
    (row,) = [row for row in rows if (row.measure, row.direction, row.area) == ("tension", "RUS>USA", "all")]
    strongest = {"clustered": 3.0 + 3.5, "reports": 4 * 3.0 + 3.5, "one-a-day": 3.5}
    assert row.value == strongest[policy]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.ALLEGED},
        {"status": Status.DENIED},
        {"status": Status.CONTESTED},
        {"status": Status.WITHDRAWN},
        {"modality": Modality.HISTORICAL},
        {"modality": Modality.FUTURE},
        {"modality": Modality.HYPOTHETICAL},
        {"modality": Modality.NEGATED},
        {"event_type": None},
        {"event_date": None},
        {"merged_into": "b"},
        {"direction": "RUS>UKR"},
        {"direction": None},
    ],
)
def test_what_does_not_move_the_default_numbers(fields: dict[str, Any]) -> None:
    odd = act("a", DAY).model_copy(update=fields)
    assert numbers(observe([odd], OBSERVED, freq="day", dyad=DYAD))["volume"] == 0.0


def test_other_statuses_and_modalities_can_be_switched_in() -> None:
    odd = act("a", DAY, status=Status.ALLEGED, modality=Modality.FUTURE)
    rows = observe(
        [odd], OBSERVED, freq="day", dyad=DYAD, statuses={Status.ALLEGED}, modalities={Modality.FUTURE}
    )
    assert numbers(rows)["volume"] == 1.0


def test_arena_narrows_acts_but_not_what_was_observed() -> None:
    acts = [act("a", DAY, arena="UKR"), act("b", DAY, arena="SYR")]
    rows = observe(acts, OBSERVED, freq="day", dyad=DYAD, arena="UKR")
    assert {row.arena for row in rows} == {"UKR"}
    assert numbers(rows)["volume"] == 1.0


def test_without_holes_only_cells_with_acts_and_observed_periods_are_told() -> None:
    later, last = START + dt.timedelta(days=40), START + dt.timedelta(days=100)
    events = [act("old", START, areas=("cyber",)), act("new", last)]
    whole = observe(events, [seen(later)], freq="month", dyad=DYAD)
    rows = observe(events, [seen(later)], freq="month", dyad=DYAD, holes=False)
    told = {(row.time_value.month, row.direction, row.area) for row in rows}
    assert {cell for cell in told if cell[0] == 1} == {
        (1, way, area) for way in ("RUS>USA", "all") for area in ("cyber", "all")
    }
    assert {cell for cell in told if cell[0] == 2} == {
        (row.time_value.month, row.direction, row.area) for row in whole if row.time_value.month == 2
    }
    assert not {cell for cell in told if cell[0] == 3}
    assert set(rows) <= set(whole)


def test_nothing_known_gives_no_rows() -> None:
    assert observe([], [], freq="day", dyad=DYAD) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"freq": "hour"},
        {"direction": "RUS>CHN"},
        {"area": "fisheries"},
        {"measures": ["warmth"]},
        {"duplicates": "none"},
        {"dyad": ("RUS", "RUS")},
    ],
)
def test_wrong_use_names_what_is_wrong(wrong: dict[str, Any]) -> None:
    choices: dict[str, Any] = {"freq": "day", "dyad": DYAD, **wrong}
    with pytest.raises(WrongUse):
        observe([act("a", DAY)], OBSERVED, **choices)


def test_areas_of_a_user() -> None:
    rows = observe([act("a", DAY, areas=("fish",))], OBSERVED, freq="day", dyad=DYAD, areas=["fish"])
    assert {row.area for row in rows} == {"fish", "all"}
    assert numbers(rows, area="fish")["volume"] == 1.0


@given(
    acts(), st.sets(st.integers(0, 89)), st.sampled_from(FREQS), st.sampled_from(DUPLICATES), st.booleans()
)
def test_every_number_comes_from_its_events(
    events: list[Event], days: set[int], freq: str, policy: str, joint: bool
) -> None:
    exposure = [seen(START + dt.timedelta(days=day)) for day in days]
    rows = observe(
        events, exposure, freq=freq, dyad=DYAD, duplicates=policy, areas=["cyber"], joint_in_directions=joint
    )
    for row in rows:
        if row.freq == "day" and not row.n_events:
            continue  # many, and all alike
        found = explain(row, events, dyad=DYAD, joint_in_directions=joint)
        assert len(found) == row.n_events
        assert sum(event.n_reports for event in found) == row.n_reports
        if row.missing is Missing.NONE:
            counted = [Counted(event, event.n_reports if policy == "reports" else 1) for event in found]
            assert catalogue()[row.measure].value(counted) == row.value


@given(acts(), st.randoms(use_true_random=False), st.sampled_from(DUPLICATES))
def test_order_of_events_changes_nothing(events: list[Event], random: Any, policy: str) -> None:
    shuffled = random.sample(events, len(events))
    once = observe(events, OBSERVED, freq="month", dyad=DYAD, duplicates=policy)
    assert observe(shuffled, OBSERVED, freq="month", dyad=DYAD, duplicates=policy) == once


@given(acts(), st.sampled_from(["day", "month", "year"]))
def test_directions_add_up(events: list[Event], freq: str) -> None:
    rows = observe(events, OBSERVED, freq=freq, dyad=DYAD, measures=["volume"], area="all")
    by_period: dict[dt.date, dict[str, int]] = {}
    for row in rows:
        by_period.setdefault(row.time_value, {})[row.direction] = row.n_events
    for found in by_period.values():
        assert found.pop("all") == sum(found.values())


@given(acts())
def test_finer_periods_add_up_where_days_are_known(events: list[Event]) -> None:
    exact = [event.model_copy(update={"date_precision": Precision.DAY}) for event in events]
    until = START + dt.timedelta(days=89)
    totals = set()
    for freq in FREQS:
        rows = observe(
            exact, [], freq=freq, dyad=DYAD, measures=["volume"], area="all", since=START, until=until
        )
        totals.add(sum(row.n_events for row in rows if row.direction == "all"))
    assert len(totals) == 1
