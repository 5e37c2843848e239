"""A language model as coder, against a local server that answers, fails or talks nonsense."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from detente import coders
from detente.coders.codebook import Codebook
from detente.coding import Coder
from detente.errors import SettingsError, Unavailable
from detente.settings import Settings
from tests.model_server import answers

TEXT = "Canada expelled two Serbian diplomats."
DAY = dt.date(2025, 3, 20)


def settings(server: HTTPServer, folder: Path, **more: str) -> Settings:
    told = {"ADDRESS": server.url_for("/v1"), "MODEL": "fake", "KEY": "secret", **more}
    environ = {f"DETENTE_LLM_{name}": value for name, value in told.items()}
    return Settings.load_if_there(folder, {"DETENTE_CODING_CODER": "llm", **environ})


def act(label: str, mode: str | None = None, sure: float = 0.7, number: int = 1) -> str:
    return json.dumps({"acts": [{"number": number, "label": label, "mode": mode, "sure": sure}]})


def test_a_model_says_what_an_act_is(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = answers(httpserver, act("ACCUSE", "allege", 0.8))
    [event] = coders.coder(settings(httpserver, tmp_path)).code("a", TEXT, date=DAY)
    assert (event.event_type, event.mode, event.direction) == ("ACCUSE", "allege", "CAN>SRB")
    assert (event.confidence, event.coder) == (0.8, "llm:fake")
    [question] = asked
    assert (question["model"], question["key"], question["temperature"]) == ("fake", "Bearer secret", 0)
    system, user = (each["content"] for each in question["messages"])
    assert all(f"- {label.name}: {label.definition}" in system for label in Codebook.bundled().labels)
    assert json.loads(user)["sentence"] == TEXT
    [told] = json.loads(user)["acts"]
    assert (told["first side"], told["word"]) == ("Canada", "expelled")
    assert "Serbian diplomats" in told["second side"]


def test_no_act_is_an_answer(httpserver: HTTPServer, tmp_path: Path) -> None:
    answers(httpserver, act("NONE"))
    assert coders.coder(settings(httpserver, tmp_path)).code("a", TEXT) == []


def test_a_sentence_without_a_possible_act_is_not_sent(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = answers(httpserver, act("NONE"))
    assert coders.coder(settings(httpserver, tmp_path)).code("a", "The weather was fine.") == []
    assert asked == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("no JSON", "Invalid JSON"),
        ('{"acts": []}', "numbered 1 to 1"),
        (act("BLAME"), "'BLAME' is no label"),
        (act("ACCUSE", "visit"), "'visit' is no mode of ACCUSE"),
        (act("ACCUSE", sure=7), "less than or equal to 1"),
    ],
)
def test_an_answer_that_does_not_fit_is_asked_for_again(
    httpserver: HTTPServer, tmp_path: Path, wrong: str, why: str
) -> None:
    asked = answers(httpserver, wrong, act("SANCTION", "expel"))
    [event] = coders.coder(settings(httpserver, tmp_path)).code("a", TEXT)
    assert event.event_type == "SANCTION"
    assert asked[1]["messages"][2]["content"] == wrong
    assert why in asked[1]["messages"][3]["content"]


def test_a_text_without_a_fitting_answer_is_rejected_and_the_rest_is_coded(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    from detente.coding import code_file

    nonsense = ["no"] * 3
    answers(httpserver, *nonsense, act("SANCTION", "expel"))
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    other = "Peru expelled two Serbian diplomats."
    source.write_text(
        "".join(f"{json.dumps({'id': t, 'text': t})}\n" for t in (TEXT, other)), encoding="utf-8"
    )
    counts = code_file(source, out, lambda: coders.coder(settings(httpserver, tmp_path)))
    assert (counts.texts, counts.events, counts.rejected) == (1, 1, 1)
    assert "no answer of llm:fake fits" in (tmp_path / "out.jsonl.rejects.jsonl").read_text(encoding="utf-8")


def test_an_answer_is_kept_and_not_asked_for_twice(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = answers(httpserver, act("SANCTION", "expel"))
    for _ in range(2):
        assert coders.coder(settings(httpserver, tmp_path)).code("a", TEXT)
    assert len(asked) == 1
    coders.coder(settings(httpserver, tmp_path, MODEL="another")).code("a", TEXT)
    assert len(asked) == 2


def test_without_a_cache_nothing_is_written(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = answers(httpserver, act("NONE"))
    for _ in range(2):
        coders.coder(settings(httpserver, tmp_path, CACHE="")).code("a", TEXT)
    assert len(asked) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_used_is_an_error(httpserver: HTTPServer, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text(
        "no data base, but long enough to be taken for one " * 20, encoding="utf-8"
    )
    with pytest.raises(Unavailable, match="the file of answers cannot be used"):
        coders.coder(settings(httpserver, tmp_path, CACHE="notes")).code("a", TEXT)


def test_an_address_and_a_model_are_needed() -> None:
    chosen = {"DETENTE_CODING_CODER": "llm"}
    with pytest.raises(SettingsError, match=r"llm\.address: is empty"):
        coders.coder(Settings.load_if_there(Path("nowhere"), chosen))
    with pytest.raises(SettingsError, match=r"llm\.model: is empty"):
        coders.coder(
            Settings.load_if_there(Path("nowhere"), {**chosen, "DETENTE_LLM_ADDRESS": "http://x/v1"})
        )


def test_the_key_is_not_shown(httpserver: HTTPServer, tmp_path: Path) -> None:
    assert "secret" not in repr(settings(httpserver, tmp_path))


def test_no_model_is_asked_unless_chosen() -> None:
    assert coders.chosen(Settings.load_if_there(Path("nowhere"), {})).name == "bundled"
    assert coders.coder(Settings.load_if_there(Path("nowhere"), {})).name == Coder().name


def test_an_unknown_coder_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"no coder 'oracle'.*bundled, llm, rules"):
        coders.coder(Settings.load_if_there(Path("nowhere"), {"DETENTE_CODING_CODER": "oracle"}))


def test_the_coder_named_rules_takes_the_type_of_the_pattern() -> None:
    rules = coders.coder(Settings.load_if_there(Path("nowhere"), {"DETENTE_CODING_CODER": "rules"}))
    [event] = rules.code("a", TEXT)
    assert (rules.name, event.event_type) == ("rules-en-1", "SANCTION")
