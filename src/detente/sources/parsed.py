"""Files of one record a line, plain, gzipped or zipped; a line that is wrong becomes a Reject."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from detente.errors import BadInput
from detente.records import Reject
from detente.sources.lines import numbered_lines, open_lines

T = TypeVar("T")

LONGEST_LINE = 2**20
LARGEST_FILE = 4 * 2**30
HOPELESS = 50
_SHOWN = 200
_BOM = b"\xef\xbb\xbf"


def parsed(path: Path, ends: str, parse: Callable[[int, bytes], T]) -> Iterator[T | Reject]:
    """Yield what `parse` (number, line) makes of each line that is not empty, or a Reject naming file:line.

    `parse` raises ValueError for a line that is wrong. In a zip the one file whose name `ends` so (".csv")
    is read. Raises BadInput where the file cannot be opened, has no right line, or begins with HOPELESS
    wrong ones.
    """
    good, bad, first = 0, 0, ""
    for number, line in _lines(path, ends):
        item = _item(f"{path}:{number}", number, line, parse)
        yield item
        if not isinstance(item, Reject):
            good += 1
            continue
        first, bad = first or item.reason, bad + 1
        if bad == HOPELESS and not good:
            yield Reject(
                where=f"{path}:{number + 1}", reason="not read from here on: no line before was right"
            )
            break
    if not good:
        what = f"none of {bad} lines can be read, the first because: {first}" if bad else "the file is empty"
        raise BadInput(what, where=str(path), do="see whether this is the right file and format")


def _item(where: str, number: int, line: bytes | BadInput, parse: Callable[[int, bytes], T]) -> T | Reject:
    if isinstance(line, BadInput):
        return Reject(where=where, reason=line.what)
    try:
        return parse(number, line.removeprefix(_BOM if number == 1 else b""))
    except ValueError as error:
        return Reject(where=where, reason=str(error), raw=line[:_SHOWN].decode("utf-8", "replace"))


def _lines(path: Path, ends: str) -> Iterator[tuple[int, bytes | BadInput]]:
    number = 0
    with _opened(path, ends) as file:
        try:
            for number, line in numbered_lines(file, LONGEST_LINE):
                yield number, line
        except zipfile.BadZipFile as error:
            yield number + 1, BadInput(f"the zip is damaged from here on: {error}")


@contextmanager
def _opened(path: Path, ends: str) -> Iterator[IO[bytes]]:
    if not _is_zip(path):
        with open_lines(path) as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path, ends)) as member:
            yield member
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadInput(
            f"no whole zip file: {error}", where=str(path), do="fetch it again and compare its checksum"
        ) from error


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise BadInput(error.strerror or str(error), where=str(path), do="check the path") from error


def _member(archive: zipfile.ZipFile, path: Path, ends: str) -> zipfile.ZipInfo:
    files = [info for info in archive.infolist() if info.filename.lower().endswith(ends)]
    if len(files) != 1:
        raise BadInput(f"the zip holds {len(files)} {ends} files instead of one", where=str(path))
    if files[0].file_size > LARGEST_FILE:
        raise BadInput(f"the zipped file is larger than {LARGEST_FILE:,} bytes", where=str(path))
    return files[0]
