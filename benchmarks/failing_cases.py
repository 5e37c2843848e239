"""Write down which of the trap cases fail today: python benchmarks/failing_cases.py.

The list, tests/coding/traps_failing.yml, is what the tests take for known failures. Run it after the coder
has changed, and look at the difference: a case that has come onto the list is a step back.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from detente.coding import Coder
from detente.evaluation.cases import Case, cases, faults

TESTS = Path(__file__).resolve().parents[1] / "tests" / "coding"
HEAD = "# Cases of cases/traps/ that fail today, by family; written by benchmarks/failing_cases.py.\n"


def fails(coder: Coder, case: Case) -> bool:
    """Return whether anything in a case is wrong."""
    return bool(faults(case, coder.code("case", case.text, date=case.date, title=case.title)))


def main() -> None:
    """Write the list and print how many of how many fail."""
    coder, listed, number = Coder(), {}, 0
    for path in sorted((TESTS / "cases" / "traps").glob("*.yml")):
        family = cases(path)
        number += len(family)
        listed[path.stem] = [case.text for case in family if fails(coder, case)]
    text = yaml.safe_dump(listed, allow_unicode=True, width=1000)
    (TESTS / "traps_failing.yml").write_text(HEAD + text, encoding="utf-8")
    print(f"{sum(map(len, listed.values()))} of {number} cases fail")


if __name__ == "__main__":
    main()
