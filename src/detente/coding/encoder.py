"""The trained encoder: what a sentence tells of its two marked sides, as probabilities.

The weights of a language stand in `lang/<language>/encoder/`: model.onnx (int8), tokenizer.json, and
labels.json with the names behind the numbers and what the calibration found. CARD.md there says how they were
made; `make train` makes them again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from tokenizers import Tokenizer

from detente.coding.marking import ACTOR, MARKERS, RECIPIENT, Marked
from detente.errors import PluginError

LONGEST = 112
NO_ACT = "NONE"
Scores = NDArray[np.float32]


class Labels(BaseModel):
    """The names of the encoder's answers in their order, its name, and what calibration found.

    `temperature` divides the logits of the types. `trust` is added to the logit of the type that a pattern
    proposes. `area_logit` is the least logit of an area that is given. What a pattern takes for an act
    between two states is left out where the encoder gives NO_ACT at least `veto`, and gets another type where
    the encoder gives that at least `overrule`; both are probabilities without `trust`. Two sides given with
    the text have no act where NO_ACT reaches `none_of_given`: docs/decisions/sides-given.md.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    types: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    statuses: tuple[str, ...]
    areas: tuple[str, ...]
    temperature: float = 1.0
    trust: float = 0.0
    area_logit: float = 0.0
    veto: float = 0.85
    overrule: float = 0.9
    none_of_given: float = 0.8


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the encoder makes of one marked sentence; types and modes are logits, in the order of the labels.

    `areas` are those that reach the labels' `area_logit`.
    """

    labels: Labels
    type_logits: Scores
    mode_logits: Scores
    modality: str
    status: str
    areas: tuple[str, ...]

    def types(self, proposed: str | None = None, trust: float | None = None) -> dict[str, float]:
        """Return the probability of each type and of NO_ACT, with what a pattern proposes taken in."""
        logits = self.type_logits / self.labels.temperature
        if proposed is not None:
            added = self.labels.trust if trust is None else trust
            logits = logits + added * np.array([name == proposed for name in self.labels.types])
        return dict(zip(self.labels.types, _softmax(logits).tolist(), strict=True))

    def mode(self, event_type: str) -> str | None:
        """Return the likeliest mode of a type, None where it is none or the encoder knows none."""
        known = [
            (float(logit), name.partition("/")[2])
            for name, logit in zip(self.labels.modes, self.mode_logits, strict=True)
            if name.startswith(f"{event_type}/")
        ]
        best = max(known, default=(0.0, "-"))[1]
        return None if best == "-" else best


class Encoder:
    """Reads marked sentences with one set of weights."""

    def __init__(self, folder: Traversable) -> None:
        try:
            self.labels = Labels.model_validate(json.loads(folder.joinpath("labels.json").read_bytes()))
            self._tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
            model = folder.joinpath("model.onnx").read_bytes()
        except (OSError, ValueError) as error:
            raise PluginError(
                f"the weights cannot be read: {error}", where=str(folder), do="make train"
            ) from error
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._actor, self._recipient = self._number(ACTOR[0], folder), self._number(RECIPIENT[0], folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # several texts at once are several processes
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def with_labels(self, **changed: float) -> Encoder:
        """Return the same weights with other calibration."""
        other = copy(self)
        other.labels = self.labels.model_copy(update=changed)
        return other

    def _number(self, marker: str, folder: Traversable) -> int:
        number: int | None = self._tokenizer.token_to_id(marker)
        if number is None:
            raise PluginError(f"the tokenizer has no {marker}", where=str(folder), do="make train")
        return number

    def read(self, sentences: Sequence[Marked]) -> list[Judgement]:
        """Return a judgement of each sentence."""
        if not sentences:
            return []
        encoded = self._tokenizer.encode_batch_fast([str(sentence) for sentence in sentences])
        ids = np.array([each.ids for each in encoded], dtype=np.int64)
        answers = self._session.run(
            ["types", "modes", "modalities", "statuses", "areas"],
            {
                "ids": ids,
                "mask": np.array([each.attention_mask for each in encoded], dtype=np.int64),
                "actor": _first(ids, self._actor),
                "recipient": _first(ids, self._recipient),
            },
        )
        return [self._judgement(*answer) for answer in zip(*answers, strict=True)]

    def _judgement(
        self, types: Scores, modes: Scores, modality: Scores, status: Scores, areas: Scores
    ) -> Judgement:
        names = self.labels
        return Judgement(
            names,
            types,
            modes,
            names.modalities[int(modality.argmax())],
            names.statuses[int(status.argmax())],
            tuple(name for name, logit in zip(names.areas, areas, strict=True) if logit >= names.area_logit),
        )


def _first(ids: NDArray[np.int64], marker: int) -> NDArray[np.int64]:
    """Return where the marker stands first in each row, 0 (the mark of the whole) where it does not."""
    found: NDArray[np.int64] = np.argmax(ids == marker, axis=1).astype(np.int64)
    return found


def _softmax(logits: Scores) -> Scores:
    raised: Scores = np.exp(logits - logits.max())
    shares: Scores = raised / raised.sum()
    return shares


@cache
def encoder(lang: str) -> Encoder | None:
    """Return the encoder of a language, loaded once; None where it has no weights."""
    folder = resources.files("detente.lang").joinpath(lang, "encoder")
    return Encoder(folder) if folder.joinpath("model.onnx").is_file() else None


__all__ = ["MARKERS", "NO_ACT", "Encoder", "Judgement", "Labels", "encoder"]
