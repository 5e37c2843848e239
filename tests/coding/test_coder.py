"""The coder as a whole."""

from __future__ import annotations

import datetime as dt

from detente.coding import Coder


def test_what_is_read_ahead_is_coded_the_same() -> None:
    texts = [
        "Peru expelled two Chilean diplomats on Friday. Chile condemned the step.",
        "The foreign ministers of Kenya and Uganda met in Nairobi.",
        "Nothing of note.",
        "France accused Mali of breaking the truce, and Mali denied it.",
    ]
    day = dt.date(2024, 5, 3)
    ahead, alone = Coder(), Coder()
    ahead.read_ahead(("A title", text, day) for text in texts)
    for text in reversed(texts):
        told = [coder.code("a", text, date=day, title="A title") for coder in (ahead, alone)]
        assert told[0] == told[1]
    assert any(alone.code("a", text, date=day) for text in texts)
