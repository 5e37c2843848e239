"""A model with kept answers: asked once, and no more after it failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from detente.errors import FetchFailed
from detente.llm import Model, message
from detente.llm.answers import Answers
from detente.llm.chat import Chat, Declined
from tests.model_server import answers

ONE, OTHER = [message("user", "one")], [message("user", "other")]


def model(server: HTTPServer, folder: Path) -> Model:
    return Model(Chat(server.url_for("/v1"), "fake", attempts=1), Answers(folder / "answers"))


def test_an_answer_is_kept(httpserver: HTTPServer, tmp_path: Path) -> None:
    asked = answers(httpserver, "yes", "no")
    assert [model(httpserver, tmp_path).ask(ONE) for _ in range(2)] == ["yes", "yes"]
    assert model(httpserver, tmp_path).ask(OTHER) == "no"
    assert len(asked) == 2


def test_what_failed_is_not_asked_again_and_kept_answers_are_given(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    asked = answers(httpserver, "yes", Response(status=500))
    one = model(httpserver, tmp_path)
    assert one.ask(ONE) == "yes"
    for _ in range(3):
        with pytest.raises(FetchFailed, match="HTTP 500"):
            one.ask(OTHER)
    assert one.ask(ONE) == "yes"
    assert len(asked) == 2


def test_a_question_that_is_not_taken_stops_no_other(httpserver: HTTPServer, tmp_path: Path) -> None:
    answers(httpserver, Response(status=400), "yes")
    one = model(httpserver, tmp_path)
    with pytest.raises(Declined, match="HTTP 400"):
        one.ask(ONE)
    assert one.ask(OTHER) == "yes"
