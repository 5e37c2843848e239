"""Files that are written line by line, and stand under their name when they are whole."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def draft_of(path: Path) -> Iterator[TextIO]:
    """Give a text file beside `path` that takes its place when the block has ended well.

    What stands at `path` stays as it is until then; a device or a pipe is written to itself. Raises OSError.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    place = path.resolve()  # a link stays a link
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    draft = place.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("w", encoding="utf-8") as file:
            yield file
        if place.exists():
            draft.chmod(place.stat().st_mode)
        draft.replace(place)
    except OSError as error:
        error.filename = str(path) if error.filename == str(draft) else error.filename
        raise
    finally:
        draft.unlink(missing_ok=True)
