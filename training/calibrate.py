"""Finds how sure the encoder may be, on sentences that training never saw: python -m training.calibrate.

Three numbers go into labels.json: `temperature` divides the logits of the types, `trust` is added to the
logit of the type that a pattern proposes. Both minimise the log loss (for the temperature: Guo et al. 2017,
On Calibration of Modern Neural Networks, section 4.2). `area_logit`, the least logit of an area that is
given, maximises the micro-F1 of the areas.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.coding import Candidate, Coder, Typed
from detente.coding.encoder import Encoder, Labels
from detente.coding.marking import Marked
from detente.coding.reading import Sentence
from training.texts import TARGET, Row, read

TEMPERATURES = np.arange(0.6, 3.01, 0.1)
TRUSTS = np.arange(0.0, 4.01, 0.25)
AREA_LOGITS = np.arange(-2.0, 1.01, 0.25)


class Listener:
    """Notes what the patterns propose for two given sides, and finds nothing."""

    name = "listener"

    def __init__(self) -> None:
        self.proposed: list[str] = []

    def types_of(self, sentence: Sentence, candidates: Sequence[Candidate]) -> list[Typed | None]:  # noqa: ARG002
        """Note the types that stand between the two sides."""
        for each in candidates:
            sides = {party.text for party in (*each.actor, *each.recipient)}
            if each.given and each.proposed.event_type and len(sides) > 1:
                self.proposed.append(each.proposed.event_type)
        return [None for _ in candidates]


@dataclass(frozen=True)
class Held:
    """The held-out sentences as numbers: logits, the place of the right type, of the proposed one (or -1)."""

    logits: NDArray[np.float32]
    right: NDArray[np.int64]
    proposed: NDArray[np.int64]

    def loss(self, temperature: float, trust: float) -> float:
        """Return the mean log loss."""
        logits = self.logits / temperature
        known = self.proposed >= 0
        logits[known, self.proposed[known]] += trust
        most = logits.max(axis=1, keepdims=True)
        total = most[:, 0] + np.log(np.exp(logits - most).sum(axis=1))
        return float((total - logits[np.arange(len(logits)), self.right]).mean())


def proposal(row: Row) -> str | None:
    """Return the type that the patterns propose between the two sides of a sentence."""
    listener, marked = Listener(), row.marked
    actor, recipient = (
        marked.text[slice(*side)] if side else "" for side in (marked.actor, marked.recipient)
    )
    Coder(types=listener).code("held", marked.text, actor=actor, recipient=recipient)
    return listener.proposed[0] if listener.proposed else None


def held(encoder: Encoder, rows: Sequence[Row]) -> Held:
    """Return the sentences as the encoder and the patterns see them."""
    types = encoder.labels.types
    judged = [encoder.read([row.marked])[0] for row in rows]
    proposals = [proposal(row) for row in rows]
    return Held(
        np.array([each.type_logits for each in judged]),
        np.array([types.index(row.told.type) for row in rows if row.told]),
        np.array([types.index(name) if name else -1 for name in proposals]),
    )


def area_f1(encoder: Encoder, rows: Sequence[Row], least: float) -> float:
    """Return the micro-F1 of the areas that reach `least`, over sentences whose sides are not marked."""
    strict = encoder.with_labels(area_logit=least)
    hits = total = 0
    for row in rows:
        [judged] = strict.read([Marked.of(row.marked.text, None, None)])
        right = set(row.areas or ())
        hits += len(right & set(judged.areas))
        total += len(right) + len(judged.areas)
    return 2 * hits / max(1, total)


def main() -> None:
    """Choose the numbers, write them, and print the losses."""
    encoder, rows = Encoder(TARGET), read("held_out")
    found = held(encoder, rows)
    best, least = max((area_f1(encoder, rows, each), each) for each in AREA_LOGITS)
    _, temperature, trust = min((found.loss(t, w), t, w) for t, w in product(TEMPERATURES, TRUSTS))
    path = TARGET / "labels.json"
    values = json.loads(path.read_text("utf-8")) | {
        "temperature": round(float(temperature), 2),
        "trust": round(float(trust), 2),
        "area_logit": round(float(least), 2),
    }
    Labels.model_validate(values)
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found.right)} sentences; log loss {found.loss(1.0, 0.0):.3f} as trained, ", end="")
    print(f"{found.loss(temperature, trust):.3f} with temperature {temperature:.2f}, trust {trust:.2f}")
    print(f"areas: micro-F1 {best:.3f} from a logit of {least:.2f}")


if __name__ == "__main__":
    main()
