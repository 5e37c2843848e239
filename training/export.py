"""Writes a trained network as the package ships it: ONNX with int8 weights, tokenizer and labels."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from detente.coding.marking import Marked
from training.network import QUESTIONS, Network, inputs
from training.texts import TARGET

if TYPE_CHECKING:
    from training.train import Answers

NAME = "encoder-en-1"


def export(network: Network, tokenizer: Any, answers: Answers, target: Path = TARGET) -> None:
    """Write model.onnx, tokenizer.json and labels.json into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    tokenizer.backend_tokenizer.save(str(target / "tokenizer.json"))
    labels = {"name": NAME, **{question: list(getattr(answers, question)) for question in QUESTIONS}}
    (target / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        _write(network, tokenizer, plain)
        quantize_dynamic(plain, target / "model.onnx", weight_type=QuantType.QInt8)


def _write(network: Network, tokenizer: Any, path: Path) -> None:
    network.eval()
    example = inputs(tokenizer, [Marked("One meets two.", (0, 3), (10, 13)), Marked("A goes.", (0, 1), None)])
    names = ["ids", "mask", "actor", "recipient"]
    axes = {"ids": {0: "n", 1: "tokens"}, "mask": {0: "n", 1: "tokens"}}
    axes |= {name: {0: "n"} for name in (*names[2:], *QUESTIONS)}
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=names,
        output_names=list(QUESTIONS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
