"""Measures the receipts on a case file: planted inventions caught, true sentences withheld.

    python -m benchmarks.receipts CASES.yml [--texts TEXTS.jsonl[.gz] ...]

The file is a list under `cases`. A case has passages (`text` and `date`, or `document`, an id in the
texts, with an optional `span`), sentences that are `true`, and `planted` ones, each with `kind` and `text`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from detente.datafiles import parse_yaml
from detente.receipts import Passage, Withheld, check
from detente.watch.rereading import Rereader

Texts = dict[str, dict[str, Any]]


def texts(paths: list[Path]) -> Texts:
    """Return the records of JSON lines files by id."""
    found: Texts = {}
    for path in paths:
        with _opened(path) as lines:
            found |= {row["id"]: row for row in map(json.loads, lines)}
    return found


def _opened(path: Path) -> TextIO:
    packed = path.suffix == ".gz"
    return gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8")


def passages(case: dict[Any, Any], known: Texts) -> list[Passage]:
    """Return the passages of a case; raises KeyError for a document that the texts do not hold."""
    return [_passage(each, known) for each in case["passages"]]


def _passage(each: dict[str, Any], known: Texts) -> Passage:
    row = known[each["document"]] if "document" in each else each
    whole = str(row["text"])
    start, end = each.get("span", (0, len(whole)))
    day = row.get("date") or row.get("published")
    published = dt.date.fromisoformat(str(day)[:10]) if day else None
    outlet = str(row.get("source") or row.get("outlet") or "")
    return Passage(whole[start:end], published, str(row.get("title") or ""), outlet)


def sentences(case: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a case with their kinds: "true" or that of the invention."""
    true: list[str] = next(
        (case[name] for name in ("true", True) if name in case), []
    )  # YAML may read a value
    yield from (("true", text) for text in true)
    yield from ((each["kind"], each["text"]) for each in case.get("planted", []))


def judged(cases: list[dict[Any, Any]], known: Texts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield kind ("true" or that of the invention), text and reasons of every sentence."""
    reader = Rereader()
    for case in cases:
        cited = passages(case, known)
        for kind, text in sentences(case):
            verdict = check(text, cited, reader)
            yield kind, text, verdict.reasons if isinstance(verdict, Withheld) else ()


def main() -> None:
    """Print what was caught of each kind, each true sentence withheld, and what each rule does alone."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=Path)
    arguments.add_argument("--texts", type=Path, nargs="*", default=[])
    given = arguments.parse_args()
    cases = parse_yaml(given.cases.read_text(encoding="utf-8"), str(given.cases))["cases"]
    began, total, withheld = time.perf_counter(), Counter[str](), Counter[str]()
    alone = Counter[tuple[str, bool]]()
    for kind, text, reasons in judged(cases, texts(given.texts)):
        total[kind] += 1
        withheld[kind] += bool(reasons)
        rules = {re.sub("“[^”]*”", "…", reason) for reason in reasons}
        alone.update((rule, kind == "true") for rule in rules if len(rules) == 1)
        if (kind == "true") == bool(reasons):
            print(f"{'withheld' if reasons else 'missed'} ({kind}): {text}\n    {'; '.join(reasons)}")
    for kind in sorted(total.keys() - {"true"}):
        print(f"caught {kind}: {withheld[kind]}/{total[kind]}")
    print(f"true sentences withheld: {withheld['true']}/{total['true']}")
    for rule in sorted({rule for rule, _ in alone}):
        print(f"by this alone: {alone[rule, False]:3} caught, {alone[rule, True]:3} true withheld: {rule}")
    print(f"{sum(total.values()) / (time.perf_counter() - began):.0f} sentences a second")


if __name__ == "__main__":
    main()
