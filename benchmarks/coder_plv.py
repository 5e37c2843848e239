"""How the coder types acts between two given sides: python benchmarks/coder_plv.py [FILE].

FILE holds sentences with `actor`, `recipient`, `event_type` (CONCEDE and RETREAT as YIELD) and `quad_class`
(VC MC VX MX). Printed are the macro-F1 of "cooperation or conflict?", of the four quad classes and of the
root types; a sentence without a coded act counts as wrong.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from detente.coding import Coder

BUNDLED = Path(__file__).resolve().parents[2] / "shared" / "data" / "coding" / "plv_dev.jsonl"
QUADS = {1: "VC", 2: "MC", 3: "VX", 4: "MX"}
MATERIAL_COOPERATION = "YIELD"


def predicted(coder: Coder, row: dict[str, str]) -> tuple[str, str]:
    """Return (root type, quad) that the coder gives a sentence, both "" where it finds no act."""
    [event] = coder.code(row["id"], row["text"], actor=row["actor"], recipient=row["recipient"])
    if event.event_type is None or event.quad_class is None:
        return "", ""
    if event.event_type in ("CONCEDE", "RETREAT"):
        return MATERIAL_COOPERATION, "MC"
    return event.event_type, QUADS[event.quad_class]


def macro_f1(gold: list[str], found: list[str]) -> float:
    """Return the mean over the classes of `gold` of the harmonic mean of precision and recall (0..1)."""
    scores = []
    for name in sorted(set(gold)):
        hits = sum(g == f == name for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (gold.count(name) + found.count(name)))
    return sum(scores) / len(scores)


def side(quad: str) -> str:
    """Return "C" for cooperation, "X" for conflict, "" for none."""
    return quad[-1:]


def main() -> None:
    """Print the figures of one file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coder = Coder()
    found = [predicted(coder, row) for row in rows]
    roots, quads = [root for root, _ in found], [quad for _, quad in found]
    gold_roots, gold_quads = [row["event_type"] for row in rows], [row["quad_class"] for row in rows]
    coded = [(f, g) for f, g in zip(quads, gold_quads, strict=True) if f]
    print(f"{len(rows)} sentences, {len(coded)} coded ({len(coded) / len(rows):.2f})")
    binary_gold, binary = [side(q) for q in gold_quads], [side(q) for q in quads]
    print(f"binary macro-F1 {macro_f1(binary_gold, binary):.3f}")
    print(f"quad   macro-F1 {macro_f1(gold_quads, quads):.3f}")
    print(f"root   macro-F1 {macro_f1(gold_roots, roots):.3f}")
    right = sum(side(f) == side(g) for f, g in coded)
    print(f"of the coded ones: binary right {right / len(coded):.3f}", end=", ")
    print(f"quad right {sum(f == g for f, g in coded) / len(coded):.3f}")


if __name__ == "__main__":
    main()
