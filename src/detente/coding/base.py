"""The seam for the type step: what a finder hands to a coder of event types, and what it gets back.

A rule coder takes the type that the pattern proposes. Another (a trained encoder, a language model) may judge
the sentence with its two sides marked, and needs nothing of the patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from detente.coding.party import Party
from detente.coding.reading import Sentence
from detente.records import Modality


@dataclass(frozen=True, slots=True)
class Typed:
    """The type and mode of an act, and how sure the type step is (0..1). `event_type` None: no act.

    `areas`: what the type step says the act is about, beside what its words say.
    """

    event_type: str | None
    mode: str | None
    sure: float
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible act: its head word, its sides, and what the pattern that found it proposes.

    `modality` overrides what the sentence says of the head (the act that a plan or a threat names).
    `background`: spoken of in passing. `provisional`: gives way where the verb governs another act.
    `given`: the sides were given with the text. `open`: no pattern knows the word, or nobody in it acts for
    a state or body, so that only a trained coder may vouch for it; `proposed` may then have no type.
    """

    head: Token
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    proposed: Typed
    joint: bool = False
    modality: Modality | None = None
    official_only: bool = False
    background: bool = False
    provisional: bool = False
    given: bool = False
    open: bool = False


class TypeCoder(Protocol):
    """Says what kind of act each candidate is."""

    name: str

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:
        """Return the type of each candidate of `sentence`, None where it is no act."""


class PatternCoder:
    """Takes the type from the pattern that found the act."""

    name = "rules-en-1"

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:  # noqa: ARG002
        """Return what the patterns proposed."""
        return [None if candidate.open else candidate.proposed for candidate in candidates]
