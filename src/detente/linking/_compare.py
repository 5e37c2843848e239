"""Whether two points may be, and whether they are, one act. Both questions are symmetric."""

from __future__ import annotations

from detente.linking._points import Place, Point, Span
from detente.linking._rules import rules


def may_link(a: Point, b: Point) -> bool:
    """Return whether nothing in the two points says that they are different acts."""
    return (
        _days_meet(a.span, b.span)
        and _modes_meet(a, b)
        and not _other_record(a, b)
        and not _other_persons(a, b)
        and (_day_tells(a, b) or not _other_content(a, b))
    )


def likeness(a: Place, b: Place) -> float:
    """Return how far the two say the same, 0 to 1: twice the shared weight by the total weight."""
    if not (a.weight and b.weight):
        return 0.0
    small, large = (a, b) if len(a.marks) <= len(b.marks) else (b, a)
    shared = sum(min(weight, large.marks.get(mark, 0)) for mark, weight in small.marks.items())
    return 2 * shared / (a.weight + b.weight) if shared >= rules().least_shared else 0.0


def evidence(a: Place, b: Place) -> float:
    """Return how strongly two places that may link do so: 0 (they do not) to 1."""
    one, other = a.point, b.point
    if _day_tells(one, other):
        return 1.0
    same_report = not a.reports.isdisjoint(b.reports)
    if one.stamp or other.stamp:
        return 1.0 if same_report and _same_kind(one, other) else 0.0
    like = likeness(a, b)
    return like if like >= _least(one, other, same_report) else 0.0


def _least(a: Point, b: Point, same_report: bool) -> float:
    least = rules().likeness
    if a.event_type != b.event_type:
        return least.across_types
    if a.event_type in rules().speech:
        return least.speech
    return least.same_report if same_report else least.deed


def _same_kind(a: Point, b: Point) -> bool:
    return a.event_type == b.event_type and a.span == b.span


def _days_meet(a: Span | None, b: Span | None) -> bool:
    if a is None or b is None:
        return False
    slack = rules().day_tolerance if a[2] and b[2] else 0
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack


def _modes_meet(a: Point, b: Point) -> bool:
    return a.event_type != b.event_type or a.mode is None or b.mode is None or a.mode == b.mode


def _other_record(a: Point, b: Point) -> bool:
    """A curated set, or one joined before, lists each act once: two ids of one set are two acts."""
    return bool(a.record and b.record and a.record[0] == b.record[0] and a.record[1] != b.record[1])


def _other_persons(a: Point, b: Point) -> bool:
    there = dict(b.persons)
    return any(code in there and ids.isdisjoint(there[code]) for code, ids in a.persons)


def _other_content(a: Point, b: Point) -> bool:
    """Counts of the same thing that differ, or proper names none of which is shared."""
    here, there = a.said, b.said
    if here.names and there.names and here.names.isdisjoint(there.names):
        return True
    if not here.numbers.isdisjoint(there.numbers):
        return False
    counted = {word for _, word in here.counts} & {word for _, word in there.counts}
    return bool(counted)


def _day_tells(a: Point, b: Point) -> bool:
    """Whether type, day and at least one person in common make it one act."""
    if a.event_type != b.event_type or a.mode != b.mode or a.span != b.span or not (a.span and a.span[2]):
        return False
    if not rules().identifies(a.event_type, a.mode):
        return False
    there = dict(b.persons)
    return any(not ids.isdisjoint(there.get(code, frozenset())) for code, ids in a.persons)
