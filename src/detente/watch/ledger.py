"""The ledger of a watch: forecasts frozen in a file, and scored when their time has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from filelock import FileLock

from detente.analysis import ledger
from detente.errors import StoreError, Unavailable
from detente.findings import Forecast, ScoredForecast

FILE = "forecasts.jsonl"


def kept(
    path: Path, made: Iterable[Forecast], values: Mapping[tuple[str, dt.date], float]
) -> list[ScoredForecast]:
    """Freeze what is new of `made` in the ledger `path`, and return all its entries, scored where due.

    One forecast is kept for each series, origin and horizon: the first. `values` are the numbers known now,
    by series and first day of the period. Raises StoreError where the ledger was changed or is damaged,
    Unavailable where it cannot be read or written.
    """
    try:
        with FileLock(path.with_suffix(".lock")):
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            entries = ledger.read(text, str(path))
            new = ledger.freeze(entries, made)
            with path.open("a", encoding="utf-8") as file:
                file.writelines(ledger.line(entry) for entry in new)
    except OSError as error:
        raise Unavailable(error.strerror or str(error), where=str(path), do="check the path") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"not UTF-8: {error}", where=str(path), do="restore the file") from error
    return ledger.score([*entries, *new], values)
