"""The model that the section [llm] describes: each question is put to it once, its answer is kept."""

from __future__ import annotations

import json

from detente.errors import FetchFailed, SettingsError
from detente.llm.answers import Answers
from detente.llm.chat import Chat, Declined
from detente.settings import Settings


class Model:
    """A model with its kept answers; it may be asked from several threads at once."""

    def __init__(self, chat: Chat, answers: Answers) -> None:
        self.chat, self.answers = chat, answers
        self.name, self.attempts = chat.model, chat.attempts
        self._failed: FetchFailed | None = None

    def ask(self, messages: list[dict[str, str]]) -> str:
        """Return what the model says, by `answers` where it was asked before.

        Raises FetchFailed, and then again for every new question without asking; of a question that the
        address does not take (Declined) only for that one. Raises Unavailable where answers cannot be kept.
        """
        question = [self.chat.address, self.chat.model, messages]
        key = Answers.key(json.dumps(question, ensure_ascii=False))
        kept = self.answers.get(key)
        if kept is not None:
            return kept
        if self._failed is not None:
            raise self._failed
        try:
            said = self.chat.ask(messages)
        except Declined:
            raise
        except FetchFailed as error:
            self._failed = error
            raise
        self.answers.put(key, said)
        return said


def model(settings: Settings, use: str) -> Model:
    """Return the model of the section [llm], for `use` ("as coder").

    Raises SettingsError where the section is not complete.
    """
    own = settings.llm
    for name in ("address", "model"):
        if not getattr(own, name):
            raise SettingsError("is empty", where=f"llm.{name}", do=f"set it to use a language model {use}")
    chat = Chat(own.address, own.model, own.key.get_secret_value(), own.timeout, own.attempts)
    return Model(chat, Answers(settings.folder / own.cache if own.cache else None))


def message(role: str, content: str) -> dict[str, str]:
    """Return one message of a question; `role` is "system", "user" or "assistant"."""
    return {"role": role, "content": content}
