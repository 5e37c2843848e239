"""A simulated dyad: repeatable, true to its setting, and in the layouts it promises."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from detente.errors import PluginError, WrongUse
from detente.records import Exposure, Mention, Reject
from detente.simulation import CLASSES, Setting, load_setting, settings, simulate, write_lines, write_series
from detente.sources.files import detente as layout
from detente.sources.files.base import ReadContext

SHORT = settings()["steady"].model_copy(update={"weeks": 40})


def test_a_third_of_the_settings_breaks_assumptions() -> None:
    every = settings().values()
    breaking = [each for each in every if each.breaks]
    assert len(every) >= 12
    assert 3 * len(breaking) >= len(every)


def test_same_seed_same_dyad() -> None:
    one, other, third = simulate(SHORT, 1), simulate(SHORT, 1), simulate(SHORT, 2)
    for field in dataclasses.fields(one.reports):
        assert np.array_equal(getattr(one.reports, field.name), getattr(other.reports, field.name))
    assert not np.array_equal(one.made, third.made)


@pytest.mark.parametrize("name", sorted(settings()))
def test_acts_come_as_often_as_the_truth_says(name: str) -> None:
    world = simulate(settings()[name], 3)
    expected, spread = world.intensity.sum(), np.sqrt(world.intensity.sum())
    assert abs(world.made.sum() - expected) < 5 * spread
    assert world.truth({1, 2, 3, 4}).sum() == pytest.approx(expected * world.usual)
    assert world.truth({3}, 0).sum() + world.truth({3}, 1).sum() == pytest.approx(world.truth({3}).sum())


def test_nothing_is_reported_from_a_gap() -> None:
    world = simulate(settings()["gaps"], 1)
    assert not world.observed[50:58].any()
    assert not np.isin(world.reports.published // 7, np.arange(50, 58)).any()


def test_reports_of_one_event_tell_one_act() -> None:
    r = simulate(settings()["dense"], 1).reports
    same = r.event[1:] == r.event[:-1]
    assert same.any()
    for column in (r.act, r.side, r.coded, r.kind, r.happened):
        assert (column[1:][same] == column[:-1][same]).all()


def test_coder_errs_as_often_as_told() -> None:
    table = simulate(
        settings()["coder-error"].model_copy(
            update={"coder": settings()["coder-error"].coder.model_copy(update={"table": 20_000})}
        )
    ).confusion
    kept = table[:4, :4]
    assert np.trace(kept) / kept.sum() == pytest.approx(0.7, abs=0.02)
    assert table[:4, 4].sum() / table[:4].sum() == pytest.approx(0.1, abs=0.01)


def test_an_answered_act_is_answered_as_often_as_told() -> None:
    setting = settings()["tit-for-tat"].model_copy(update={"weeks": 1500})
    made = simulate(setting, 5).made[:, :, 2:].sum(axis=2).astype(float)
    still = setting.model_copy(update={"reaction": setting.reaction.model_copy(update={"share": 0.0})})
    base = simulate(still, 5).made[:, :, 2:].sum(axis=2).astype(float)
    assert made.mean() / base.mean() == pytest.approx(1 / 0.7, rel=0.08)


def test_files_are_read_by_the_importer(tmp_path: Path) -> None:
    world = simulate(SHORT, 4)
    items = [
        item
        for path in write_lines(world, tmp_path)
        for item in layout.read(path, ReadContext(source_id=path.stem, dyad=("RUS", "USA")))
    ]
    assert not [item for item in items if isinstance(item, Reject)]
    assert sum(isinstance(item, Mention) for item in items) == len(world.reports.act)
    seen = sum(i.n_seen for i in items if isinstance(i, Exposure) and i.state == "all")
    assert seen == pytest.approx(world.items.sum(), rel=0.02)


def test_series_holds_counts_and_truth(tmp_path: Path) -> None:
    world = simulate(settings()["gaps"], 4)
    write_series(world, tmp_path / "series.csv")
    with (tmp_path / "series.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == world.setting.weeks * 2 * len(CLASSES)
    assert sum(int(row["value"] or 0) for row in rows) == world.counts({1, 2, 3, 4})[world.observed].sum()
    assert {row["value"] for row in rows if row["observed"] == "0"} == {""}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id: x\ntitle: y\nsources: []\n", "sources"),
        ("id: x\ntitle: y\nsources: [{id: a}]\nstates: [RUS, RUS]\n", "states"),
        ("id: x\ntitle: y\nsources: [{id: a}]\nstart: 2019-01-08\n", "Monday"),
        ("id: [", "YAML"),
    ],
)
def test_wrong_setting_is_refused(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=what):
        load_setting(path)


def test_missing_setting_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        load_setting(tmp_path / "none.yml")


def test_lines_are_json(tmp_path: Path) -> None:
    (first, *_) = write_lines(simulate(SHORT, 4), tmp_path)
    assert all(json.loads(line)["event_id"] for line in first.read_text(encoding="utf-8").splitlines())
    assert isinstance(SHORT, Setting)
