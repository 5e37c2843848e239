"""The ICEWS loader: which state a name is of, and which rows are one joint act."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from benchmarks.icews import Row, folded, line, lines, rows, state_of
from detente.sources.files.detente import Line

DAY = dt.date(2018, 7, 16)


def row(number: int, names: tuple[str, str], code: str, day: dt.date = DAY) -> Row:
    """Return a row between the states of two names."""
    return Row(number, day, names, (state_of(names[0]), state_of(names[1])), code, 1.0)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"),
        ("Military Personnel - Special (United States)", "USA"),
        ("Foreign Affairs (Office (Old)) (China)", "CHN"),
        ("Czech Republic", "CZE"),
        ("Donald Trump", None),
        ("Bank (Reuters)", None),
    ],
)
def test_a_state_is_a_bare_name_or_the_last_parenthesis(name: str, code: str | None) -> None:
    assert state_of(name) == code


def test_mirrored_rows_of_a_joint_act_are_one() -> None:
    sides = ("Russia", "United States")
    back = (sides[1], sides[0])
    found = folded(
        [
            row(1, sides, "042"),  # a visit, and its host: one joint act
            row(2, back, "043"),
            row(3, sides, "111"),  # two accusations: two acts
            row(4, back, "111"),
            row(5, sides, "036"),  # an intent that one side alone voices stays its own
            row(6, sides, "040", DAY + dt.timedelta(days=1)),  # a meeting is joint with or without its mirror
        ]
    )
    assert [(each.number, joint) for each, joint in found] == [
        (1, True), (3, False), (4, False), (5, False), (6, True),
    ]  # fmt: skip


def test_a_line_is_one_that_the_importer_takes() -> None:
    made = Line.model_validate(line(row(1, ("Russia", "United States"), "173"), joint=False))
    assert made.act()["direction"] == "RUS>USA"
    assert made.source_code is not None
    assert made.source_code.score == 1.0
    assert line(row(1, ("Russia", "United States"), "010"), joint=False)["event_type"] is None


def test_the_real_file_has_the_rows_of_the_dyad(shared: Path) -> None:
    path = shared / "events" / "icews_18_rus_usa.parquet"
    every = rows(path)
    made = list(lines(every, ("RUS", "USA"), own=True))
    assert len(every) == 5587
    assert len(made) < len(every)
    assert len({each["event_id"] for each in made}) == len(made)
