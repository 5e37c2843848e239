"""Which coder a watch uses, and what becomes of a text that it cannot judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.coding import Coder
from detente.errors import BadInput, SettingsError
from detente.records import CodedEvent
from detente.watch import Watch

GOOD, BAD = "The United States imposed sanctions on Russia.", "Russia expelled two American diplomats."


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch.init(tmp_path / "watch", ("RUS", "USA"), record=False)


def test_it_is_the_one_that_the_settings_name(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    assert watch.coder.name == Coder().name
    monkeypatch.setenv("DETENTE_CODING_CODER", "oracle")
    with pytest.raises(SettingsError, match="no coder 'oracle'"):
        _ = Watch.open(watch.settings.folder).coder


def test_a_text_that_it_cannot_judge_is_kept_uncoded_with_the_reason(
    watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = Coder.code

    def judged(self: Coder, text_id: str, text: str, **told: object) -> list[CodedEvent]:
        if text == BAD:
            raise BadInput("no answer fits")
        return code(self, text_id, text, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(Coder, "code", judged)
    rows = [{"id": text[:3], "text": text, "lang": "en", "date": "2025-03-20"} for text in (GOOD, BAD)]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    took = watch.import_files("jsonl", [path])
    assert (took.new, took.mentions, dict(took.uncoded)) == (2, 1, {"no answer fits": 1})
    kept = {document.text: document.uncoded for document in watch.store.view().documents()}
    assert kept == {GOOD: "", BAD: "no answer fits"}
