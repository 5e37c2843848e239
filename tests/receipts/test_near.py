"""Laws of how alike two surroundings are."""

from __future__ import annotations

from hypothesis import given, strategies as st

from detente.receipts.near import Near, Trait

WEIGHT = st.floats(min_value=0.1, max_value=3)
TRAIT = st.builds(
    Trait, st.sampled_from("abcd"), st.frozensets(st.sampled_from("xyz"), max_size=2), WEIGHT, st.booleans()
)
NEAR = st.lists(TRAIT, max_size=6).map(Near)


@given(NEAR, NEAR)
def test_nothing_is_nearer_than_itself(own: Near, other: Near) -> None:
    assert 0 <= own.fit(other) <= own.fit(own) + 1e-9


@given(NEAR, NEAR)
def test_what_grammar_binds_is_part_of_the_whole(own: Near, other: Near) -> None:
    assert own.fit(other, bound=True) <= own.fit(other) + 1e-9


@given(NEAR)
def test_marks_left_out_count_nothing(own: Near) -> None:
    assert own.fit(own, frozenset("abcd")) == 0
