"""What a coder of event types is, so that another (a trained model) can take this one's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from detente.coding.acts import Candidate


@dataclass(frozen=True)
class Typed:
    """The type and mode of an act, and how sure the coder is (0..1)."""

    event_type: str
    mode: str | None
    sure: float


class TypeCoder(Protocol):
    """Says what kind of act a candidate is; None where it is no act."""

    name: str

    def type_of(self, candidate: Candidate) -> Typed | None:
        """Return the type of the act."""


class PatternCoder:
    """Takes the type from the pattern that found the act."""

    name = "rules-en-1"

    def type_of(self, candidate: Candidate) -> Typed | None:
        """Return the pattern's own type."""
        pattern = candidate.pattern
        return Typed(pattern.type, pattern.mode, pattern.sure)
