"""Which names, numbers and dates of a sentence stand where the passage has another.

An item of the sentence should fill its own place best. Where another item of the passage that the sentence
leaves out fills it better, it has been replaced; where two of the sentence would each fill the other's place
better, they have been exchanged. What "better" is was learned from true sentences alone: slots.yml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Generic

import numpy as np
from pydantic import BaseModel, ConfigDict

from detente.datafiles import checked, parse_yaml
from detente.receipts.items import Item, V
from detente.receipts.kinds import Kind
from detente.receipts.slots import FEATURES, Measures, Slots

BESIDE = 10  # characters between two of one list ("A and B"), which have one role


class Weights(BaseModel):
    """What a feature weighs for an item of one kind, and by how much another must fill its place better.

    `replaced` is the limit for an item that the sentence leaves out; `exchanged` for two of one sort that
    change places, `unlike` for two of different sorts (a person and a state).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    replaced: float
    exchanged: float
    unlike: float

    def score(self, measures: Measures) -> float:
        """Return how well the best of some places (rows) fits."""
        return float((measures @ np.array([self.weights.get(name, 0.0) for name in FEATURES])).max())


@cache
def weights(kind: str) -> Weights:
    """Return what was learned for a kind of item."""
    text = resources.files("detente.receipts").joinpath("slots.yml").read_text(encoding="utf-8")
    found: dict[str, Weights] = checked(
        dict[str, Weights], parse_yaml(text, "receipts/slots.yml")["kinds"], "receipts/slots.yml"
    )
    return found[kind]


@dataclass(frozen=True, slots=True)
class Rivalry(Generic[V]):
    """An item of the sentence, and another of the passages that may belong in its place.

    `own` and `theirs` are the features of the places where the passages have the item and the other one; the
    other is `absent` from the sentence, or stands in it as the items `held`; it is `alike` where it is of one
    sort with the item.
    """

    item: int
    other: Item[V]
    held: tuple[int, ...]
    absent: bool
    alike: bool
    own: Measures
    theirs: Measures

    def gain(self, learned: Weights) -> float:
        """Return by how much the other fills the place better."""
        return learned.score(self.theirs) - learned.score(self.own)


def rivalries(
    own: Sequence[Item[V]], theirs: Sequence[Item[V]], kind: Kind[V], slots: Slots
) -> Iterator[Rivalry[V]]:
    """Yield, for each item of a sentence, what else in the passages may belong in its place."""
    paired = set(aliases(theirs, kind))
    for index, x in enumerate(own):
        alias = frozenset(other for one, other in paired if one & kind.marks(x.value))
        same = [y for y in theirs if kind.equal(x.value, y.value)]
        groups = defaultdict[tuple[frozenset[str], tuple[int, ...], bool, bool], list[Item[V]]](list)
        for y in theirs if same else ():
            if not kind.equal(x.value, y.value) and kind.marks(y.value) not in alias:
                held = tuple(i for i, z in enumerate(own) if i != index and kind.equal(z.value, y.value))
                absent = not any(kind.held(z.value, y.value) for z in own)
                groups[kind.marks(y.value), held, absent, kind.rival(x.value, y.value)].append(y)
        for (marks, held, absent, alike), others in groups.items():
            if alike or (held and kind.name == "name"):
                but = marks.union(kind.marks(x.value), *(kind.marks(own[i].value) for i in held))
                rows = [np.array([slots.measures(x, y, but) for y in some]) for some in (same, others)]
                rows[0][:, FEATURES.index("published")] = 0  # what publication bears out is as good as named
                yield Rivalry(index, others[0], held, absent, alike, rows[0], rows[1])


def aliases(theirs: Sequence[Item[V]], kind: Kind[V]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the marks of what a passage gives as one: "the Liberation Army (TPNPB)"."""
    for each in theirs:
        if each.alias:
            long, short = kind.marks(each.value), frozenset({f"name {each.alias.lower()}"})
            yield from ((long, short), (short, long))


def misplaced(
    own: Sequence[Item[V]], found: Sequence[Rivalry[V]], learned: Weights
) -> Iterator[tuple[Item[V], Item[V]]]:
    """Yield each item that stands where the passage has another one, with that other one."""
    for each in found:
        if each.alike and each.absent and each.gain(learned) > learned.replaced:
            yield own[each.item], each.other
    for x, z, gain, alike in exchanges(own, found, learned):
        if gain > (learned.exchanged if alike else learned.unlike):
            yield x, z


def exchanges(
    own: Sequence[Item[V]], found: Sequence[Rivalry[V]], learned: Weights
) -> Iterator[tuple[Item[V], Item[V], float, bool]]:
    """Yield pairs of a sentence's items, what their exchange would gain, and whether they are of one sort."""
    for (i, x), (k, z) in combinations(enumerate(own), 2):
        ways = [[r for r in found if r.item == a and b in r.held] for a, b in ((i, k), (k, i))]
        near = z.joined and z.start - x.end < BESIDE
        if all(ways) and not near:
            gain = sum(max(each.gain(learned) for each in way) for way in ways)
            yield x, z, gain, any(each.alike for each in ways[0])
