"""What tells that an item of a sentence stands in its own place: src/detente/receipts/slots.yml, made again.

    python -m training.slots [--texts TEXTS.jsonl[.gz] ...] [--rotate]

A conditional logit (McFadden 1974), fitted on the true sentences of `benchmarks/receipts*.yml` alone: of the
names, numbers and times of a passage, the one that the sentence has should fill its place best. Limits are
set by cross-validation over documents, such that a share FALSE of the true sentences with rivals goes beyond
each; planted inventions set nothing. `--rotate` measures each large set with weights and limits that were
made without its documents.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.receipts import passages, sentences, texts
from detente.datafiles import parse_yaml
from detente.receipts import Withheld, check
from detente.receipts.checking import Cited
from detente.receipts.items import Item
from detente.receipts.misplacing import Rivalry, Weights, exchanges
from detente.receipts.slots import FEATURES
from detente.watch.rereading import Rereader

OUT = Path(__file__).parents[1] / "src/detente/receipts/slots.yml"
LARGE = ("receipts_cases", "receipts_blind", "receipts_blind_2", "receipts_blind_3")
FILES = (*LARGE, "receipts_own", "receipts_fresh")
KINDS = ("name", "number", "time")
CHANNELS = ("replaced", "exchanged", "unlike")
RIDGE, FOLDS, FALSE, LEAST = 2.0, 8, 0.008, 0.0
SOURCE = "made by training/slots.py from the true sentences of benchmarks/receipts*.yml"
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A sentence of a case file: its kind ("true" or that of the invention), and its rivalries by kind."""

    file: str
    documents: frozenset[str]
    kind: str
    text: str
    items: dict[str, Sequence[Item[Any]]]
    rivalries: dict[str, list[Rivalry[Any]]]
    otherwise: bool  # withheld by the other checks

    def gains(self, kind: str, learned: Weights) -> dict[str, float]:
        """Return the greatest gain of each channel."""
        own, found = self.items[kind], self.rivalries[kind]
        replaced = [each.gain(learned) for each in found if each.alike and each.absent]
        pairs = [(gain, alike) for _, _, gain, alike in exchanges(own, found, learned)]
        return {
            "replaced": max(replaced, default=-np.inf),
            "exchanged": max((gain for gain, alike in pairs if alike), default=-np.inf),
            "unlike": max((gain for gain, alike in pairs if not alike), default=-np.inf),
        }

    def withheld(self, learned: dict[str, Weights]) -> bool:
        """Tell whether the sentence is withheld with these weights."""
        return self.otherwise or any(
            gain > getattr(learned[kind], channel)
            for kind in KINDS
            for channel, gain in self.gains(kind, learned[kind]).items()
        )


def examples(known: dict[str, dict[str, Any]]) -> Iterator[Example]:
    """Yield every sentence of the case files."""
    reader = Rereader()
    for file in FILES:
        path = Path(f"benchmarks/{file}.yml")
        for case in parse_yaml(path.read_text(encoding="utf-8"), str(path))["cases"]:
            cited = passages(case, known)
            documents = frozenset(each.text for each in cited)
            for kind, text in sentences(case):
                compared = list(Cited(text, cited, reader).rivalries())
                verdict = check(text, cited, reader)
                reasons = verdict.reasons if isinstance(verdict, Withheld) else ()
                otherwise = any(not reason.startswith("where the sentence has") for reason in reasons)
                items = {name: own for name, own, _ in compared}
                found = {name: rivals for name, _, rivals in compared}
                yield Example(file, documents, kind, text, items, found, otherwise)


def fitted(some: Sequence[Example], kind: str) -> dict[str, float]:
    """Return the weights of the features that tell the places of an item from those of its rivals."""
    rows, share = [], []
    for each in some:
        rivals = [row for row in each.rivalries[kind] if row.alike]
        many = Counter(row.item for row in rivals)
        rows += rivals
        share += [1 / np.sqrt(many[row.item]) for row in rivals]
    own, theirs = _Places([row.own for row in rows]), _Places([row.theirs for row in rows])
    shares = np.array(share)

    def loss(weights: Array) -> tuple[float, Array]:
        mine, against = own.total(weights), theirs.total(weights)
        every = np.logaddexp(mine, against)
        total = float(shares @ (every - mine)) + RIDGE / 2 * float(weights @ weights)
        slope = own.slope(weights, mine, shares * (np.exp(mine - every) - 1))
        slope = slope + theirs.slope(weights, against, shares * np.exp(against - every))
        return total, slope + RIDGE * weights

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return dict(zip(FEATURES, found.round(3).tolist(), strict=True))


class _Places:
    """The places of many items, one below the other."""

    def __init__(self, places: Sequence[Array]) -> None:
        self.rows = np.vstack(places)
        self.sizes = np.array([len(each) for each in places])
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])

    def total(self, weights: Array) -> Array:
        """Return the logarithm of the sum of the exponentials of each item's scores."""
        return np.asarray(np.logaddexp.reduceat(self.rows @ weights, self.starts))

    def slope(self, weights: Array, totals: Array, by: Array) -> Array:
        """Return the sum of the items' mean features under their scores, each times `by`."""
        inside = np.exp(self.rows @ weights - np.repeat(totals, self.sizes)) * np.repeat(by, self.sizes)
        return np.asarray(inside @ self.rows)


def learned(some: Sequence[Example]) -> dict[str, Weights]:
    """Return weights and limits of each kind; a limit lets FALSE of the others' true sentences beyond it."""
    return {kind: _with_limits(some, kind) for kind in KINDS}


def _with_limits(some: Sequence[Example], kind: str) -> Weights:
    gains: dict[str, list[float]] = {channel: [] for channel in CHANNELS}
    true = [each for each in some if each.kind == "true"]
    for fold in range(FOLDS):
        seen = [each for each in true if _fold(each) != fold]
        held_out = Weights(weights=fitted(seen, kind), replaced=0, exchanged=0, unlike=0)
        for each in true:
            if _fold(each) == fold:
                for channel, gain in each.gains(kind, held_out).items():
                    gains[channel].append(gain)
    limits = {channel: _limit(found) for channel, found in gains.items()}
    return Weights(weights=fitted(true, kind), **limits)


def _fold(each: Example) -> int:
    return zlib.crc32(min(each.documents).encode()) % FOLDS


def _limit(gains: Sequence[float]) -> float:
    told = sorted((gain for gain in gains if np.isfinite(gain)), reverse=True)
    return round(max(told[round(FALSE * len(told))], LEAST), 2) if told else LEAST


def rotate(some: Sequence[Example]) -> None:
    """Print what each large set gives with what was learned without its documents."""
    for file in LARGE:
        asked = [each for each in some if each.file == file]
        documents = frozenset().union(*(each.documents for each in asked))
        made = learned([each for each in some if each.file != file and not each.documents & documents])
        total, withheld = Counter(each.kind for each in asked), Counter[str]()
        for each in asked:
            withheld[each.kind] += each.withheld(made)
        caught = sum(number for kind, number in withheld.items() if kind != "true")
        kinds = ", ".join(
            f"{kind} {withheld[kind]}/{total[kind]}" for kind in sorted(total) if kind != "true"
        )
        planted, true = sum(total.values()) - total["true"], f"{withheld['true']} of {total['true']}"
        print(f"{file}: caught {caught} of {planted}, true sentences withheld {true}, {kinds}")


def main() -> None:
    """Write the file, or measure by rotation."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=Path, nargs="*", default=[])
    arguments.add_argument("--rotate", action="store_true")
    given = arguments.parse_args()
    found = list(examples(texts(given.texts)))
    if given.rotate:
        rotate(found)
        return
    kinds = {kind: each.model_dump() for kind, each in learned(found).items()}
    content = yaml.safe_dump({"source": SOURCE, "kinds": kinds}, sort_keys=False, width=110)
    OUT.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
