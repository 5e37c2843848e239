"""Every CAMEO code resolves, and every change of the published crosswalk is one that the table lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.datafiles import checked
from detente.errors import PluginError, WrongUse
from detente.ontology.cameo import Line, lines, phrase, to_plover
from detente.ontology.plover import CONTEXTS, EVENT_TYPES

REPAIRED = {
    "0333", "073", "0863", "1033", "1223", "1623", "0811", "0812", "082", "0842", "085", "132",
    "1322", "1722", "1321", "1712", "185", "186", "175", "201", "203", "200", "202",
}  # fmt: skip
SENSE = {"163", "116", "112", "055", "056", "087", "0874", "183", "195"}
ROW = {
    "cameo": "042", "event_type": "CONSULT", "mode": "visit", "contexts": "", "change": "", "note": "",
    "phrase": "visited",
}  # fmt: skip
Published = dict[str, tuple[str, str | None, tuple[str, ...]]]


@pytest.fixture(scope="module")
def published(shared: Path) -> Published:
    found: Published = {}
    for line in (shared / "tables" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\d{3,4}):([^#]*)", line):
            kind, mode, contexts = [*(cell.strip() for cell in match[2].split(",")), "", ""][:3]
            split = tuple(part.strip() for part in contexts.split(";") if part.strip())
            found[match[1]] = (kind, mode or None, split)
    return found


def test_all_codes_resolve() -> None:
    crossings = [found for code in lines() if (found := to_plover(code))]
    assert len(crossings) == 256
    for found in crossings:
        assert found.mode is None or found.mode in EVENT_TYPES[found.event_type].modes
        assert set(found.contexts) <= set(CONTEXTS)


def test_every_root_is_there() -> None:
    assert {code[:2] for code in lines()} == {f"{root:02}" for root in range(1, 21)}


def test_exactly_the_broken_lines_are_repaired() -> None:
    assert {code for code, line in lines().items() if line.change == "repair"} == REPAIRED
    assert {code for code in lines() if (found := to_plover(code)) and found.repaired} == REPAIRED
    assert {code for code, line in lines().items() if line.change == "sense"} == SENSE
    assert all(lines()[code].note for code in REPAIRED | SENSE)


def test_the_codebook_lists_every_change() -> None:
    text = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    for code in REPAIRED | SENSE:
        line = lines()[code]
        act = " ".join(filter(None, (line.event_type, line.mode)))
        assert f"| {code} | {act} | {', '.join(line.contexts) or '–'} | {line.note} |" in text


@pytest.mark.parametrize("code", ["01", "02", "010", "019", "020", "0256", "028"])
def test_statements_and_appeals_are_dropped(code: str) -> None:
    assert to_plover(code) is None
    assert phrase(code)


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [
        ("042", "CONSULT", "visit"), ("163", "SANCTION", "discontinue"), ("116", "SANCTION", "convict"),
        ("112", "ACCUSE", "allege"), ("164", "SANCTION", "withdraw"), ("085", "RETREAT", None),
        ("174", "COERCE", "deport"), ("154", "MOBILIZE", "troops"), ("055", "CONCEDE", None),
    ],
)  # fmt: skip
def test_codes_that_matter_between_states(code: str, event_type: str, mode: str | None) -> None:
    found = to_plover(code)
    assert found
    assert (found.event_type, found.mode) == (event_type, mode)


@pytest.mark.parametrize("code", ["", "42", "9999", "---", "0199", " 042", "04", "042 ", "18211"])
def test_unknown_codes_are_refused(code: str) -> None:
    with pytest.raises(WrongUse, match="leading zeros"):
        to_plover(code)
    with pytest.raises(WrongUse):
        phrase(code)


def test_phrases_fit_between_actor_and_recipient() -> None:
    for line in lines().values():
        assert re.fullmatch(r"[a-z][a-z ,-]+[a-z]", line.phrase), line.cameo
    assert f"Norland {phrase('041')} Sudland" == "Norland spoke by telephone with Sudland"


def test_every_published_code_is_covered(published: Published) -> None:
    assert len(published) == 256
    assert {code for code in lines() if to_plover(code)} == set(published)


def test_every_difference_from_the_published_table_is_listed(published: Published) -> None:
    ours = {code: to_plover(code) for code in published}
    differing = {
        c for c, own in ours.items() if own and (own.event_type, own.mode, own.contexts) != published[c]
    }
    assert differing == REPAIRED | SENSE


def test_exactly_the_lines_that_do_not_resolve_are_repaired(published: Published) -> None:
    broken = {
        code
        for code, (kind, mode, contexts) in published.items()
        if (mode and mode not in EVENT_TYPES[kind].modes) or set(contexts) - set(CONTEXTS)
    }
    assert broken == REPAIRED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"mode": "phoned"}, "no mode 'phoned'"), ({"event_type": "TALK"}, "no PLOVER event type"),
        ({"contexts": "diplomatic;tea"}, "tea"), ({"change": "repair"}, "without a note"),
        ({"event_type": "", "mode": ""}, "no event type"), ({"cameo": "42"}, "cameo"),
        ({"phrase": ""}, "phrase"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused(change: dict[str, str], reason: str) -> None:
    checked(list[Line], [ROW], "cameo.csv")
    with pytest.raises(PluginError, match=rf"cameo\.csv, field 0.*{reason}"):
        checked(list[Line], [{**ROW, **change}], "cameo.csv")
