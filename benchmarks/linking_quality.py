"""Pairwise precision and recall of linking on its labelled pairs: python benchmarks/linking_quality.py.

Prints for each set how many of the pairs that linking joins are one act (precision), and how many of the
pairs that are one act it joins (recall), with the names of the pairs it gets wrong.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import yaml

TESTS = Path(__file__).resolve().parents[1] / "tests" / "linking"


def cases() -> ModuleType:
    """Return the module that turns a labelled pair into mentions."""
    spec = importlib.util.spec_from_file_location("linking_cases", TESTS / "test_cases.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the figures of each set."""
    linked = cases().linked
    for path in sorted((TESTS / "cases").glob("*.yml")):
        pairs = yaml.safe_load(path.read_text(encoding="utf-8"))["pairs"]
        judged = [(pair["same"], linked(pair), pair["name"]) for pair in pairs]
        both = sum(same and found for same, found, _ in judged)
        joined, same_act = sum(found for _, found, _ in judged), sum(same for same, _, _ in judged)
        print(
            f"{path.stem:9} {len(pairs)} pairs, {same_act} of one act:"
            f" precision {both}/{joined} = {both / joined:.2f},"
            f" recall {both}/{same_act} = {both / same_act:.2f}"
        )
        for same, found, name in judged:
            if same != found:
                print(f"          {'missed' if same else 'joined wrongly'}: {name}")


if __name__ == "__main__":
    main()
