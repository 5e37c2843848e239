"""Trains the encoder on the labelled sentences: python -m training.train (or `make train`).

Writes model.onnx, tokenizer.json and labels.json into src/detente/lang/en/encoder/.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import nn

from detente.coding.encoder import NO_ACT
from detente.coding.marking import Marked
from detente.ontology.areas import load_areas
from detente.ontology.plover import EVENT_TYPES
from detente.records import Modality
from training.export import export
from training.network import QUESTIONS, Network, base_tokenizer, base_weights, inputs
from training.texts import STATUSES, Row, near_duplicates, read, read_portal, taught

BATCH, HEAD_RATE, WARM_UP, SMOOTHING, SEED = 32, 1e-3, 0.06, 0.05, 20261127
ROUNDS, RATE = 4, 1.2e-4
TRUST = 0.4  # the weight of a label beside the teacher's answer
WEIGHTS = {"types": 1.0, "modes": 0.4, "modalities": 0.4, "statuses": 0.3, "areas": 1.0}
RENAMED, UNMARKED, UNKNOWN = 0.25, 6, -100


@dataclass(frozen=True)
class Answers:
    """The possible answers to each question, in the order of the network's numbers."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    statuses: tuple[str, ...]
    areas: tuple[str, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Answers:
        """Return the answers that the ontology and the rows know."""
        return cls(
            (*EVENT_TYPES, NO_ACT),
            tuple(sorted({row.told.kind for row in rows if row.told})),
            tuple(Modality),
            STATUSES,
            tuple(load_areas()),
        )

    def sizes(self) -> dict[str, int]:
        """Return how many answers each question has."""
        return {name: len(getattr(self, name)) for name in QUESTIONS}

    def numbers(self, rows: Sequence[Row]) -> dict[str, Any]:
        """Return the right answers as the network's numbers, UNKNOWN where not labelled; areas as a table."""
        told = [row.told for row in rows]
        return {
            "types": torch.tensor([self.chances(row) for row in rows]),
            "modes": torch.tensor([self.modes.index(t.kind) if t else UNKNOWN for t in told]),
            "modalities": torch.tensor([self.modalities.index(t.modality) if t else UNKNOWN for t in told]),
            "statuses": torch.tensor([self.statuses.index(t.status) if t else UNKNOWN for t in told]),
            "areas": torch.tensor([_areas(row, self.areas) for row in rows]),
        }

    def chances(self, row: Row) -> list[float]:
        """Return how likely each type is by the label and the teacher, UNKNOWN where neither is there."""
        if row.told is None:
            return list(row.taught or [UNKNOWN] * len(self.types))
        label = [
            SMOOTHING / len(self.types) + (1 - SMOOTHING) * (name == row.told.type) for name in self.types
        ]
        if row.taught is None:
            return label
        return [TRUST * own + (1 - TRUST) * other for own, other in zip(label, row.taught, strict=True)]


def _areas(row: Row, names: Sequence[str]) -> list[float]:
    return [UNKNOWN if row.areas is None else float(name in row.areas) for name in names]


def loss_of(logits: Sequence[Any], right: dict[str, Any]) -> Any:
    """Return the weighted loss over all questions that are labelled."""
    total = torch.tensor(0.0)
    for name, answer in zip(QUESTIONS, logits, strict=True):
        known = (right[name][:, 0] if right[name].ndim > 1 else right[name]) != UNKNOWN
        if known.any():
            total = total + WEIGHTS[name] * _loss(name, answer.float()[known], right[name][known])
    return total


def _loss(name: str, answer: Any, right: Any) -> Any:
    if name == "areas":
        return nn.functional.binary_cross_entropy_with_logits(answer, right)
    if name == "types":
        return nn.functional.cross_entropy(answer, right)
    return nn.functional.cross_entropy(answer, right, label_smoothing=SMOOTHING)


def batches(rows: list[Row], chance: random.Random) -> Iterator[list[Row]]:
    """Yield the rows in random batches of sentences of like length."""
    chance.shuffle(rows)
    pools = [
        sorted(rows[at : at + 16 * BATCH], key=lambda row: len(row.marked.text))
        for at in range(0, len(rows), 16 * BATCH)
    ]
    made = [pool[at : at + BATCH] for pool in pools for at in range(0, len(pool), BATCH)]
    chance.shuffle(made)
    yield from made


def renamed(marked: Marked, names: Sequence[str], chance: random.Random) -> Marked:
    """Return the sentence with another actor in the place of its own, in a share RENAMED of all calls.

    What an act is does not hang on who does it.
    """
    if marked.actor is None or chance.random() >= RENAMED:
        return marked
    start, end = marked.actor
    name = chance.choice(names)
    moved = len(name) - (end - start)
    text = marked.text[:start] + name + marked.text[end:]
    other = marked.recipient
    if other is not None and other[0] >= end:
        other = (other[0] + moved, other[1] + moved)
    return replace(marked, text=text, actor=(start, start + len(name)), recipient=other)


def optimiser(network: Network, steps: int, rate: float) -> tuple[Any, Any]:
    """Return AdamW with a quicker rate for the heads, and a rate that warms up and falls to nought."""
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    groups = [
        {"params": network.encoder.parameters(), "lr": rate},
        {"params": heads, "lr": HEAD_RATE},
    ]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, int(WARM_UP * steps))
    return adam, torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / warm, max(0.01, (steps - step) / (steps - warm)))
    )


def fit(
    network: Network, tokenizer: Any, rows: list[Row], answers: Answers, rounds: int, rate: float
) -> None:
    """Train the network on the rows, and print the loss of each round."""
    chance, began = random.Random(SEED), time.monotonic()
    names = [row.marked.text[slice(*row.marked.actor)] for row in rows if row.marked.actor]
    adam, schedule = optimiser(network, rounds * math.ceil(len(rows) / BATCH), rate)
    for epoch in range(rounds):
        network.train()
        losses = []
        for batch in batches(list(rows), chance):
            sentences = [renamed(row.marked, names, chance) for row in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(*inputs(tokenizer, sentences))
            loss = loss_of(logits, answers.numbers(batch))
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            schedule.step()
            losses.append(loss.item())
        spent = time.monotonic() - began
        print(
            f"round {epoch + 1} of {rounds}: loss {sum(losses) / len(losses):.3f}, {spent:.0f} s", flush=True
        )


def main() -> None:
    """Train, write the weights, and say what they were made of."""
    torch.manual_seed(SEED)
    own, real = read("sentences"), read_portal()
    print(f"{len(own)} sentences of our own, {100 * near_duplicates(own):.1f} % of them near-duplicates")
    print(
        f"{len(real)} labelled sentences of the portal"
        if real
        else "no portal sentences at hand: without them"
    )
    rows = [*own, *real]
    answers = Answers.of(rows)
    tokenizer, network = base_tokenizer(base_weights()), Network(base_weights(), answers.sizes())
    fit(network, tokenizer, taught(rows), answers, ROUNDS, RATE)
    export(network, tokenizer, answers)


if __name__ == "__main__":
    main()
