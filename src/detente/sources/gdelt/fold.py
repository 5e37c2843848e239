"""Mirrored rows: GDELT writes a joint act as "A with B" and again as "B with A"."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from detente.sources.gdelt.rows import Row
from detente.sources.gdelt.rules import rules


@dataclass(frozen=True, slots=True)
class Told:
    """A row between two states (ISO codes, in the row's order).

    `joint`: the two act together. `folded`: the mirrored row that is left out.
    """

    row: Row
    states: tuple[str, str]
    joint: bool = False
    folded: Row | None = None


@cache
def _kind(code: str) -> tuple[str, bool] | None:
    """Return the first code of the joint act that `code` belongs to and whether it is always joint."""
    for always, kinds in ((True, rules().joint), (False, rules().joint_if_mirrored)):
        for codes in kinds:
            if code in codes:
                return codes[0], always
    return None


def fold(rows: Sequence[Told]) -> list[Told]:
    """Return `rows` with each mirrored pair as one joint row, in the order of the first of its lines.

    A pair has one address, one date, the two states in both orders, and the same kind of joint act. The row
    with the lesser (code, id) stays. Rows that are always joint are marked so without a mirror too.
    """
    groups: defaultdict[tuple[str, dt.date, frozenset[str], str], list[Told]] = defaultdict(list)
    done: list[Told] = []
    for told in rows:
        if (kind := _kind(told.row.code)) is None:
            done.append(told)
        else:
            groups[(told.row.url, told.row.day, frozenset(told.states), kind[0])].append(told)
    for group in groups.values():
        done += _pair(group)
    return sorted(done, key=lambda told: told.row.number)


def _pair(group: Sequence[Told]) -> list[Told]:
    ordered = sorted(group, key=lambda told: (told.row.code, int(told.row.id), told.row.name))
    there = [told for told in ordered if told.states[0] < told.states[1]]
    back = [told for told in ordered if told.states[0] > told.states[1]]
    both = min(len(there), len(back))
    found = [_one(a, b) for a, b in zip(there[:both], back[:both], strict=True)]
    for told in (*there[both:], *back[both:]):
        kind = _kind(told.row.code)
        found.append(Told(told.row, told.states, joint=bool(kind and kind[1])))
    return found


def _one(a: Told, b: Told) -> Told:
    keep, leave = sorted((a, b), key=lambda told: (told.row.code, int(told.row.id), told.row.name))
    return Told(keep.row, keep.states, joint=True, folded=leave.row)
