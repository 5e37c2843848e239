"""How often the coder finds an act where experts found none: python benchmarks/coder_false_alarms.py [FILE].

FILE holds sentences with `quads`, empty where no expert coded an event. Printed is the share of these for
which an actual, asserted act is coded, and the share of the other sentences for which one is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from detente.coding import Coder

BUNDLED = Path(__file__).resolve().parents[2] / "shared" / "data" / "coding" / "cameo_consensus_dev.jsonl"


def alarmed(coder: Coder, row: dict[str, str]) -> bool:
    """Tell whether the coder finds an act in the sentence that it takes to have happened."""
    events = coder.code(row["id"], row["text"])
    return any((event.modality, event.status) == ("actual", "asserted") for event in events)


def main() -> None:
    """Print the two shares."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coder = Coder()
    for name, group in (
        ("without an event (false alarms)", [row for row in rows if not row["quads"]]),
        ("with an event", [row for row in rows if row["quads"]]),
    ):
        coded = sum(alarmed(coder, row) for row in group)
        print(f"{name}: {coded} of {len(group)} coded = {coded / len(group):.3f}")


if __name__ == "__main__":
    main()
