"""That the language files hold together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from detente.errors import WrongUse
from detente.lang import headline_verbs, irregular, lexicon
from detente.lang.lexicon import data
from detente.ontology.plover import ALL_CONTEXTS, EVENT_TYPES

SLOTS = {
    "subject", "object", "dative", "clause", "complement", "modifier", "poss", "owner", "place", "about",
    "across", "against", "along", "as", "at", "between", "by", "for", "from", "in", "inside", "into", "near",
    "of", "on", "outside", "over", "throughout", "to", "toward", "towards", "upon", "with",
}  # fmt: skip


def slots() -> Iterator[str]:
    for senses in lexicon("en").verbs.values():
        for sense in senses:
            yield from (*sense.actor, *sense.recipient, *(sense.joint or ()), *sense.absent, *sense.when.prep)
    for noun in lexicon("en").nouns.values():
        yield from (*noun.actor, *noun.recipient, *noun.needs)


def test_every_slot_is_one_that_the_coder_reads() -> None:
    assert {part for slot in slots() for part in slot.split(".")} <= SLOTS


def test_operators_name_groups_that_nouns_have() -> None:
    words = lexicon("en")
    groups = {noun.kind for noun in words.nouns.values()}
    for operator in words.operators.values():
        assert set(operator.does) <= groups
        assert set(operator.verbs_of) <= set(operator.does)


def test_controls_name_types() -> None:
    for control in lexicon("en").controls.values():
        assert {name.split()[0] for name in control.does} <= set(EVENT_TYPES)


def test_a_role_has_one_sector() -> None:
    roles = lexicon("en").roles
    assert sum(len(lemmas) for lemmas in roles.roles.values()) == len(lexicon("en").sectors)


def test_contexts_are_those_of_the_codebook() -> None:
    assert set(data("en", "contexts")["contexts"]) <= set(ALL_CONTEXTS)


def test_headline_verbs_are_known_acts() -> None:
    words = lexicon("en")
    acts = {*words.verbs, *(verb for operator in words.operators.values() for verb in operator.verbs)}
    assert {verb.lemma for verb in headline_verbs("en").values()} <= acts
    assert irregular("en")["met"] == "meet"


def test_a_language_without_a_lexicon_is_refused() -> None:
    with pytest.raises(WrongUse, match="'fr'"):
        lexicon("fr")
