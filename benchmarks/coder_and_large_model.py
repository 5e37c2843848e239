"""How fast the coder is beside 60 questions a sentence to a model of roberta-large's shape.

Run as `PYTHONPATH=src .venv-train/bin/python -m benchmarks.coder_and_large_model [FILE] [TEXTS]`, after the
first steps of `make train` (it needs torch). FILE holds texts with `text`, one a line. The large model has
random weights: they cost the same. Each question is the sentence with a short hypothesis behind it, all 60 of
a sentence in one batch. Both use one core; printed are sentences a second, their ratio, and the peak memory
of the coder.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import torch
from transformers import RobertaConfig, RobertaForSequenceClassification

from benchmarks.realdata import DATA
from detente.coding import Coder
from detente.lang import split

BUNDLED = DATA / "coding" / "plv_dev.jsonl"
QUESTIONS, WORDS, ASKED = 60, 12, 3
"""Questions a sentence, tokens of a hypothesis, sentences that the large model is timed on."""


def large() -> Any:
    """Return a model of roberta-large's shape with random weights: 24 layers, 1,024 wide, 355 million."""
    config = RobertaConfig(
        vocab_size=50265,
        hidden_size=1024,
        num_hidden_layers=24,
        num_attention_heads=16,
        intermediate_size=4096,
        max_position_embeddings=514,
        num_labels=3,
    )
    return RobertaForSequenceClassification(config).eval()


def seconds_of_large(sentences: list[str]) -> float:
    """Return the processor seconds that the large model takes for all questions of one sentence."""
    model = large()
    start = time.process_time()
    with torch.inference_mode():
        for sentence in sentences:
            tokens = round(1.3 * len(sentence.split())) + WORDS
            model(input_ids=torch.randint(10, 50_000, (QUESTIONS, tokens)))
    return (time.process_time() - start) / len(sentences)


def main() -> None:
    """Print both speeds and their ratio."""
    torch.set_num_threads(1)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLED
    lines = path.read_text("utf-8").splitlines()[: int(sys.argv[2]) if len(sys.argv) > 2 else 1050]
    texts = [json.loads(line)["text"] for line in lines]
    sentences = [text[start:end] for text in texts for start, end in split(text, "en")]
    coder = Coder()
    coder.code("warm", "Russia met China.")
    start = time.process_time()
    for number, text in enumerate(texts):
        coder.code(str(number), text)
    own = (time.process_time() - start) / len(sentences)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    other = seconds_of_large(sentences[:: len(sentences) // ASKED][:ASKED])
    print(f"coder: {1 / own:.0f} sentences/s, peak memory {memory:.2f} GB with torch loaded")
    print(f"{QUESTIONS} questions to a large model: {other:.1f} s a sentence")
    print(f"ratio: {other / own:.0f}")


if __name__ == "__main__":
    main()
