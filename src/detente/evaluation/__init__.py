"""How well texts are coded: figures with intervals, the confusion table, and calibration, on a test set.

Everything is measured through the public Coder, text by text, as `detente code` codes it. The kinds of test
sets are plug-ins in `kinds/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import BadInput, WrongUse
from detente.evaluation.base import Item, Judged, SetKind
from detente.evaluation.calibration import Calibration, calibration
from detente.evaluation.confusion import Confusion, confusion
from detente.evaluation.figures import Row, rows
from detente.evaluation.matching import QUADS, YIELD
from detente.ontology.plover import EVENT_TYPES
from detente.plugins import discover
from detente.records import Reject

if TYPE_CHECKING:
    from detente.coding import Coder

__all__ = ["Calibration", "Confusion", "Evaluation", "Row", "SetKind", "evaluate", "open_set", "set_kinds"]

Progress = Callable[[str, int, int], None]
ORDERS = {"types": tuple(EVENT_TYPES), "roots": (*EVENT_TYPES, YIELD), "quads": tuple(QUADS.values())}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured of one set; a text that could not be coded counts as one without an event."""

    set_name: str
    kind: str
    coder: str
    texts: int
    figures: tuple[Row, ...]
    confusion: Confusion | None
    calibration: Calibration | None
    rejects: tuple[Reject, ...]


def set_kinds() -> dict[str, SetKind]:
    """Return the kinds of test sets by name."""
    import detente.evaluation.kinds as folder

    return discover(folder, "KIND", SetKind)


def open_set(path: Path, kind: str | None = None, texts: Path | None = None) -> tuple[SetKind, list[Item]]:
    """Return the kind of the set in `path` (a file or folder) and its items, all read and checked.

    `kind` names it where it is not to be told from the file, `texts` the file of texts that some kinds need.
    Raises WrongUse for an unknown kind, no kind that fits, texts that are missing or too many, and a file or
    line that does not fit: of half a set there is no figure.
    """
    offered = set_kinds()
    if kind is not None and kind not in offered:
        raise WrongUse(f"unknown kind {kind!r}", where="--kind", do=f"choose from {', '.join(offered)}")
    if not path.exists():
        raise WrongUse("there is no such file or folder", where=str(path), do="check the path")
    fitting = [each for name, each in offered.items() if kind in (None, name) and each.fits(path)]
    if not fitting:
        advice = f"its layout must be one of {', '.join(offered)}: docs/evaluation.md"
        raise WrongUse(
            "not a test set" if kind is None else f"not a set of kind {kind!r}", where=str(path), do=advice
        )
    chosen = min(fitting, key=lambda each: each.rank)
    if texts is not None and not chosen.needs_texts:
        raise WrongUse(f"a set of kind {chosen.name!r} has its own texts", where="--texts", do="leave it out")
    try:
        return chosen, list(chosen.read(path, texts))
    except BadInput as error:
        raise WrongUse(error.what, where=error.where or str(path), do=error.do) from error


def evaluate(
    path: Path,
    coder: Coder,
    *,
    kind: str | None = None,
    texts: Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Return how well `coder` codes the set in `path`; see `open_set` for the arguments and errors."""
    chosen, items = open_set(path, kind, texts)
    judged: list[Judged] = []
    rejects: list[Reject] = []
    for number, item in enumerate(items):
        if progress is not None:
            progress(item.id, number, len(items))
        judged.append(_judged(item, coder, rejects))
    return Evaluation(
        path.name,
        chosen.name,
        coder.name,
        len(items),
        tuple(rows(chosen.figures, [each.counts for each in judged])),
        _confusion(chosen, judged),
        calibration([each.sure for each in judged]),
        tuple(rejects),
    )


def _judged(item: Item, coder: Coder, rejects: list[Reject]) -> Judged:
    try:
        events = coder.code(
            item.id, item.text, lang=item.lang, date=item.date, title=item.title,
            actor=item.actor, recipient=item.recipient,
        )  # fmt: skip
    except BadInput as error:
        rejects.append(Reject(where=error.where or item.id, reason=error.what))
        events = []
    return item.judge(events)


def _confusion(kind: SetKind, judged: list[Judged]) -> Confusion | None:
    pairs = [pair for each in judged for pair in each.pairs]
    return confusion(pairs, kind.classes, ORDERS[kind.classes]) if kind.classes and pairs else None
