"""The PLOVER tables: complete, in range, and refused where the code is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import PluginError, WrongUse
from detente.ontology import plover
from detente.ontology.plover import CONTEXTS, EVENT_TYPES, OWN_CONTEXTS, quad_class, read_types, score

QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"},
}
MODES = {
    "CONSULT": 4, "RETREAT": 6, "REQUEST": 4, "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "SANCTION": 4,
    "PROTEST": 7, "MOBILIZE": 4, "COERCE": 10, "ASSAULT": 15,
}  # fmt: skip


def test_there_are_sixteen_types_in_four_quads() -> None:
    assert {quad: {c for c, t in EVENT_TYPES.items() if t.quad_class == quad} for quad in QUADS} == QUADS


def test_there_are_sixty_seven_modes() -> None:
    assert {code: len(kind.modes) for code, kind in EVENT_TYPES.items() if kind.modes} == MODES
    assert sum(MODES.values()) == 67


def test_there_are_thirty_seven_contexts_and_ours_stand_apart() -> None:
    assert len(CONTEXTS) == 37
    assert OWN_CONTEXTS
    assert all(code.startswith("x_") for code in OWN_CONTEXTS)
    assert not any(code.startswith("x_") for code in CONTEXTS)
    assert plover.CODEBOOK_VERSION


def test_everything_is_described() -> None:
    texts = [kind.description for kind in EVENT_TYPES.values()]
    texts += [mode.description for kind in EVENT_TYPES.values() for mode in kind.modes.values()]
    texts += plover.ALL_CONTEXTS.values()
    assert all(text.endswith(".") and len(text) > 10 for text in texts)
    assert len(set(texts)) == len(texts)


def test_only_cooperate_and_aid_need_a_recipient() -> None:
    assert {c for c, kind in EVENT_TYPES.items() if kind.recipient_required} == {"COOPERATE", "AID"}


@pytest.mark.parametrize(
    ("code", "mode", "value"),
    [("AID", None, 10), ("ACCUSE", None, -3), ("REQUEST", "assist", 0.5), ("ASSAULT", "unconventional", -10)],
)
def test_scores(code: str, mode: str | None, value: float) -> None:
    assert score(code, mode) == value


def test_scores_agree_in_sign_with_cooperation_and_conflict() -> None:
    for code, kind in EVENT_TYPES.items():
        values = [score(code, mode) for mode in (None, *kind.modes)]
        if kind.quad_class <= 2:
            assert min(values) > 0
        elif code != "REQUEST":
            assert max(values) < 0


def test_a_mode_without_score_takes_its_types() -> None:
    unscored = [
        (c, m) for c, kind in EVENT_TYPES.items() for m, mode in kind.modes.items() if mode.score is None
    ]
    assert unscored == [("PROTEST", "vandalize")]
    assert score("PROTEST", "vandalize") == score("PROTEST")


def test_the_quad_class_of_a_sanction_is_a_setting() -> None:
    assert quad_class("SANCTION") == 4
    assert quad_class("SANCTION", sanction_quad=3) == 3
    assert quad_class("COERCE", sanction_quad=3) == 4


@pytest.mark.parametrize("code", ["", "agree", "DEMAND", "INVESTIGATE"])
def test_unknown_types_are_refused(code: str) -> None:
    with pytest.raises(WrongUse, match="ASSAULT"):
        score(code)
    with pytest.raises(WrongUse):
        quad_class(code)


def test_a_mode_of_another_type_is_refused() -> None:
    with pytest.raises(WrongUse, match="visit, third-party"):
        score("CONSULT", "cyber")
    with pytest.raises(WrongUse, match="none"):
        score("AGREE", "visit")


def test_another_sanction_quad_is_refused() -> None:
    with pytest.raises(WrongUse, match="3 or 4"):
        quad_class("AID", sanction_quad=2)


def test_a_score_out_of_range_names_file_and_field() -> None:
    fields = "title: Bad, quad_class: 4, score: -11, recipient_required: false, description: x, modes: {}"
    text = f"types:\n  BAD: {{{fields}}}"
    with pytest.raises(PluginError, match=r"mine\.yml, field BAD\.score"):
        read_types(text, "mine.yml")


def test_the_codebook_shows_the_tables() -> None:
    text = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    for code, kind in EVENT_TYPES.items():
        assert (
            f"### {code} (quad class {kind.quad_class}, score {kind.score:g})\n\n{kind.description}" in text
        )
        for mode in kind.modes.values():
            own = "–" if mode.score is None else f"{mode.score:g}"
            assert f"| {mode.code} | {own} | {mode.description} |" in text
    for code, description in plover.ALL_CONTEXTS.items():
        assert f"| {code} | {description} |" in text
    assert f"Codebook version {plover.CODEBOOK_VERSION}" in text
