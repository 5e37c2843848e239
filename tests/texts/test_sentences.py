from __future__ import annotations

from detente.texts import sentences


def test_sentences_are_given_as_text_in_order() -> None:
    text = "The U.S. envoy left. Talks ended\nwithout a result."
    assert sentences(text) == ["The U.S. envoy left.", "Talks ended", "without a result."]


def test_russian_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("В 2010 г. подписан договор.", "ru") == ["В 2010 г. подписан договор."]
