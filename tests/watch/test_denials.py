"""Denials in the report of a claim are found, and only those of the state that is said to have acted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.watch import Watch

HACK = "The United States accused Russia of hacking the Treasury's computers."


@pytest.mark.parametrize(
    ("after", "answer"),
    [
        ("The Kremlin denied the accusation.", "The Kremlin denied the accusation."),
        ("Moscow has not denied it.", ""),
        ("China denied any part in it.", ""),
        ("The talks go on in May.", ""),
    ],
)
def test_the_answer_of_the_accused_stands_beside_the_claim(tmp_path: Path, after: str, answer: str) -> None:
    watch = Watch.init(tmp_path / "w", ("RUS", "USA"), record=False)
    line = {"id": "a", "text": f"{HACK} {after}", "lang": "en", "date": "2026-03-18", "source": "The Wire"}
    (tmp_path / "in.jsonl").write_text(json.dumps(line), encoding="utf-8")
    watch.import_files("jsonl", [tmp_path / "in.jsonl"])
    told = " ".join(f"{s.text} {s.label}" for part in watch.brief().sections for s in part.sentences)
    assert (f"“{answer}”" in told) is bool(answer)
    assert ("denied by" in told or "In the same report" in told) is bool(answer)
