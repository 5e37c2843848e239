"""How well article text is taken out of pages: `python -m benchmarks.page_extraction [FOLDER]`.

FOLDER holds the article extraction benchmark of Zyte (MIT): html/*.html.gz and ground-truth.json. The
measure is that benchmark's own: shingles of four words, true and false positives and false negatives
normalised by page, precision and recall averaged over pages, F1 of the two averages. Published for
trafilatura 2.0.0 with its defaults: .958.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.realdata import DATA
from detente.errors import BadInput
from detente.sources.feeds import Origin
from detente.sources.pages import read_page

FOLDER = DATA / "pages" / "article_extraction_benchmark"
PUBLISHED = 0.958
SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Share:
    """Shingles of one page that are in both texts, only in ours, only in the true one; they sum to 1."""

    both: float
    ours: float
    true: float


@dataclass(frozen=True, slots=True)
class Score:
    """Averages over pages, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two averages."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words in `text`, with how often each occurs; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    runs = (tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def share(true: str, ours: str) -> Share:
    """Return how the shingles of two texts overlap."""
    wanted, got = shingles(true), shingles(ours)
    both = float((wanted & got).total())
    only_ours, only_true = float((got - wanted).total()), float((wanted - got).total())
    total = both + only_ours + only_true or 1.0
    return Share(both / total, only_ours / total, only_true / total)


def score(shares: Sequence[Share]) -> Score:
    """Return mean precision (over pages with text of ours) and mean recall (over those with true text)."""
    return Score(
        statistics.mean(s.both / (s.both + s.ours) for s in shares if s.both + s.ours),
        statistics.mean(s.both / (s.both + s.true) for s in shares if s.both + s.true),
    )


def half_width(shares: Sequence[Share], rounds: int = 500) -> float:
    """Return half the width of the 95% interval of F1, by bootstrap over pages."""
    chance = random.Random(0)  # noqa: S311 # a bootstrap, not a secret
    values = [score(chance.choices(shares, k=len(shares))).f1 for _ in range(rounds)]
    return 1.96 * statistics.stdev(values)


def article(raw: bytes, url: str) -> str:
    """Return the article text that `read_page` finds, "" where it refuses the page."""
    try:
        return read_page(raw, url, Origin("benchmark")).text
    except BadInput:
        return ""


def measure(folder: Path) -> list[Share]:
    """Return the overlap of every page of the benchmark in `folder` with its true text."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    shares = []
    for name, record in sorted(truth.items()):
        raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        shares.append(share(record["articleBody"], article(raw, record["url"])))
    return shares


def main() -> int:
    """Print the figures; exit status 1 if F1 is below the published one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    folder = parser.parse_args().folder
    if not (folder / "ground-truth.json").is_file():
        print(f"{folder}: no ground-truth.json here; name the folder of the benchmark", file=sys.stderr)
        return 2
    start = time.perf_counter()
    shares = measure(folder)
    seconds, result = time.perf_counter() - start, score(shares)
    print(f"pages {len(shares)}  seconds {seconds:.1f}")
    print(f"precision {result.precision:.3f}  recall {result.recall:.3f}")
    print(f"F1 {result.f1:.3f} ± {half_width(shares):.3f}  (published for trafilatura: {PUBLISHED:.3f})")
    return 0 if result.f1 >= PUBLISHED else 1


if __name__ == "__main__":
    sys.exit(main())
