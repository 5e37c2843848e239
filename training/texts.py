"""The labelled sentences: their reader, their schema, and how alike they are.

`sentences/` is trained on, `held_out/` never. Each file is a table with tabs: type (a PLOVER type or NONE),
mode, modality, status, areas, text. In the text <a>..</a> marks the actor, <r>..</r> the recipient.
`portal_labels.tsv` holds labels of real sentences without the sentences: the id of a portal item, where the
sentence and its sides stand in it, and the label; `portal_held_out.tsv` more that are never trained on.
`portal_areas.tsv` holds the areas of whole items, `portal_unlabelled.tsv` places of sentences and sides
without a label, and `taught.npz` what the larger network of teacher.py answers to all of them.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

from benchmarks.realdata import DATA
from detente.coding.encoder import NO_ACT
from detente.coding.marking import Marked
from detente.ontology.areas import load_areas
from detente.ontology.plover import score
from detente.records import Modality, Status

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "detente" / "lang" / "en" / "encoder"
TAUGHT = HERE / "taught.npz"
PORTAL = DATA / "text" / "current_events_all.jsonl.gz"
COLUMNS = ["type", "mode", "modality", "status", "areas", "text"]
STATUSES = (Status.ASSERTED, Status.ALLEGED, Status.DENIED)
_TAG = re.compile(r"</?[ar]>")


@dataclass(frozen=True)
class Told:
    """What a sentence tells of its two sides; `type` NONE: nothing."""

    type: str
    mode: str
    modality: Modality
    status: Status

    @property
    def kind(self) -> str:
        """Type and mode as one label."""
        return f"{self.type}/{self.mode}"


@dataclass(frozen=True)
class Row:
    """One text, mostly with two marked sides; `told` or `areas` None: not labelled.

    `taught` is the teacher's probability of each type, in the order of the network's answers.
    """

    marked: Marked
    told: Told | None
    areas: tuple[str, ...] | None
    taught: tuple[float, ...] | None = None


def read(folder: str) -> list[Row]:
    """Return the sentences of a folder; raises ValueError naming file and line for one that does not fit."""
    return [row for path in sorted((HERE / folder).glob("*.tsv")) for row in _file(path)]


def _file(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if table.fieldnames != COLUMNS:
            raise ValueError(f"{path}: the columns are {table.fieldnames}, not {COLUMNS}")
        for number, cells in enumerate(table, start=2):
            try:
                yield _row(cells)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def _row(cells: dict[str, str]) -> Row:
    return Row(unmarked(cells["text"]), told(cells), areas_of(cells))


def areas_of(cells: dict[str, str]) -> tuple[str, ...]:
    """Return the areas of a row; raises ValueError for one that there is not."""
    areas = tuple(cells["areas"].split(",")) if cells["areas"] != "-" else ()
    unknown = set(areas) - set(load_areas())
    if unknown:
        raise ValueError(f"unknown areas {sorted(unknown)}")
    return areas


def told(cells: dict[str, str]) -> Told:
    """Return type, mode, modality and status of a row; raises ValueError for one that there is not."""
    kind, mode, status = cells["type"], cells["mode"], Status(cells["status"])
    if kind != NO_ACT:
        score(kind, None if mode == "-" else mode)
    if status not in STATUSES:
        raise ValueError(f"unknown status {status}")
    return Told(kind, mode if kind != NO_ACT else "-", Modality(cells["modality"]), status)


def unmarked(text: str) -> Marked:
    """Return a tagged text as text and sides; raises ValueError where the tags do not fit."""
    plain, sides, at = "", dict[str, int](), 0
    for tag in _TAG.finditer(text):
        plain += text[at : tag.start()]
        at = tag.end()
        if tag[0] in sides:
            raise ValueError(f"{tag[0]} stands twice")
        sides[tag[0]] = len(plain)
    actor, recipient = _side(sides, "a"), _side(sides, "r")
    if actor is None and recipient is None:
        raise ValueError("no side is marked")
    return Marked(plain + text[at:], actor, recipient)


def _side(places: dict[str, int], name: str) -> tuple[int, int] | None:
    start, end = places.get(f"<{name}>"), places.get(f"</{name}>")
    if start is None and end is None:
        return None
    if start is None or end is None or start >= end:
        raise ValueError(f"<{name}> is not closed")
    return start, end


def read_portal(path: Path = PORTAL) -> list[Row]:
    """Return the labelled portal sentences and items; none where the portal's items are not at hand."""
    if not path.is_file():
        return []
    labels, areas, bare = (_table(f"portal_{name}.tsv") for name in ("labels", "areas", "unlabelled"))
    wanted = {cells["item"] for cells in (*labels, *areas, *bare)}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = {item["id"]: item["text"] for item in map(json.loads, lines) if item["id"] in wanted}
    return [
        *(Row(_marked(items[cells["item"]], cells), told(cells), None) for cells in labels),
        *(Row(Marked(items[cells["item"]], None, None), None, areas_of(cells)) for cells in areas),
        *(Row(_marked(items[cells["item"]], cells), None, None) for cells in bare),
    ]


def taught(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the teacher's answers, those that it has not seen as they are."""
    with np.load(TAUGHT) as file:
        known = dict(zip(file["keys"].tolist(), file["types"].astype(float).tolist(), strict=True))
    return [replace(row, taught=tuple(known[key(row)]) if key(row) in known else None) for row in rows]


def key(row: Row) -> int:
    """Return the number under which the teacher's answer to a row is kept."""
    return int.from_bytes(blake2b(str(row.marked).encode(), digest_size=8).digest(), "big")


def _table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _marked(text: str, cells: dict[str, str]) -> Marked:
    first, last, *sides = (int(number) for number in cells["places"].split())
    actor, recipient = (sides[0] - first, sides[1] - first), (sides[2] - first, sides[3] - first)
    return Marked(text[first:last], actor, recipient)


def near_duplicates(rows: list[Row], alike: float = 0.7) -> float:
    """Return the share of sentences that share `alike` of their word triples with an earlier one (0..1).

    The same sentence with other sides marked does not count.
    """
    index, seen, found = MinHashLSH(threshold=alike, num_perm=64), set[str](), 0
    for row in rows:
        if row.marked.text in seen:
            continue
        seen.add(row.marked.text)
        words = re.findall(r"\w+", row.marked.text.lower())
        sketch = MinHash(num_perm=64)
        for place in range(max(1, len(words) - 2)):
            sketch.update(" ".join(words[place : place + 3]).encode())
        found += bool(index.query(sketch))
        index.insert(row.marked.text, sketch)
    return found / max(1, len(seen))
