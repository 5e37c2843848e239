"""One question to a language model behind an address that speaks as OpenAI's does, and its answer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from detente.errors import FetchFailed, SettingsError
from detente.sources.hops import retry_after

WORTH_A_RETRY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
OF_THE_QUESTION = frozenset({400, 413, 422})
LONGEST_WAIT = 60.0
_ADVICE = {
    401: "set DETENTE_LLM_KEY to a key that the address takes",
    403: "the address does not let this key in",
    404: "check llm.address (it ends before /chat/completions) and llm.model",
    429: "the address wants fewer requests: go on later, answers so far are kept",
}


class Declined(FetchFailed):
    """The address does not take this question (too long, not allowed); it may take another."""


class _Passing(FetchFailed):
    """A failure that may pass; `wait` is what the host asked for in seconds."""

    wait = 0.0


@dataclass(frozen=True, slots=True)
class Chat:
    """An address with its model. `timeout` is of one request in seconds, `attempts` counts the first."""

    address: str
    model: str
    key: str = ""
    timeout: float = 60.0
    attempts: int = 3
    sleep: Callable[[float], None] = time.sleep

    def ask(self, messages: list[dict[str, str]]) -> str:
        """Return what the model says; raises FetchFailed, or SettingsError for what is no address."""
        for attempt in range(1, self.attempts + 1):
            try:
                return self._once(messages)
            except _Passing as error:
                if attempt == self.attempts:
                    what = f"{error.what}, tried {attempt} times"
                    raise FetchFailed(what, where=error.where, do=error.do or "try again later") from error
                self.sleep(min(error.wait or 2.0 ** (attempt - 1), LONGEST_WAIT))
        raise FetchFailed("no attempt was made", where=self.address, do="set llm.attempts to 1 or more")

    def _once(self, messages: list[dict[str, str]]) -> str:
        url = f"{self.address.rstrip('/')}/chat/completions"
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answer = httpx.post(url, json=body, headers=headers, timeout=self.timeout)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise SettingsError(
                f"not an address: {error}", where="llm.address", do="give http://host/v1"
            ) from error
        except httpx.HTTPError as error:
            what = (
                "no answer in time"
                if isinstance(error, httpx.TimeoutException)
                else f"no connection ({error})"
            )
            raise _Passing(what, where=url, do="check llm.address and that the server runs") from error
        return _said(answer, url)


def _said(answer: httpx.Response, url: str) -> str:
    if answer.status_code in WORTH_A_RETRY:
        passing = _Passing(f"HTTP {answer.status_code}", where=url, do=_ADVICE.get(answer.status_code, ""))
        passing.wait = retry_after(answer.headers.get("Retry-After", ""), dt.datetime.now(dt.UTC))
        raise passing
    if not answer.is_success:
        failure = Declined if answer.status_code in OF_THE_QUESTION else FetchFailed
        raise failure(
            f"HTTP {answer.status_code}",
            where=url,
            do=_ADVICE.get(answer.status_code, "see the server's log"),
        )
    try:
        content = answer.json()["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise FetchFailed("the answer is no chat completion", where=url, do="check llm.address") from error
    return str(content or "")
