"""One row of a GDELT 2.0 export, checked and typed as far as it is used."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from detente.records import key
from detente.sources.gdelt.rules import layout
from detente.sources.years import plausible

_CODE = re.compile(r"\d{2,4}")
_ID = re.compile(r"\d{1,20}")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor of a row: its name, CAMEO state code ("" without a state) and CAMEO role."""

    code: str
    name: str
    state: str
    role: str


@dataclass(frozen=True, slots=True)
class Row:
    """What is used of a row. Codes are text with their leading zeros; `added` is UTC.

    `goldstein` is None where the row has none. `url` is the address or citation of the first report.
    `name` is a key of all columns that tell one row from another.
    """

    number: int
    id: str
    day: dt.date
    sides: tuple[Side, Side]
    code: str
    goldstein: float | None
    place: str
    place_state: str
    added: dt.datetime
    url: str

    @property
    def name(self) -> str:
        """Return a key of the row: its id and what it says."""
        sides = (part for side in self.sides for part in (side.code, side.name))
        return key(self.id, self.day, self.code, *sides, self.added, self.url)


def parse(number: int, line: bytes) -> Row:
    """Return the row on line `number`. Raises ValueError saying which column is wrong and why."""
    try:
        cells = line.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1} of the line") from error
    columns = layout().columns
    if len(cells) != len(columns):
        hint = layout().others.get(len(cells))
        is_other = f", as in {hint}" if hint else ""
        raise ValueError(f"{len(cells)} columns{is_other}; GDELT 2.0 events have {len(columns)}")
    told = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
    if not _ID.fullmatch(told["GLOBALEVENTID"]):
        raise ValueError(f"GLOBALEVENTID {told['GLOBALEVENTID'][:40]!r} is no number")
    if not _CODE.fullmatch(told["EventCode"]):
        raise ValueError(f"EventCode {told['EventCode'][:40]!r} is no CAMEO code")
    return Row(
        number=number,
        id=told["GLOBALEVENTID"],
        day=_time("SQLDATE", told["SQLDATE"], "%Y%m%d").date(),
        sides=(_side(told, "Actor1"), _side(told, "Actor2")),
        code=told["EventCode"],
        goldstein=_goldstein(told["GoldsteinScale"]),
        place=told["ActionGeo_Fullname"],
        place_state=told["ActionGeo_CountryCode"],
        added=_time("DATEADDED", told["DATEADDED"], "%Y%m%d%H%M%S"),
        url=told["SOURCEURL"],
    )


def _side(told: dict[str, str], which: str) -> Side:
    return Side(
        told[f"{which}Code"],
        told[f"{which}Name"],
        told[f"{which}CountryCode"],
        told[f"{which}Type1Code"],
    )


def _time(column: str, text: str, form: str) -> dt.datetime:
    if len(text) != (8 if form == "%Y%m%d" else 14) or not text.isdigit():
        raise ValueError(f"{column} {text[:40]!r} is no date of the form {form}")
    try:
        at = dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise ValueError(f"{column} {text!r} is no date") from error
    plausible(at.date())
    return at


def _goldstein(text: str) -> float | None:
    if not text:
        return None
    try:
        score = float(text)
    except ValueError as error:
        raise ValueError(f"GoldsteinScale {text[:40]!r} is no number") from error
    if not -10 <= score <= 10:
        raise ValueError(f"GoldsteinScale {text} is not between -10 and 10")
    return score
