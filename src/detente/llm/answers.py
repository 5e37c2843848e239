"""Answers kept by the hash of their question, so that no question is paid for twice."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from detente.errors import Unavailable


class Answers:
    """A file of answers by key; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @staticmethod
    def key(question: str) -> str:
        """Return the key of a question: the SHA-256 of its text, in hex."""
        return hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> str | None:
        """Return the answer kept under `key`, None where there is none; raises Unavailable."""
        row = self._run("SELECT answer FROM answers WHERE key = ?", (key,))
        return str(row[0]) if row else None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; raises Unavailable where the file cannot be written."""
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, answer))

    def _run(self, statement: str, values: tuple[str, ...]) -> tuple[object, ...] | None:
        if self._path is None:
            return None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as file, file:
                file.execute(
                    "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL)"
                )
                found: tuple[object, ...] | None = file.execute(statement, values).fetchone()
                return found
        except (sqlite3.Error, OSError) as error:
            raise Unavailable(
                f"the file of answers cannot be used: {error}", where=str(self._path), do="mend llm.cache"
            ) from error
