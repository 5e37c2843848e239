"""Measures what is let pass of another's wordings: receipts alone, and with the rules for wordings besides.

    python -m benchmarks.phrasing CASES.yml ... [--texts TEXTS.jsonl[.gz] ...]

The files are those of benchmarks.receipts. Each true sentence is also judged with a colour of the list
before its full stop, which no passage can bear out. Of the rules for wordings those are applied that need no
event: the form, and at most one new word.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.receipts import Texts, passages, texts
from detente.datafiles import parse_yaml
from detente.outputs.brief.wording import worded
from detente.receipts import Passage, Withheld, check
from detente.watch.receipts import rereader
from detente.watch.straying import MOST_NEW, Straying

COLOURS = (
    "amid rising tensions",
    "in a sharp escalation",
    "in a serious blow to relations",
    "in a rare gesture of goodwill",
    "a step that was widely expected",
    "raising fears of a wider conflict",
    "sparking outrage around the world",
    "in an apparent bid to gain leverage",
)
Row = tuple[str, str, list[Passage]]


def sentences(files: list[Path], known: Texts) -> Iterator[Row]:
    """Yield kind ("true", that of an invention, or "colour"), text and passages of every sentence."""
    number = 0
    for file in files:
        for case in parse_yaml(file.read_text(encoding="utf-8"), str(file))["cases"]:
            cited = passages(case, known)
            for text in next((case[name] for name in ("true", True) if name in case), []):
                yield "true", text, cited
                yield "colour", f"{text.rstrip('.')}, {COLOURS[number % len(COLOURS)]}.", cited
                number += 1
            yield from ((each["kind"], each["text"], cited) for each in case.get("planted", []))


def main() -> None:
    """Print how many sentences of each kind are refused by the receipts, and by them and the rules."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=Path, nargs="+")
    arguments.add_argument("--texts", type=Path, nargs="*", default=[])
    given = arguments.parse_args()
    reader = rereader()
    straying = Straying(reader, {})
    total, receipts, both = Counter[str](), Counter[str](), Counter[str]()
    for kind, text, cited in sentences(given.cases, texts(given.texts)):
        form = bool(worded(text).reasons)
        known = [f"{each.title}\n{each.text}" for each in cited]
        new = straying.new_words(text, known, cited[0].published)
        total[kind] += 1
        refused = isinstance(check(text, cited, reader), Withheld)
        receipts[kind] += refused
        both[kind] += refused or form or len(new) > MOST_NEW
    print("kind refused_by_receipts with_rules of")
    for kind in sorted(total):
        print(kind, receipts[kind], both[kind], total[kind])


if __name__ == "__main__":
    main()
