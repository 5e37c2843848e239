"""What can be asked of a store: of its own pair of states, and near to what is known."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from detente.errors import StoreError, WrongUse
from detente.settings import Settings
from detente.watch import Known, Watch
from detente.watch.index import Choice as IndexChoice
from detente.watch.questions import Choice

LINE = {
    "event_id": "e1",
    "event_type": "ACCUSE",
    "actor": [{"text": "Russia", "code": "RUS"}],
    "recipient": [{"text": "United States", "code": "USA"}],
    "event_date": "2025-03-01",
    "available_at": "2025-03-01T10:00:00Z",
}


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    folder = tmp_path_factory.mktemp("w")
    made = Watch.init(folder, ("RUS", "USA"), record=False)
    assert not made.import_files("detente", [written(folder)]).rejects
    return made


def written(folder: Path) -> Path:
    path = folder / "in.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max, dt.date(2019, 12, 31), dt.date(2031, 1, 1)])
def test_numbers_of_a_day_far_from_all_that_is_known_are_refused(watch: Watch, day: dt.date) -> None:
    questions, known = watch.questions, Known(as_of=day)
    with pytest.raises(WrongUse, match="5 years"):
        questions.estimated(IndexChoice(), known, watch.settings)
    with pytest.raises(WrongUse, match="5 years"):
        questions.analyses(IndexChoice(), known, watch.settings)
    with pytest.raises(WrongUse, match="5 years"):
        questions.explain("tension_acts/all/cyber/2025-03", known)


@pytest.mark.parametrize("day", [dt.date(2020, 1, 1), dt.date(2025, 3, 1), dt.date(2030, 12, 31)])
def test_numbers_of_a_day_near_to_it_are_given(watch: Watch, day: dt.date) -> None:
    assert watch.questions.index("year", Known(as_of=day))


def test_a_store_of_another_pair_of_states_is_told(watch: Watch, tmp_path: Path) -> None:
    folder = watch.settings.folder
    other = Watch(Settings.load(folder, {"DETENTE_WATCH_DYAD": "CHN,USA"}))
    for ask in (
        lambda: other.questions.events(Choice(), Known()),
        lambda: other.questions.index("year", Known()),
        lambda: other.questions.explain("tension_acts/all/cyber/2025-03", Known()),
        other.brief,
        lambda: other.import_files("detente", [written(tmp_path)]),
    ):
        with pytest.raises(WrongUse, match="another pair of states than CHN and USA"):
            ask()
    assert len(watch.questions.events(Choice(), Known())) == 1
    turned = Watch(Settings.load(folder, {"DETENTE_WATCH_DYAD": "USA,RUS"}))
    assert len(turned.questions.events(Choice(), Known())) == 1


def test_a_watch_whose_data_are_gone_says_so(tmp_path: Path) -> None:
    (tmp_path / "detente.toml").touch()
    assert Watch.open(tmp_path).questions.events(Choice(), Known()) == []
    (tmp_path / "briefs.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"data: the data of this watch are gone") as told:
        Watch.open(tmp_path)
    assert told.value.exit_status == 3
