"""Small web sites on this machine that answer as told, one host each."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def say(
    body: str | bytes = b"", status: int = 200, kind: str = "application/rss+xml", **headers: str
) -> Answer:
    """Return an answer with these bytes, status and headers."""
    content = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@dataclass
class Site:
    """One host: its paths and what they answer in turn (the last answer again and again)."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, *answers: Answer) -> str:
        """Let `path` give `answers`, and return its address."""
        self.answers[path] = list(answers)
        return self.url + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, handler: Handler) -> None:
        """Answer one request."""
        self.asked.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        left = self.answers.get(handler.path)
        if left is None:
            handler.send_error(404)
        else:
            (left.pop(0) if len(left) > 1 else left[0])(handler)


@contextlib.contextmanager
def running() -> Iterator[Site]:
    """Run one site on a free port of this machine."""

    class Handling(Handler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802  # the library calls it so
            self.close_connection = True
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                site.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handling)
    http.daemon_threads = True
    site = Site(f"http://127.0.0.1:{http.server_address[1]}")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        http.shutdown()
        http.server_close()
        thread.join()
