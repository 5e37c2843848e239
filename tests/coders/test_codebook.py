"""The codebook in its other forms."""

from __future__ import annotations

from detente.coders.codebook import NO_ACT, Codebook
from detente.ontology.plover import EVENT_TYPES

BOOK = Codebook.bundled()


def test_it_has_all_types_and_no_act() -> None:
    assert [label.event_type for label in BOOK.labels] == [*EVENT_TYPES, None]
    assert all(
        set(label.modes) == set(EVENT_TYPES[label.name].modes) for label in BOOK.labels if label.event_type
    )


def test_another_order_has_the_same_labels() -> None:
    other = BOOK.reordered().labels
    assert other != BOOK.labels
    assert sorted(other, key=lambda each: each.name) == sorted(BOOK.labels, key=lambda each: each.name)


def test_other_names_keep_definitions_and_tell_nothing() -> None:
    for plain, renamed in zip(BOOK.labels, BOOK.renamed().labels, strict=True):
        assert (plain.definition, plain.event_type) == (renamed.definition, renamed.event_type)
        assert renamed.name not in (*EVENT_TYPES, NO_ACT)


def test_swapped_definitions_move_with_their_modes_and_meaning_and_back_again() -> None:
    swapped = BOOK.swapped()
    assert [each.name for each in swapped.labels] == [each.name for each in BOOK.labels]
    for label in swapped.labels[:-1]:
        assert label.event_type != label.name
        origin = BOOK.label(str(label.event_type))
        assert origin is not None
        assert (label.definition, label.modes) == (origin.definition, origin.modes)
    assert swapped.labels[-1] == BOOK.labels[-1]
    assert {swapped.meaning(str(swapped.meaning(code))) for code in EVENT_TYPES} == set(EVENT_TYPES)
    assert all(swapped.meaning(str(swapped.meaning(code))) == code for code in EVENT_TYPES)
    assert BOOK.meaning("nothing") is None
