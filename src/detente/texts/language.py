"""The language of a text, by py3langid (a fork of langid.py: Lui and Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import Any

UNKNOWN = "und"
FEWEST_LETTERS = 20
LEAST_SURE = 0.6
READ = 2000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, "und" where it is too short or unclear."""
    if sum(letter.isalpha() for letter in text[:READ]) < FEWEST_LETTERS:
        return UNKNOWN
    code, sure = _identifier().classify(text[:READ])
    return str(code) if sure >= LEAST_SURE else UNKNOWN
