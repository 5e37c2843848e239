"""The ledger of frozen forecasts: each entry carries the hash of itself and of the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from pydantic import ValidationError
from scoringrules import crps_quantile

from detente.errors import StoreError
from detente.findings import Forecast, Frozen, ScoredForecast


def read(text: str, where: str) -> list[Frozen]:
    """Return the entries of a ledger, oldest first.

    Raises StoreError, which names the line, where an entry cannot be read or was changed after it was frozen.
    """
    found: list[Frozen] = []
    for number, line in enumerate(text.splitlines(), start=1):
        place = f"{where}:{number}"
        try:
            entry = Frozen.model_validate_json(line)
        except ValidationError as error:
            raise StoreError(
                f"no entry of a ledger: {error.errors()[0]['msg']}", where=place, do="restore the file"
            ) from error
        before = found[-1].hash if found else ""
        if entry.before != before or entry.hash != _hash(entry.forecast, before):
            raise StoreError("was changed after it was frozen", where=place, do="restore the file")
        found.append(entry)
    return found


def freeze(entries: Sequence[Frozen], made: Iterable[Forecast]) -> list[Frozen]:
    """Return new entries for what is not in the ledger: one forecast a series, origin and horizon."""
    held = {_place(entry.forecast) for entry in entries}
    before, found = (entries[-1].hash if entries else ""), []
    for forecast in made:
        if _place(forecast) not in held:
            entry = Frozen(before=before, hash=_hash(forecast, before), forecast=forecast)
            before = entry.hash
            found.append(entry)
    return found


def line(entry: Frozen) -> str:
    """Return the entry as one line of the ledger."""
    return entry.model_dump_json() + "\n"


def score(entries: Iterable[Frozen], values: Mapping[tuple[str, dt.date], float]) -> list[ScoredForecast]:
    """Return each entry with its score; without one where `values` (by series and target) has no value."""
    return [_scored(entry, values.get((entry.forecast.series, entry.forecast.target))) for entry in entries]


def _scored(entry: Frozen, value: float | None) -> ScoredForecast:
    forecast = entry.forecast
    if value is None:
        return ScoredForecast(hash=entry.hash, forecast=forecast)
    levels, quantiles = np.array(forecast.levels), np.array(forecast.quantiles)
    return ScoredForecast(
        hash=entry.hash,
        forecast=forecast,
        value=value,
        crps=float(crps_quantile(value, quantiles, levels)),
        inside=forecast.at(0.05) <= value <= forecast.at(0.95),
    )


def _place(forecast: Forecast) -> tuple[object, ...]:
    return forecast.series, forecast.freq, forecast.origin, forecast.ahead


def _hash(forecast: Forecast, before: str) -> str:
    told = json.dumps(forecast.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()
