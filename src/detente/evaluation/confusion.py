"""The confusion table: how often acts of each true class were coded as each class, or as none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from detente.evaluation.base import Pair

NONE = "none"


@dataclass(frozen=True, slots=True)
class Confusion:
    """`cells[true, coded]` counts acts; `names` are the classes in order, "none" (no act) last."""

    names: tuple[str, ...]
    cells: dict[tuple[str, str], int]


def confusion(pairs: Iterable[Pair], order: Iterable[str]) -> Confusion:
    """Return the table of `pairs`; the classes that occur stand in `order`, others behind."""
    cells = Counter((pair.true or NONE, pair.coded or NONE) for pair in pairs)
    seen = {name for cell in cells for name in cell} - {NONE}
    known = [name for name in order if name in seen]
    names = (*known, *sorted(seen - set(known)), NONE)
    return Confusion(names, dict(cells))
