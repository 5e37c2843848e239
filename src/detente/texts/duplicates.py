"""Which documents repeat the text of an earlier one: copies of one agency report, reposted items.

Candidates come from MinHash over runs of four words (Broder 1997) and are then compared exactly: the
shared share of runs must reach `SAME`, and the numbers, weekdays and months must be equal, so that "ten
killed" and "fifty killed" stay two texts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.lang.lexicon import data
from detente.records import Document

if TYPE_CHECKING:
    from datasketch import MinHash

SAME = 0.8
CANDIDATE = 0.6
RUN = 4
PERMUTATIONS = 64
APART = dt.timedelta(days=4)
"""Documents published further apart than this are never copies."""
_FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


@cache
def _markers() -> re.Pattern[str]:
    """Return the pattern of figures, and of the words that count or date in any language."""
    files = [data(lang, "numbers") for lang in ("en", "ru")]
    words = "|".join(f"(?:{'|'.join(file['words'])}){file['endings']}" for file in files)
    return re.compile(rf"\d+|\b(?:{words})\b")


def near_duplicates(documents: Iterable[Document]) -> dict[str, str]:
    """Return {document_id: id of the earliest document with the same or nearly the same text}.

    The earliest is the least by (published_at, document_id), so the answer does not depend on the order
    given. Documents published more than four days apart are never copies; nor are texts without words.
    """
    from datasketch import MinHashLSH  # loads scipy: only where texts are compared

    ordered = sorted(documents, key=_rank)
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    originals: dict[str, tuple[Document, frozenset[str], list[str]]] = {}
    copies: dict[str, str] = {}
    for document in ordered:
        words = re.findall(r"\w+", f"{document.title} {document.text}".casefold())
        runs = _runs(words)
        if not runs or document.document_id in originals:
            continue
        print_ = _minhash(runs)
        numbers = _markers().findall(" ".join(words))
        found = (originals[name] for name in sorted(index.query(print_)))
        same = [
            other.document_id
            for other, their_runs, their_numbers in found
            if _near(document, other) and numbers == their_numbers and _share(runs, their_runs) >= SAME
        ]
        if same:
            copies[document.document_id] = min(same, key=lambda name: _rank(originals[name][0]))
        else:
            originals[document.document_id] = (document, runs, numbers)
            index.insert(document.document_id, print_)
    return copies


def _rank(document: Document) -> tuple[dt.datetime, str]:
    return document.published_at or _FAR, document.document_id


def _runs(words: list[str]) -> frozenset[str]:
    if not words:
        return frozenset()
    last = max(len(words) - RUN + 1, 1)
    return frozenset(" ".join(words[start : start + RUN]) for start in range(last))


def _minhash(runs: frozenset[str]) -> MinHash:
    from datasketch import MinHash

    made = MinHash(num_perm=PERMUTATIONS, seed=1)
    made.update_batch([run.encode("utf-8", "surrogatepass") for run in sorted(runs)])
    return made


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)


def _near(first: Document, second: Document) -> bool:
    if first.published_at is None or second.published_at is None:
        return first.published_at is second.published_at
    return abs(first.published_at - second.published_at) <= APART
