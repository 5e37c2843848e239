"""Turn what the libraries under the store raise into a StoreError that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import StoreError

RESTORE = "restore the folder from a copy, or move it away and import again"
_ADVICE = (
    (
        errno.ENOSPC,
        "no space left",
        "free some disk space, then run the same command again: nothing is half done",
    ),
    (
        errno.EDQUOT,
        "quota exceeded",
        "raise the disk quota, then run the same command again: nothing is half done",
    ),
    (errno.EFBIG, "file too large", "raise the file size limit, then run the same command again"),
    (errno.EACCES, "permission denied", "give yourself permission for this folder, or choose another"),
    (errno.EPERM, "operation not permitted", "give yourself permission for this folder, or choose another"),
    (errno.EROFS, "read-only file system", "choose a folder on a disk that can be written"),
    (errno.ENOTDIR, "not a directory", "choose a folder: a file stands in the way"),
    (errno.EEXIST, "file exists", "choose a folder: a file stands in the way"),
)


@contextmanager
def guarded(what: str, where: Path, *, also: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Raise StoreError for any storage failure inside; `also` names more error classes to turn."""
    try:
        yield
    except _failures(also) as error:
        lines = str(error).strip().splitlines()
        reason = lines[0][:300] if lines else type(error).__name__
        raise StoreError(f"{what}: {reason}", where=str(where), do=_advice(error)) from error


def _failures(also: tuple[type[Exception], ...]) -> tuple[type[Exception], ...]:
    from deltalake.exceptions import DeltaError  # imported when something failed, not before
    from pyarrow import ArrowException

    return OSError, DeltaError, ArrowException, *also


def _advice(error: Exception) -> str:
    code, text = getattr(error, "errno", None), str(error).lower()
    return next((do for number, words, do in _ADVICE if code == number or words in text), RESTORE)
