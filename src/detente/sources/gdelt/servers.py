"""The lists in which GDELT's server names its files: lastupdate.txt and masterfilelist.txt."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from detente.records import Reject

_LINE = re.compile(r"(?P<size>\d+) (?P<md5>[0-9a-f]{32}) (?P<url>https?://\S+)")
_NAME = re.compile(
    r"/(?P<at>\d{14})(?:\.translation)?\.(?P<table>export|mentions|gkg)\.csv\.zip$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ServerFile:
    """A file on the server: its table ("export", "mentions", "gkg"), its quarter of an hour (UTC), size in
    bytes and MD5.
    """

    url: str
    table: str
    at: dt.datetime
    size: int
    md5: str


def server_files(text: str, where: str = "lastupdate.txt") -> tuple[list[ServerFile], list[Reject]]:
    """Return the files that a list names, in its order, and a Reject (`where`:line) for each bad line."""
    files: list[ServerFile] = []
    rejects: list[Reject] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        file = _file(line.strip())
        if file:
            files.append(file)
        else:
            reason = "not a size, an MD5 and the address of a GDELT 2.0 table"
            rejects.append(Reject(where=f"{where}:{number}", reason=reason, raw=line[:200]))
    return files, rejects


def newest_export(files: list[ServerFile]) -> ServerFile | None:
    """Return the newest event export among `files`, None where there is none."""
    return max((file for file in files if file.table == "export"), key=lambda file: file.at, default=None)


def _file(line: str) -> ServerFile | None:
    parts = _LINE.fullmatch(line)
    name = _NAME.search(parts["url"]) if parts else None
    if not parts or not name:
        return None
    try:
        at = dt.datetime.strptime(name["at"], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return ServerFile(parts["url"], name["table"].lower(), at, int(parts["size"]), parts["md5"])
