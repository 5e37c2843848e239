"""Whether a coder that reads definitions answers by them.

Three checks, each with another codebook before the coder: the labels in another order, the labels under
meaningless names, and the definitions of labels exchanged in pairs. The answers must mean the same in all
three, so that in the third the names must change. Source: Halterman and Keith, Codebook LLMs: Evaluating
LLMs as Measurement Tools for Political Science Concepts (Political Analysis, 2025).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.coders.codebook import Codebook
from detente.errors import WrongUse
from detente.evaluation import Progress, open_set
from detente.evaluation.base import Item, counts
from detente.evaluation.figures import Average, Count, Figure, Row, rows

if TYPE_CHECKING:
    from detente.coding import Candidate, Coder, TypeCoder, Typed
    from detente.coding.reading import Sentence

CHECKS: dict[str, Callable[[Codebook], Codebook]] = {
    "labels reordered": Codebook.reordered,
    "labels renamed": Codebook.renamed,
    "definitions swapped": Codebook.swapped,
}
SAME = "same meaning"
FIGURES = tuple(Figure(f"{check}: same answer", check, Average.RECALL) for check in CHECKS)
LURED = Figure("definitions swapped: kept the name", "lured", Average.RECALL)

Answers = list[str]


class Listening:
    """A coder of event types that remembers what another one answers."""

    def __init__(self, types: TypeCoder) -> None:
        self.name, self.types = types.name, types
        self.answers: Answers = []

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:
        """Return the other's answers."""
        found = self.types.types_of(sentence, candidates)
        self.answers += [each.event_type or "" if each else "" for each in found]
        return found


def behaviour(
    path: Path,
    types: Callable[[Codebook], TypeCoder | None],
    *,
    kind: str | None = None,
    texts: Path | None = None,
    progress: Progress | None = None,
) -> list[Row]:
    """Return the share of answers that stay the same (of possible acts; 0..1) under each check.

    `types` makes the coder for a codebook, None where it reads none, for which WrongUse is raised.
    """
    book = Codebook.bundled()
    _, items = open_set(path, kind, texts)
    runs = {"": book, **{check: change(book) for check, change in CHECKS.items()}}
    answers = {
        check: _answers(items, types(changed), f"{check or 'as it stands'} ", progress)
        for check, changed in runs.items()
    }
    told = [_counts(book, {check: answers[check][number] for check in runs}) for number in range(len(items))]
    return rows((*FIGURES, LURED), told)


def _answers(
    items: list[Item], types: TypeCoder | None, what: str, progress: Progress | None
) -> list[Answers]:
    from detente.coding import Coder

    if types is None:
        raise WrongUse(
            "this coder reads no definitions", where="--behaviour", do="choose another coding.coder"
        )
    listening = Listening(types)
    coder: Coder = Coder(types=listening)
    found = []
    for number, item in enumerate(items):
        if progress is not None:
            progress(what + item.id, number, len(items))
        listening.answers = []
        coder.code(
            item.id, item.text, lang=item.lang, date=item.date, actor=item.actor, recipient=item.recipient
        )
        found.append(listening.answers)
    return found


def _counts(book: Codebook, answers: dict[str, Answers]) -> list[Count]:
    """Return for each check how many answers there are to a text, and how many mean the same as at first."""
    first = answers[""]
    found: list[Count] = []
    for check in CHECKS:
        same = [SAME for one, other in zip(first, answers[check], strict=True) if one == other]
        found += counts(check, [SAME] * len(first), same)
    acts = [(one, other) for one, other in zip(first, answers["definitions swapped"], strict=True) if one]
    lured = [SAME for one, other in acts if other == book.swapped().meaning(one)]
    return [*found, *counts("lured", [SAME] * len(acts), lured)]
