"""The confusion table: how often acts of each true class were coded as each class, or as none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.errors import WrongUse
from detente.evaluation.base import Pair

NONE = "none"


@dataclass(frozen=True, slots=True)
class Confusion:
    """`cells[true, coded]` counts acts; `names` are the classes in order, "none" (no act) last.

    `classes` says what they are: types, roots (CONCEDE and RETREAT as one) or quads.
    """

    classes: str
    names: tuple[str, ...]
    cells: dict[tuple[str, str], int]


def confusion(pairs: Iterable[Pair], classes: str, order: Iterable[str]) -> Confusion:
    """Return the table of `pairs`; the classes that occur stand in `order`, others behind."""
    cells = Counter((pair.true or NONE, pair.coded or NONE) for pair in pairs)
    seen = {name for cell in cells for name in cell} - {NONE}
    known = [name for name in order if name in seen]
    names = (*known, *sorted(seen - set(known)), NONE)
    return Confusion(classes, names, dict(cells))


def data_file(found: Confusion | None, coder: str, source: str) -> Iterator[str]:
    """Yield the lines of a table as the data file that the index reads (ontology/data/confusion.csv).

    Columns: coder, true, coded, n; an empty class is no act. Raises WrongUse for a table that is not of
    PLOVER types.
    """
    if found is None or found.classes != "types":
        what = (
            "has no table of PLOVER types"
            if found is None
            else f"has a table of {found.classes}, not of types"
        )
        raise WrongUse(
            f"this kind of set {what}", where="--confusion", do="choose a set of kind cases or training"
        )
    yield f"# source: {source}"
    yield "coder,true,coded,n"
    for (true, coded), number in sorted(found.cells.items()):
        if (true, coded) != (NONE, NONE):
            yield ",".join([coder, *("" if name == NONE else name for name in (true, coded)), str(number)])
