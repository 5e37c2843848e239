"""How sure a brief is: low, moderate or high, by the age of its data, its outlets and who coded the acts.

Confidence is about the basis of a judgement, a likelihood about an event; they are never put into one
sentence (ICD 203). The bounds are our own and are told with each reason (docs/method.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.outputs.brief.desk import Desk, happened
from detente.outputs.brief.phrases import count, listed
from detente.records import Modality, Sampling

WORDS = ("low", "moderate", "high")
FRESH, AGED = 14, 60
FEW_SINGLE, MANY_SINGLE = 1 / 3, 2 / 3


@dataclass(frozen=True)
class Confidence:
    """The word, and a reason for each of the three things it rests on."""

    word: str
    reasons: tuple[str, ...]


def confidence(desk: Desk) -> Confidence:
    """Return how sure the picture is for today: the lowest of what age, outlets and coding allow."""
    lately = desk.recent(365)
    acts = [c for c in desk.material.events if lately(c) and c.event.modality is Modality.ACTUAL]
    if not acts or desk.material.newest_report is None:
        return Confidence(WORDS[0], ("no act of the last twelve months is known",))
    newest = desk.material.newest_report.date()
    age = abs((desk.material.today - newest).days)
    settled = [c for c in acts if happened(c)]
    single = sum(c.event.n_sources <= 1 for c in settled)
    share = single / len(settled) if settled else 1.0
    by_hand = sum(c.event.sampling is Sampling.CURATED for c in acts) / len(acts)
    marks = (
        2 if age <= FRESH else 1 if age <= AGED else 0,
        2 if share <= FEW_SINGLE else 1 if share <= MANY_SINGLE else 0,
        2 if by_hand == 1 else 1,
    )
    told = (
        f"the newest report is {count(age, 'day', 'days')} old",
        f"{single} of the {count(len(settled), 'act', 'acts')} of the last twelve months "
        f"{'rests' if single == 1 else 'rest'} on a single outlet",
        f"acts are coded {'by hand' if by_hand == 1 else 'by program, in part' if by_hand else 'by program'}",
    )
    reasons = tuple(f"{text} ({WORDS[mark]})" for text, mark in zip(told, marks, strict=True))
    return Confidence(WORDS[min(marks)], reasons)


def told(found: Confidence) -> str:
    """Return the sentence: the word and its reasons."""
    rule = " The lowest counts." if len(found.reasons) > 1 else ""
    return f"{found.word} confidence for today: {listed(found.reasons)}.{rule}"
