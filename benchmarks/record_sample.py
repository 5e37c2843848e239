"""Print random acts of the bundled record beside the source lines that they were coded from.

For re-reading by somebody who did not code them: `python -m benchmarks.record_sample [N] [SEED]` (50 acts
with a source line, seed 1). The lines are read from the real test data (realdata.py); exit status 3
where that folder is missing.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator

from benchmarks.realdata import DATA
from detente.record import Basis, RecordAct, load_record
from detente.records import Actor

TEXT = DATA / "text"
FILES = ("current_events_all.jsonl.gz", "current_events_links.jsonl.gz", "current_events_rus_usa.jsonl")


def source_lines() -> dict[str, dict[str, str]]:
    """Return the lines of the files by id, with their date, title, source and text."""
    found = {}
    for name in FILES:
        raw = (TEXT / name).read_bytes()
        text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
        for line in text.splitlines():
            entry = json.loads(line)
            found[entry["id"]] = entry
    return found


def sample(size: int, seed: int) -> list[RecordAct]:
    """Return `size` acts with a source line (or all), the same for the same seed, by date."""
    acts = [act for act in load_record() if act.basis is Basis.SOURCE_LINE]
    chosen = random.Random(seed).sample(acts, min(size, len(acts)))  # noqa: S311  # a sample, no secret
    return sorted(chosen, key=lambda act: (act.event_date, act.id))


def described(act: RecordAct) -> Iterator[str]:
    """Yield the coding of an act as lines of text."""
    kind = f"{act.event_type} {act.mode}" if act.mode else act.event_type
    yield act.id
    yield f"  {act.event_date} ({act.date_precision})  {act.direction}  {kind}  {act.status}, {act.modality}"
    yield f"  actor: {_named(act.actor)}   recipient: {_named(act.recipient)}   arena: {act.arena or '-'}"
    yield f"  areas: {', '.join(act.areas) or '-'}   contexts: {', '.join(act.contexts)}"
    yield f"  said by: {', '.join(who.text for who in act.claimants) or '-'}   place: {act.place or '-'}"
    yield f"  summary: {act.summary}"
    if act.note:
        yield f"  note: {act.note}"


def _named(sides: tuple[Actor, ...]) -> str:
    return "; ".join(f"{side.text} [{side.code}, {side.sector}]" for side in sides) or "-"


def main(size: int = 50, seed: int = 1) -> int:
    """Print the sample; return the exit status."""
    if not TEXT.is_dir():
        print(f"{TEXT} is missing: the source lines cannot be shown", file=sys.stderr)
        return 3
    lines = source_lines()
    for number, act in enumerate(sample(size, seed), start=1):
        print(f"{number}. " + "\n".join(described(act)))
        for line in act.cites:
            entry = lines[line]
            print(f"  > {line} ({entry['source']}; {entry['title']})\n  > {entry['text']}")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
