"""Scales of severity: bundled ones whole, a user's own checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import PluginError, WrongUse
from detente.ontology.plover import EVENT_TYPES, score
from detente.ontology.severity import SCALES, read_table, scale


@pytest.mark.parametrize("name", SCALES)
def test_every_type_has_a_score_on_every_scale(name: str) -> None:
    for kind in EVENT_TYPES.values():
        for mode in (None, *kind.modes):
            assert -10 <= scale(name).score(kind.code, mode) <= 10


def test_plover_is_the_scale_of_the_codebook() -> None:
    for kind in EVENT_TYPES.values():
        for mode in (None, *kind.modes):
            assert scale("plover").score(kind.code, mode) == score(kind.code, mode)


def test_counts_tell_conflict_from_cooperation_and_no_more() -> None:
    assert {scale("counts").score(code, None) for code in ("ACCUSE", "ASSAULT", "REQUEST")} == {-1.0}
    assert scale("counts").score("AID", None) == 1.0


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    lines = [f"{code},,{1 if kind.quad_class < 3 else -1}" for code, kind in EVENT_TYPES.items()]
    path = tmp_path / "mine.csv"
    path.write_text("event_type,mode,score\n" + "\n".join([*lines, "SANCTION,expel,-9"]), encoding="utf-8")
    mine = scale(str(path))
    assert mine.score("SANCTION", "expel") == -9
    assert mine.score("SANCTION", "withdraw") == -1


@pytest.mark.parametrize("line", ["WAR,,-10", "ACCUSE,loudly,-3", "ACCUSE,,-11", "ACCUSE,,much"])
def test_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(PluginError, match="mine"):
        read_table(f"event_type,mode,score\n{line}\n", "mine.csv")


def test_a_table_that_leaves_a_type_out_is_refused() -> None:
    with pytest.raises(PluginError, match="AID"):
        read_table("event_type,mode,score\nACCUSE,,-3\n", "mine.csv")


def test_no_such_scale() -> None:
    with pytest.raises(WrongUse, match="richter"):
        scale("richter")
