"""The write lock of a store: one writer at a time, freed by the kernel when its process ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from detente.errors import StoreBusy
from detente.store.faults import guarded
from detente.store.layout import HOLDER, LOCK


@contextmanager
def write_lock(root: Path, command: str, wait: float) -> Iterator[None]:
    """Hold the write lock of the folder `root`, which must exist, for at most `wait` seconds of waiting.

    Raises StoreBusy naming the process that holds it. The holder's name is for people only: the lock
    itself is the kernel's, so a killed process never leaves it behind.
    """
    lock = FileLock(root / LOCK, thread_local=False)
    with guarded("the write lock cannot be taken", root):
        try:
            lock.acquire(timeout=wait)
        except Timeout:  # an OSError too
            raise StoreBusy(
                f"another process is writing: {_holder(root)}; waited {wait:g} s",
                where=str(root),
                do="wait until it is done and run the same command again",
            ) from None
    try:
        with guarded("the write lock cannot be signed", root):
            (root / HOLDER).write_text(_signature(command), encoding="utf-8")
        yield
    finally:
        (root / HOLDER).unlink(missing_ok=True)
        lock.release()


def _signature(command: str) -> str:
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "command": command, "since": since})


def _holder(root: Path) -> str:
    try:
        held = json.loads((root / HOLDER).read_text(encoding="utf-8"))
        return f"{held['command']!r}, process {held['pid']} on {held['host']} since {held['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not signed its name yet"
