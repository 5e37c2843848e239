"""The errors of detente. Every one says what happened, to which input, and what to do.

DetenteError                 exit 3   the root: catch this to catch all
├── WrongUse                 exit 2   the call is wrong (option, date, code, name)
│   └── SettingsError        exit 2   detente.toml or an environment variable is wrong
├── PluginError              exit 2   a file in a plug-in or data folder does not fit
├── BadInput                 exit 1   one input (file, line, page, feed) cannot be read
└── Unavailable              exit 3   it could not be done now
    ├── FetchFailed          exit 3   an address did not give what it should
    └── StoreError           exit 3   the store cannot be read or written
        └── StoreBusy        exit 3   another process is writing to it
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar


class DetenteError(Exception):
    """Base of all errors.

    `what` happened, `where` (which input: a file, a line, an address) and what the reader can `do`.
    """

    exit_status: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.do})" if self.do else ""
        return f"{place}{self.what}{advice}"


class WrongUse(DetenteError):
    """The call itself is wrong: an unknown option value, code, date or name."""

    exit_status: ClassVar[int] = 2


class SettingsError(WrongUse):
    """detente.toml or a DETENTE_ environment variable cannot be used."""


class PluginError(DetenteError):
    """A file in a discovered folder, or a data file, does not fit its schema."""

    exit_status: ClassVar[int] = 2


class BadInput(DetenteError):
    """One input cannot be read; the rest goes on."""

    exit_status: ClassVar[int] = 1


class Unavailable(DetenteError):
    """It could not be done now; trying later may help."""


class FetchFailed(Unavailable):
    """An address did not give what it should: no connection, a status, a wrong type, a cut body."""


class StoreError(Unavailable):
    """The store cannot be read or written."""


class StoreBusy(StoreError):
    """Another process holds the store's write lock."""


def civil_day(text: str, where: str) -> dt.date:
    """Return the day that `text` writes as 2025-03-18; raises WrongUse naming `where` for anything else."""
    try:
        day = dt.date.fromisoformat(text)
        if str(day) == text:  # no other form of ISO 8601: 2025-W12 is a week, not its Monday
            return day
    except ValueError:
        pass
    raise WrongUse(f"{text!r} is not a day", where=where, do="write it as 2025-03-18")


def of_reading(error: Exception) -> str:
    """Return why a file could not be read, in words: of an error of the system without its number."""
    return getattr(error, "strerror", None) or str(error)
