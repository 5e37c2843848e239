from __future__ import annotations

import pytest

from detente.texts import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two foreign ministers met in Geneva to discuss the treaty.", "en"),
        ("Министры иностранных дел двух стран встретились в Женеве и обсудили договор.", "ru"),
        ("Die beiden Außenminister trafen sich in Genf, um über den Vertrag zu sprechen.", "de"),
        ("", "und"),
        ("No. 12", "und"),
        ("2025-03-18 12:00 +03:00 99.5 %", "und"),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language(text) == code
