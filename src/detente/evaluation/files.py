"""Reads the files that test sets come in."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from detente.errors import BadInput, WrongUse, of_reading

Row = dict[str, Any]


class Strict(BaseModel):
    """Base of a row's schema: what is not named is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Text(Strict):
    """One text that labels are of; a title may belong to another item of the day (`topic_sure` false)."""

    id: str
    text: str
    lang: str = "en"
    date: dt.date | None = None
    title: str | None = None
    topic_sure: bool = True


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, unpacked where its name ends in .gz; raises BadInput."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as file
        ):
            yield from file
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise BadInput(
            f"cannot be read: {of_reading(error)}", where=str(path), do="check the file"
        ) from error


def json_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield (file:line, object) of a JSONL file; raises BadInput for a line that is no object."""
    for number, line in enumerate(lines(path), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadInput(f"not JSON: {error}", where=where, do="mend the line") from error
        if not isinstance(row, dict):
            raise BadInput("not an object", where=where, do="mend the line")
        yield where, row


def has_fields(path: Path, wanted: Iterable[str], without: Iterable[str] = ()) -> bool:
    """Return whether the first line of a JSONL file has the fields `wanted`, and none of `without`."""
    if not path.is_file() or not {".jsonl", ".json", ".gz"} & set(path.suffixes):
        return False
    try:
        _, row = next(json_rows(path), ("", {}))
    except BadInput:
        return False
    return set(wanted) <= row.keys() and not set(without) & row.keys()


def checked(schema: Any, data: object, where: str) -> Any:
    """Return `data` as `schema` (a type pydantic knows); raises BadInput naming the field."""
    try:
        return TypeAdapter(schema).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BadInput(f"{field}: {first['msg']}", where=where, do="mend it") from error


def labelled(labels: Collection[str], path: Path, texts: Path | None) -> Iterator[Text]:
    """Yield the texts of the JSONL file `texts` whose `id` is labelled in the set `path`, each once.

    Raises WrongUse where no file of texts is named, BadInput where a labelled id is not in it.
    """
    if texts is None:
        raise WrongUse(
            "the labels need their texts", where=str(path), do="name the file of texts with --texts"
        )
    left = set(labels)
    for where, row in json_rows(texts):
        if row.get("id") in left:
            left.discard(row["id"])
            found: Text = checked(Text, row, where)
            yield found
    if left:
        raise BadInput(
            f"{len(left)} labelled ids are not in the texts", where=str(texts), do="name the right file"
        )


def parts(path: Path, suffix: str) -> list[Path]:
    """Return the files with a suffix in a folder, sorted, or the one file itself; none where neither fits."""
    if path.is_dir():
        return sorted(path.glob(f"*{suffix}"))
    return [path] if path.is_file() and path.suffix == suffix else []


def yaml_file(path: Path) -> Any:
    """Return the content of a YAML file; raises BadInput."""
    try:
        return yaml.load("".join(lines(path)), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise BadInput(f"not YAML: {error}", where=str(path), do="mend the file") from error


def has_key(path: Path, name: str) -> bool:
    """Return whether a YAML file has a line that begins with the key `name`."""
    try:
        return any(line.startswith(f"{name}:") for line in islice(lines(path), 200))
    except BadInput:
        return False


def tsv_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (file:line, cells) of a TSV file without quoting; raises BadInput where a line does not fit."""
    reader = csv.reader(lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(reader, [])) != columns:
        raise BadInput(
            f"the columns are not {', '.join(columns)}", where=f"{path}:1", do="mend the first line"
        )
    for number, cells in enumerate(reader, 2):
        if len(cells) != len(columns):
            raise BadInput(
                f"{len(cells)} cells, not {len(columns)}", where=f"{path}:{number}", do="mend the line"
            )
        yield f"{path}:{number}", dict(zip(columns, cells, strict=True))
