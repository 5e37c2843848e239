"""The measures are found by looking, and a file that is none is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

import detente.measures as package
from detente.errors import PluginError, WrongUse
from detente.measures import catalogue
from detente.measures._catalogue import chosen


def test_measures_are_these() -> None:
    assert list(catalogue()) == [
        "cooperation",
        "cooperation_acts",
        "material_conflict",
        "material_cooperation",
        "net",
        "tension",
        "tension_acts",
        "tension_share",
        "verbal_conflict",
        "verbal_cooperation",
        "volume",
    ]


def test_only_levels_are_withheld_from_curated_sources() -> None:
    assert {name for name, measure in catalogue().items() if not measure.curated_ok} == {
        "tension",
        "cooperation",
        "net",
        "verbal_conflict",
        "material_conflict",
        "verbal_cooperation",
        "material_cooperation",
    }


def test_method_page_speaks_of_every_measure() -> None:
    page = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    for name in catalogue():
        assert f"`{name}`" in page


def test_unknown_measure_names_the_choice() -> None:
    with pytest.raises(WrongUse, match="tension_share"):
        chosen(["tenson"])


def test_file_without_a_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "warmth.py").write_text("MEASURE = 'warm'\n", encoding="utf-8")
    path = [*package.__path__, str(tmp_path)]
    monkeypatch.setattr(package, "__path__", path)
    catalogue.cache_clear()
    try:
        with pytest.raises(PluginError, match="warmth"):
            catalogue()
    finally:
        sys.modules.pop("detente.measures.warmth", None)
        catalogue.cache_clear()
    assert isinstance(package, ModuleType)
