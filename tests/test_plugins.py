"""Discovery: files are found, and one that does not fit is refused by name."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from detente.errors import PluginError
from detente.plugins import discover

THING = "class Thing:\n    def __init__(self, name):\n        self.name = name\n"
Package = Callable[[dict[str, str]], ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Return a maker of packages with modules of the texts given, beside a module `base`."""

    def make(modules: dict[str, str]) -> ModuleType:
        folder = tmp_path / "plugged"
        folder.mkdir()
        for name, text in {"__init__": "", "base": THING, **modules}.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        return importlib.import_module("plugged")

    yield make
    for name in [name for name in sys.modules if name.split(".")[0] == "plugged"]:
        del sys.modules[name]


def offer(name: str) -> str:
    return f"from plugged.base import Thing\nOFFER = Thing({name!r})\n"


def kind() -> type[object]:
    found: type[object] = importlib.import_module("plugged.base").Thing
    return found


def test_finds_all_by_name_sorted(package: Package) -> None:
    made = package({"one": offer("zebra"), "two": offer("ant"), "_private": "1/0"})
    assert list(discover(made, "OFFER", kind(), besides=("base",))) == ["ant", "zebra"]


@pytest.mark.parametrize("text", ["", "OFFER = 3\n", "OFFER = None\n"])
def test_a_module_that_does_not_fit_is_refused_by_name(package: Package, text: str) -> None:
    made = package({"good": offer("good"), "wrong": text})
    with pytest.raises(PluginError, match="offers no OFFER of type Thing") as caught:
        discover(made, "OFFER", kind(), besides=("base",))
    assert caught.value.where == "plugged.wrong"


def test_two_of_one_name_are_refused(package: Package) -> None:
    made = package({"one": offer("same"), "two": offer("same")})
    with pytest.raises(PluginError, match="'same' is taken") as caught:
        discover(made, "OFFER", kind(), besides=("base",))
    assert caught.value.where == "plugged.two"


def test_without_a_name_the_module_names_it(package: Package) -> None:
    made = package({"plain": "from plugged.base import Thing\nOFFER = Thing('')\n"})
    assert list(discover(made, "OFFER", kind(), besides=("base",))) == ["plain"]


def test_an_empty_folder_offers_nothing(package: Package) -> None:
    made = package({})
    assert discover(made, "OFFER", kind(), besides=("base",)) == {}
