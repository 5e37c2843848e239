"""What an importable file layout is: a name, the file names it is met under, and a reader.

Every other module of this folder is one layout and defines `FORMAT`, a `FileFormat`; nothing else
has to be edited to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.ontology.areas import Area
from detente.records import Document, Exposure, Mention, Reject, Sampling

Item = Document | Mention | Exposure | Reject
"""What a reader yields. A part that cannot be used is a Reject, in its place; the rest goes on."""


def nothing_known(_key: str) -> bool:
    """Return False: the default of `ReadContext.known`, for which every record is new."""
    return False


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a reader may know besides the file.

    `source_id` is written into every record. `dyad` are the ISO 3166-1 alpha-3 codes of the watched
    states (None: keep rows of all states). `sampling` says what the rows are a sample of. `lang` (ISO
    639-1) and `timezone` (IANA) stand in where the file names none. `known` tells whether the store
    already holds a record under this key (a document_id or mention_id), so that a reader may skip the
    costly part of its work; skipping is never required, as storing the same record twice changes nothing.
    `areas` are the ids of the issue areas that an act may have (None: any).
    `taxonomy` has the areas that contexts are sorted into (None: the default one).
    """

    source_id: str
    dyad: tuple[str, str] | None = None
    sampling: Sampling = Sampling.STREAM
    lang: str | None = None
    timezone: str = "UTC"
    known: Callable[[str], bool] = nothing_known
    areas: frozenset[str] | None = None
    taxonomy: dict[str, Area] | None = None


Reader = Callable[[Path, ReadContext], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One importable layout.

    `name` is what `detente import NAME FILE` takes, `description` one line for its help, `suffixes` the
    usual ends of file names (lower case, with the dot), `read` the reader. A reader raises BadInput for a
    file of which nothing can be read, and yields a Reject (`where` = "file:line") for a part that cannot.
    `whole`: what the file tells under an `external_event_id` is all of that event, and takes the place of
    what was told before; mentions that `ReadContext.known` knows are yielded even between other states.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    read: Reader
    whole: bool = False
