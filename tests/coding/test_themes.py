"""Which areas an act has, and which words around it give it none."""

from __future__ import annotations

import pytest

from detente.coding import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (
            "Greek and Turkish ministers met at the Asia-Pacific Economic Cooperation summit.",
            "economy_sanctions",
        ),
        ("Vietnam protests to China over boats in its exclusive economic zone.", "economy_sanctions"),
        ("Kenya and Uganda extended their trade truce by 90 days.", "geopolitical_influence"),
        ("Spain and Morocco hold their first peace talks since the Casablanca bombing.", "counter_terrorism"),
        ("Iran sanctioned ten American firms for delivering weapons to Kuwait.", "arms_control"),
    ],
)
def test_words_of_a_name_a_setting_or_the_past_give_no_area(coder: Coder, text: str, area: str) -> None:
    events = coder.code("a text", text)
    assert events
    assert all(area not in event.areas for event in events)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Kenya and Uganda signed an economic cooperation agreement.", "economy_sanctions"),
        ("Kenya and Uganda extended their trade truce by 90 days.", "economy_sanctions"),
        ("Spain accused Morocco of a role in the Casablanca suicide bombing.", "counter_terrorism"),
        ("Russia and the United States signed an arms control treaty.", "arms_control"),
    ],
)
def test_the_same_words_give_it_where_the_act_is_about_them(coder: Coder, text: str, area: str) -> None:
    assert any(area in event.areas for event in coder.code("a text", text))
