"""The contract of coding a file of texts."""

from __future__ import annotations

import json
import os
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from detente.coding import Coder, CodingCounts, code_file
from detente.errors import Unavailable, WrongUse
from detente.records import CodedEvent

EXPELLED = "Russia expelled two American diplomats."
GOOD = json.dumps({"id": "good", "text": EXPELLED, "date": "2025-03-20"}).encode()


@cache
def coder() -> Coder:
    return Coder()


def run(folder: Path, *lines: bytes) -> tuple[CodingCounts, list[CodedEvent], list[dict[str, Any]]]:
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(b"\n".join(lines) + b"\n")
    counts = code_file(source, out, coder)
    rejects = folder / "out.jsonl.rejects.jsonl"
    bad = rejects.read_text(encoding="utf-8").splitlines() if rejects.exists() else []
    events = out.read_text(encoding="utf-8").splitlines()
    return (
        counts,
        [CodedEvent.model_validate_json(line) for line in events],
        [json.loads(line) for line in bad],
    )


def test_an_event_is_a_line(tmp_path: Path) -> None:
    counts, [event], bad = run(tmp_path, GOOD)
    assert (event.id, event.event_type, event.direction) == ("good", "SANCTION", "RUS>USA")
    assert (counts, bad) == (CodingCounts(texts=1, events=1, rejected=0), [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "JSON"),
        (b"[1, 2]", "object"),
        (b'{"id": "x"}', "text"),
        (b'{"id": "", "text": "a"}', "id"),
        (b'{"id": 7, "text": "a"}', "id"),
        (b'{"id": "x", "text": "a", "date": "the other day"}', "date"),
        (b'{"id": "x", "text": "a", "lang": "xx"}', "lang"),
        (json.dumps({"id": "x", "text": "\u041c"}, ensure_ascii=False).encode("cp1251"), "UTF-8"),
        (b'{"id": "x", "text": "' + b"a" * (10 << 20) + b'"}', "longer"),
    ],
    ids=["broken", "no object", "no text", "empty id", "id no text", "date", "language", "encoding", "10 MB"],
)
def test_a_bad_line_is_rejected_and_the_rest_is_coded(tmp_path: Path, line: bytes, reason: str) -> None:
    counts, events, bad = run(tmp_path, GOOD, line, GOOD)
    assert [event.id for event in events] == ["good", "good"]
    assert (counts.texts, counts.rejected) == (2, 1)
    assert bad[0]["where"].endswith("in.jsonl:2")
    assert reason in bad[0]["reason"]


def test_a_byte_order_mark_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    counts, events, bad = run(tmp_path, b"\xef\xbb\xbf" + GOOD, b"", b"   ")
    assert (counts.texts, len(events), bad) == (1, 1, [])


def test_rejects_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    run(tmp_path, b"{")
    assert run(tmp_path, GOOD)[2] == []


def test_given_sides_are_one_event_with_these_sides(tmp_path: Path) -> None:
    line = {"id": "x", "text": EXPELLED, "actor": "Russia", "recipient": "two American diplomats"}
    _, [event], _ = run(tmp_path, json.dumps(line).encode())
    assert (event.event_type, event.mode, event.direction) == ("SANCTION", "expel", "RUS>USA")
    assert (event.actor[0].text, event.recipient[0].text) == ("Russia", "two American diplomats")


def test_given_sides_need_not_be_known_actors(tmp_path: Path) -> None:
    line = {"id": "x", "text": "The grocers denounced the bakers.", "actor": "grocers", "recipient": "bakers"}
    _, [event], _ = run(tmp_path, json.dumps(line).encode())
    assert (event.event_type, event.direction) == ("ACCUSE", None)


def test_given_sides_without_an_act_have_no_type(tmp_path: Path) -> None:
    line = {"id": "x", "text": "Russia is larger than China.", "actor": "Russia", "recipient": "China"}
    _, [event], _ = run(tmp_path, json.dumps(line).encode())
    assert (event.event_type, event.direction, event.quad_class) == (None, "RUS>CHN", None)


def test_several_processes_give_the_lines_in_order(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": f"n{number}", "text": EXPELLED, "date": "2025-03-20"} for number in range(200)]
    lines = [json.dumps(row) for row in rows]
    lines[70] = "{"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = code_file(source, out, Coder, workers=2)
    assert counts == CodingCounts(texts=199, events=199, rejected=1)
    ids = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert ids == [f"n{number}" for number in range(200) if number != 70]
    assert "in.jsonl:71" in (tmp_path / "out.jsonl.rejects.jsonl").read_text(encoding="utf-8")


def test_a_process_that_dies_is_told_and_an_earlier_file_stays(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join([GOOD] * 130))
    out.write_text("of an earlier run\n", encoding="utf-8")
    with pytest.raises(Unavailable, match="ended before its time") as told:
        code_file(source, out, partial(os._exit, 9), workers=2)
    assert told.value.exit_status == 3
    assert out.read_text(encoding="utf-8") == "of an earlier run\n"
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"absent\.jsonl"):
        code_file(tmp_path / "absent.jsonl", tmp_path / "out.jsonl", coder)


def test_another_language_is_refused() -> None:
    with pytest.raises(WrongUse, match="not coded"):
        coder().code("x", "Il pleut.", lang="fr")


def test_the_span_counts_from_the_title() -> None:
    [event] = coder().code("x", f"It rained. {EXPELLED}", title="News of the day")
    whole = f"News of the day\nIt rained. {EXPELLED}"
    assert event.span is not None
    assert whole[slice(*event.span)].strip() == EXPELLED


def test_sanctions_count_as_the_user_says() -> None:
    text = "The United States imposed sanctions on Russia."
    assert [Coder(sanction_quad=3).code("x", text)[0].quad_class, coder().code("x", text)[0].quad_class] == [
        3,
        4,
    ]
