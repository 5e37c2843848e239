"""Where sentences end."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, strategies as st

from detente.lang import split


@pytest.mark.parametrize(
    ("text", "lang", "sentences"),
    [
        ("The envoys met. They agreed.", "en", ["The envoys met.", "They agreed."]),
        ("U.S. President Ford met Gen. Gray.", "en", ["U.S. President Ford met Gen. Gray."]),
        ("He flew to the U.S. The talks failed.", "en", ["He flew to the U.S.", "The talks failed."]),
        ("It cost 3.5 million. No. 10 is silent.", "en", ["It cost 3.5 million.", "No. 10 is silent."]),
        ("A heading\nA sentence.", "en", ["A heading", "A sentence."]),
        ('He said: "No." She left.', "en", ['He said: "No."', "She left."]),
        ("George W. Bush spoke.", "en", ["George W. Bush spoke."]),
        ("В 2010 г. подписан договор. Он действует.", "ru", ["В 2010 г. подписан договор.", "Он действует."]),
        ("Who knows... They left?! Yes.", "en", ["Who knows...", "They left?!", "Yes."]),
        (
            "The letter of Agamemnon" + "n" * 80 + ". It ends.",
            "en",
            ["The letter of Agamemnon" + "n" * 80 + ".", "It ends."],
        ),
        ("", "en", []),
    ],
)
def test_sentences(text: str, lang: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, lang)] == sentences


@pytest.mark.parametrize("run", ["." * 100_000, "No. B " * 20_000, "A. " * 20_000, "x" * 100_000 + " etc. B"])
def test_a_run_of_signs_takes_no_longer_than_a_text(run: str) -> None:
    began = time.process_time()
    split(run)
    assert time.process_time() - began < 2


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "xx"]))
def test_sentences_are_in_order_and_leave_out_only_white_space(text: str, lang: str) -> None:
    spans = split(text, lang)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
