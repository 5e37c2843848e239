"""A language model on this machine: a server that answers as told, as OpenAI's does."""

from __future__ import annotations

import json
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PATH = "/v1/chat/completions"


def completion(content: str) -> Response:
    """Return the answer of a model that says `content`."""
    body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    return Response(json.dumps(body), content_type="application/json")


def answers(server: HTTPServer, *replies: str | Response) -> list[dict[str, Any]]:
    """Let the server give the replies in turn, the last one for ever; return the bodies it is sent."""
    asked: list[dict[str, Any]] = []

    def handler(request: Request) -> Response:
        reply = replies[min(len(asked), len(replies) - 1)]
        asked.append({**json.loads(request.data), "key": request.headers.get("Authorization")})
        return completion(reply) if isinstance(reply, str) else reply

    server.expect_request(PATH, method="POST").respond_with_handler(handler)
    return asked
