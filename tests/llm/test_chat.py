"""One question to an address that answers, fails or is silent."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from detente.errors import FetchFailed, SettingsError
from detente.llm.chat import Chat
from tests.model_server import PATH, answers, completion


def test_a_busy_server_is_asked_again_after_the_time_it_names(httpserver: HTTPServer) -> None:
    waited: list[float] = []
    answers(httpserver, Response(status=429, headers={"Retry-After": "7"}), Response(status=503), "yes")
    chat = Chat(httpserver.url_for("/v1"), "fake", sleep=waited.append)
    assert chat.ask([]) == "yes"
    assert waited == [7, 2]


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (Response(status=401), "HTTP 401.*DETENTE_LLM_KEY"),
        (Response(status=404), "HTTP 404.*llm.address"),
        (Response(status=500), "HTTP 500, tried 3 times"),
        (Response("<html>", content_type="text/html"), "no chat completion"),
        (Response('{"choices": []}', content_type="application/json"), "no chat completion"),
    ],
)
def test_what_goes_wrong_is_told(httpserver: HTTPServer, reply: Response, what: str) -> None:
    answers(httpserver, reply)
    chat = Chat(httpserver.url_for("/v1"), "fake", sleep=lambda _: None)
    with pytest.raises(FetchFailed, match=what):
        chat.ask([])


def test_a_server_that_is_silent_or_absent_is_told(httpserver: HTTPServer) -> None:
    def slow(_request: Request) -> Response:
        import time

        time.sleep(0.5)
        return completion("late")

    httpserver.expect_request(PATH).respond_with_handler(slow)
    silent = Chat(httpserver.url_for("/v1"), "fake", timeout=0.1, attempts=1)
    with pytest.raises(FetchFailed, match="no answer in time"):
        silent.ask([])
    with pytest.raises(FetchFailed, match="no connection"):
        Chat("http://127.0.0.1:9/v1", "fake", attempts=1).ask([])
    with pytest.raises(SettingsError, match="not an address"):
        Chat("nowhere", "fake").ask([])
