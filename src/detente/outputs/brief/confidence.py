"""How sure a brief is: low, moderate or high, by the age of its data, its gaps, its outlets and its coders.

Confidence is about the basis of a judgement, a likelihood about an event; they are never put into one
sentence (ICD 203). The bounds are our own and are told with each reason (docs/method.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.outputs.brief.counting import Counted
from detente.outputs.brief.desk import Desk
from detente.outputs.brief.model import Figure
from detente.outputs.brief.phrases import count, day, listed
from detente.records import Modality, Sampling

WORDS = ("low", "moderate", "high")
FRESH, AGED = 14, 60
SHORT_GAP, LONG_GAP = 45, 90
FEW_SINGLE, MANY_SINGLE = 1 / 3, 2 / 3


@dataclass(frozen=True)
class Confidence:
    """The word, a reason for each of the things it rests on, their figures, and of which day it is."""

    word: str
    reasons: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    day: str = "today"


def confidence(desk: Desk) -> Confidence:
    """Return how sure the picture is for today or the day asked for: the lowest that these things allow."""
    lately = desk.recent(365)
    clock = desk.material.clock
    when = "today" if clock == desk.material.today else day(clock)
    acts = [c for c in desk.material.events if lately(c) and c.event.modality is Modality.ACTUAL]
    if not acts or desk.material.newest_report is None:
        return Confidence(WORDS[0], ("no act of the last twelve months is known",), day=when)
    newest = desk.material.newest_report.date()
    age = abs((clock - newest).days)
    year = desk.last_days(365)
    settled, of_all = desk.counted(Counted("happened", span=year))
    alone, of_one = desk.counted(Counted("single_outlet", span=year))
    single = len(alone)
    share = single / len(settled) if settled else 1.0
    by_hand = sum(c.event.sampling is Sampling.CURATED for c in acts) / len(acts)
    gap = desk.gap.days if desk.gap else 0
    marks = (
        2 if age <= FRESH else 1 if age <= AGED else 0,
        2 if gap <= SHORT_GAP else 1 if gap <= LONG_GAP else 0,
        2 if share <= FEW_SINGLE else 1 if share <= MANY_SINGLE else 0,
        2 if by_hand == 1 else 1,
    )
    told = (
        f"the newest report is {count(age, 'day', 'days')} old",
        f"the longest gap of twelve months is {count(gap, 'day', 'days')}",
        f"{single} of the {count(len(settled), 'act', 'acts')} of that time "
        f"{'rests' if single == 1 else 'rest'} on a single outlet",
        f"acts are coded {'by hand' if by_hand == 1 else 'by program, in part' if by_hand else 'by program'}",
    )
    reasons = tuple(f"{text} ({WORDS[mark]})" for text, mark in zip(told, marks, strict=True))
    return Confidence(WORDS[min(marks)], reasons, (of_one, of_all), when)


def told(found: Confidence) -> str:
    """Return the sentence: the word, which is the lowest of its reasons, and these."""
    return f"{found.word} confidence for {found.day}: {listed(found.reasons)}."
