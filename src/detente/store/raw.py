"""Raw bytes as they came, kept once under their SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import re
import time
import zlib
from pathlib import Path

from detente.errors import StoreError, WrongUse
from detente.store.faults import guarded
from detente.store.files import write_whole

_HASH = re.compile(r"[0-9a-f]{64}")


class RawStore:
    """Content-addressed files raw/ab/cd....gz; safe for any number of processes without a lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep `content` once and return its SHA-256 (64 hex digits); a damaged copy is replaced."""
        name = hashlib.sha256(content).hexdigest()
        if not self._holds(name):
            with guarded("raw bytes cannot be kept", self.folder):
                write_whole(self._path(name), gzip.compress(content, compresslevel=6, mtime=0))
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes kept as `name`. Raises StoreError where they are missing or damaged."""
        path = self._path(name)
        with guarded("raw bytes cannot be read", path, also=(EOFError, zlib.error)):
            content = gzip.decompress(path.read_bytes())
        if hashlib.sha256(content).hexdigest() != name:
            raise StoreError("raw bytes do not match their hash", where=str(path), do="fetch the page again")
        return content

    def tidy(self, older_than: float) -> int:
        """Delete drafts that killed processes left more than so many seconds ago; return how many."""
        with guarded("drafts of raw bytes cannot be deleted", self.folder):
            drafts = [
                path
                for path in self.folder.glob("*/.*.tmp")
                if time.time() - path.stat().st_mtime > older_than
            ]
            for path in drafts:
                path.unlink(missing_ok=True)
        return len(drafts)

    def _holds(self, name: str) -> bool:
        try:
            return self._path(name).exists() and bool(self.get(name) or True)
        except StoreError:
            return False

    def _path(self, name: str) -> Path:
        if not _HASH.fullmatch(name):
            raise WrongUse(f"{name!r} is not a hash of raw bytes", do="give 64 lower-case hex digits")
        return self.folder / name[:2] / f"{name[2:]}.gz"
